import { ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { Asset, DatedFuture, Fraction, InversePerpetual, LinearPerpetual, Spot } from './specification.ts'

/** A specification that cannot be traded exactly: names the field, the value and the remedy. */
export class SpecificationError extends Error {
  override readonly name = 'SpecificationError'
  constructor(id: string, field: string, value: string, remedy: string) {
    super(`instrument ${id}: ${field} = ${value} is refused; ${remedy}`)
  }
}

/** An asset with 0 to 18 decimals. @throws SpecificationError otherwise. */
export const defineAsset = (id: string, decimals: number): Asset => {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 18)
    throw new SpecificationError(id, 'decimals', String(decimals), 'use a whole number from 0 to 18')
  return { id, decimals }
}

interface Terms {
  readonly id: string
  readonly base: Asset
  readonly quote: Asset
  /** Quote units per base unit of one tick; 1e-18, > 0. */
  readonly tickSize: Ratio
  /** Base units of one lot (quote units for an inverse contract); 1e-18, > 0. */
  readonly lotSize: Ratio
}

/** Spot market; one lot must be a whole number of base atoms. */
export const defineSpot = (terms: Terms): Spot => {
  requirePositive(terms)
  const scaled = terms.lotSize * 10n ** BigInt(terms.base.decimals)
  if (scaled % RATIO_ONE !== 0n)
    throw new SpecificationError(terms.id, 'lotSize', String(terms.lotSize), 'make a lot a whole number of base atoms')
  return {
    ...identity(terms, terms.quote),
    kind: 'spot',
    lotAtoms: scaled / RATIO_ONE,
    scale: linearScale(terms),
  }
}

/** Linear perpetual settled in its quote asset. */
export const defineLinearPerpetual = (terms: Terms): LinearPerpetual => {
  requirePositive(terms)
  return {
    ...identity(terms, terms.quote),
    kind: 'linear-perpetual',
    lotSize: terms.lotSize,
    scale: linearScale(terms),
  }
}

/** Inverse perpetual: `lotSize` is the face value of one contract in quote units; settled in base. */
export const defineInversePerpetual = (terms: Terms): InversePerpetual => {
  requirePositive(terms)
  const scale = lowest(terms.lotSize * 10n ** BigInt(terms.base.decimals), terms.tickSize)
  return { ...identity(terms, terms.base), kind: 'inverse-perpetual', lotSize: terms.lotSize, scale }
}

/** Dated linear future; `expiry` in milliseconds since 1970-01-01 UTC, > 0. */
export const defineDatedFuture = (terms: Terms & { readonly expiry: number }): DatedFuture => {
  requirePositive(terms)
  if (!Number.isSafeInteger(terms.expiry) || terms.expiry <= 0)
    throw new SpecificationError(
      terms.id,
      'expiry',
      String(terms.expiry),
      'give milliseconds since 1970-01-01 UTC, above 0',
    )
  const scale = linearScale(terms)
  return { ...identity(terms, terms.quote), kind: 'dated-future', lotSize: terms.lotSize, scale, expiry: terms.expiry }
}

const identity = (terms: Terms, settle: Asset) => ({
  id: terms.id,
  base: terms.base.id,
  quote: terms.quote.id,
  settle: settle.id,
  tickSize: ratio(terms.tickSize),
})

const linearScale = (terms: Terms): Fraction =>
  lowest(terms.tickSize * terms.lotSize * 10n ** BigInt(terms.quote.decimals), RATIO_ONE * RATIO_ONE)

const lowest = (numerator: bigint, denominator: bigint): Fraction => {
  let [a, b] = [numerator, denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  return { numerator: numerator / a, denominator: denominator / a }
}

const requirePositive = (terms: Terms): void => {
  if (terms.tickSize <= 0n)
    throw new SpecificationError(terms.id, 'tickSize', String(terms.tickSize), 'give a tick above 0')
  if (terms.lotSize <= 0n)
    throw new SpecificationError(terms.id, 'lotSize', String(terms.lotSize), 'give a lot above 0')
}
