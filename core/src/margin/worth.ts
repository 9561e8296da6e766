import {
  atoms,
  divide,
  NO_ATOMS,
  RATIO_ONE,
  type Atoms,
  type Ratio,
  type Rounding,
  type Ticks,
} from '../units/index.ts'
import type { AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import type { CollateralRule, MarginRules, MarkPrices, TierTable } from './types.ts'

/** An account cannot be measured because an instrument that it holds has no mark. */
export class MissingMarkError extends Error {
  override readonly name = 'MissingMarkError'
  readonly instrument: InstrumentId
  constructor(instrument: InstrumentId) {
    super(`instrument ${instrument} has no mark; measure its holders once a mark is known`)
    this.instrument = instrument
  }
}

/** A holding that the margin rules do not cover: a bug of whoever let it in. */
export class UncoveredHoldingError extends Error {
  override readonly name = 'UncoveredHoldingError'
  constructor(what: string, id: string) {
    super(`${what} ${id} has no margin rule; list it when the rules are defined`)
  }
}

/**
 * What a net amount of one asset counts for in equity, in numeraire atoms: the numeraire as it is; another asset at its spot
 * mark, what is held less the haircut and rounded down, a debt in full and rounded against the account.
 *
 *   net > 0:  ⌊min over steps k of (net · price · (1 - haircut_k) + d_k)⌋        net < 0:  -⌈|net| · price⌉
 *
 * d_k makes the value continuous at the floors of the concentration steps; without steps it is 0.
 *
 * An asset without a rule counts nothing while it is held; a debt in it is refused.
 *
 * @throws MissingMarkError without a spot mark, UncoveredHoldingError for a debt in an asset without a rule.
 * @source docs/models/margin.md, eq. 2
 */
export const worth = (rules: MarginRules, marks: MarkPrices, asset: AssetId, net: Atoms): Atoms => {
  if (asset === rules.numeraire || net === 0n) return net
  const rule = rules.collateral.get(asset)
  if (rule === undefined && net > 0n) return NO_ATOMS
  if (rule === undefined) throw new UncoveredHoldingError('debt in', asset)
  const { scale, lotAtoms, id } = rule.spot
  const numerator = net * markOf(marks, id) * scale.numerator
  const denominator = lotAtoms * scale.denominator
  if (net < 0n) return atoms(divide(numerator, denominator, 'down'))
  const { haircut, deduction } = rule.steps === undefined ? flat(rule) : stepAt(rule, { numerator, denominator })
  return atoms(divide(numerator * (RATIO_ONE - haircut) + deduction * denominator, denominator * RATIO_ONE, 'down'))
}

/** Numeraire atoms, at spot mark and without any haircut, of an amount of an asset; nothing for an asset without a rule. */
export const fullWorth = (
  rules: MarginRules,
  marks: MarkPrices,
  { asset, atoms: amount }: { readonly asset: AssetId; readonly atoms: Atoms },
  round: Rounding,
): Atoms => {
  if (asset === rules.numeraire || amount === 0n) return amount
  const spot = rules.collateral.get(asset)?.spot
  if (spot === undefined) return NO_ATOMS
  const { numerator, denominator } = spot.scale
  return atoms(divide(amount * markOf(marks, spot.id) * numerator, denominator * spot.lotAtoms, round))
}

/** Haircut on the last unit of the largest holding: what one more unit can be sure to lose. */
export const highestHaircut = (rule: CollateralRule): Ratio => rule.steps?.at(-1)?.haircut ?? rule.haircut

interface Slope {
  readonly haircut: Ratio
  /** Numeraire atoms × 1e18 that the slices below pay less than at this haircut. */
  readonly deduction: bigint
}

const flat = ({ haircut }: CollateralRule): Slope => ({ haircut, deduction: 0n })

/** The line that holds at a value: d_0 = 0, d_k = d_(k-1) + floor_k · (haircut_k - haircut_(k-1)). */
const stepAt = (rule: CollateralRule, value: { readonly numerator: bigint; readonly denominator: bigint }): Slope => {
  let { haircut, deduction } = flat(rule)
  for (const step of rule.steps ?? []) {
    if (value.numerator < step.floor * value.denominator) break
    deduction += step.floor * (step.haircut - haircut)
    haircut = step.haircut
  }
  return { haircut, deduction }
}

/** Mark of an instrument. @throws MissingMarkError when there is none. */
export const markOf = (marks: MarkPrices, instrument: InstrumentId): Ticks => {
  const mark = marks.get(instrument)
  if (mark === undefined) throw new MissingMarkError(instrument)
  return mark
}

/** Specification of a held instrument. @throws UncoveredHoldingError when the rules do not list it. */
export const instrumentOf = (rules: MarginRules, id: InstrumentId): Instrument => {
  const instrument = rules.instruments.get(id)
  if (instrument === undefined) throw new UncoveredHoldingError('instrument', id)
  return instrument
}

/** Leverage tiers of a held derivative. @throws UncoveredHoldingError when the rules have none. */
export const tiersOf = (rules: MarginRules, id: InstrumentId): TierTable => {
  const table = rules.tiers.get(id)
  if (table === undefined) throw new UncoveredHoldingError('tiers of', id)
  return table
}

/** Collateral rule of an asset. @throws UncoveredHoldingError when the rules have none. */
export const collateralOf = (rules: MarginRules, asset: AssetId): CollateralRule => {
  const rule = rules.collateral.get(asset)
  if (rule === undefined) throw new UncoveredHoldingError('collateral', asset)
  return rule
}
