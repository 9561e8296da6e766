import { atoms, divide, NO_ATOMS, RATIO_ONE, type Atoms, type Ticks } from '../units/index.ts'
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
 *   net > 0:  ⌊net · price · (1 - haircut)⌋        net < 0:  -⌈|net| · price⌉
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
  return net < 0n
    ? atoms(divide(numerator, denominator, 'down'))
    : atoms(divide(numerator * (RATIO_ONE - rule.haircut), denominator * RATIO_ONE, 'down'))
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
