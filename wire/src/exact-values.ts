import {
  atoms,
  formatDecimal,
  lots,
  parseDecimal,
  ratio,
  ratioOf,
  ticks,
  DecimalError,
  type Asset,
  type Atoms,
  type Instrument,
  type Lots,
  type Ratio,
  type Ticks,
} from '@ebbline/core'

/** A decimal text that is not a whole number of atoms, lots or ticks. */
export class ScaleError extends Error {
  override readonly name = 'ScaleError'
  readonly allowed: string
  constructor(text: string, allowed: string) {
    super(`'${text}' is refused; allowed: ${allowed}`)
    this.allowed = allowed
  }
}

/** Atoms of a decimal amount in units of the asset. @throws ScaleError for more decimals than the asset has. */
export const atomsOfText = (asset: Asset, text: string): Atoms =>
  atoms(scaled(text, asset.decimals, `a decimal text with at most ${asset.decimals} decimals (${asset.id})`))

/** Decimal amount, in units of the asset. */
export const textOfAtoms = (asset: Asset, value: Atoms): string => formatDecimal(value, asset.decimals)

/** Ticks of a decimal price. @throws ScaleError unless it is a whole number of ticks above 0. */
export const ticksOfText = (instrument: Instrument, text: string): Ticks => {
  const allowed = `a price above 0 in whole ticks of ${formatDecimal(instrument.tickSize, 18)} (${instrument.id})`
  const value = inSteps(text, instrument.tickSize, allowed)
  if (value <= 0n) throw new ScaleError(text, allowed)
  return ticks(value)
}

/** Decimal price of ticks. */
export const textOfTicks = (instrument: Instrument, value: Ticks): string =>
  formatDecimal(value * instrument.tickSize, 18)

/** Units of one lot [1e-18]: base units, for an inverse perpetual quote units. `base` is the instrument's base asset. */
export const lotSizeOf = (instrument: Instrument, base: Asset): Ratio =>
  instrument.kind === 'spot' ? ratio(instrument.lotAtoms * 10n ** BigInt(18 - base.decimals)) : instrument.lotSize

/** Lots of a signed decimal size in base units (inverse perpetual: quote units). @throws ScaleError unless it is whole lots. */
export const lotsOfText = (instrument: Instrument, base: Asset, text: string): Lots => {
  const size = lotSizeOf(instrument, base)
  return lots(inSteps(text, size, `a size in whole lots of ${formatDecimal(size, 18)} (${instrument.id})`))
}

/** Signed decimal size of lots, in base units (inverse perpetual: quote units). */
export const textOfLots = (instrument: Instrument, base: Asset, value: Lots): string =>
  formatDecimal(value * lotSizeOf(instrument, base), 18)

/** Ratio of a decimal text. @throws ScaleError beyond 18 decimals. */
export const ratioOfText = (text: string): Ratio => {
  try {
    return ratioOf(text)
  } catch (error) {
    throw inScale(error, text, 'a decimal text with at most 18 decimals')
  }
}

const inSteps = (text: string, step: bigint, allowed: string): bigint => {
  const value = scaled(text, 18, allowed)
  if (value % step !== 0n) throw new ScaleError(text, allowed)
  return value / step
}

const scaled = (text: string, decimals: number, allowed: string): bigint => {
  try {
    return parseDecimal(text, decimals)
  } catch (error) {
    throw inScale(error, text, allowed)
  }
}

const inScale = (error: unknown, text: string, allowed: string): unknown =>
  error instanceof DecimalError ? new ScaleError(text, allowed) : error
