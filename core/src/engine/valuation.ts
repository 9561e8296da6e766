import {
  atoms,
  mulDiv,
  RATIO_ONE,
  type Atoms,
  type Lots,
  type Ratio,
  type Rounding,
  type Ticks,
} from '../units/index.ts'
import { fillValue, notional, type AssetId, type Instrument } from '../instruments/index.ts'
import type { MarginRules, MarkPrices } from '../margin/index.ts'

/** Atoms of an asset in atoms of the numeraire at its spot mark, without haircut; an asset without a mark counts as nothing. */
export const inNumeraire = (
  rules: MarginRules,
  marks: MarkPrices,
  amount: { readonly asset: AssetId; readonly atoms: Atoms },
  round: Rounding,
): Atoms => {
  if (amount.asset === rules.numeraire) return amount.atoms
  const spot = rules.collateral.get(amount.asset)?.spot
  const price = spot === undefined ? undefined : marks.get(spot.id)
  if (spot === undefined || price === undefined) return atoms(0n)
  return atoms(mulDiv(amount.atoms * price, spot.scale.numerator, spot.scale.denominator * spot.lotAtoms, round))
}

/** How many atoms of `asset` the given numeraire atoms are worth at its spot mark, rounded down; nothing without a mark. */
export const fromNumeraire = (
  rules: MarginRules,
  marks: MarkPrices,
  amount: { readonly asset: AssetId; readonly atoms: Atoms },
): Atoms => {
  if (amount.asset === rules.numeraire) return amount.atoms
  const spot = rules.collateral.get(amount.asset)?.spot
  const price = spot === undefined ? undefined : marks.get(spot.id)
  if (spot === undefined || price === undefined) return atoms(0n)
  return atoms(mulDiv(amount.atoms, spot.scale.denominator * spot.lotAtoms, price * spot.scale.numerator, 'down'))
}

/** Notional of a size at the mark, numeraire atoms, rounded up. */
export const notionalAtMark = (rules: MarginRules, marks: MarkPrices, instrument: Instrument, size: Lots): Atoms => {
  const mark = marks.get(instrument.id)
  if (mark === undefined) return atoms(0n)
  return inNumeraire(rules, marks, { asset: instrument.settle, atoms: notional(instrument, size, mark, 'up') }, 'up')
}

/**
 * What trading `size` (signed) at `price` loses against the mark, numeraire atoms; negative when it gains.
 *
 *   cost = fillValue(size, price) - fillValue(size, mark)
 */
export const costAgainstMark = (
  rules: MarginRules,
  marks: MarkPrices,
  trade: { readonly instrument: Instrument; readonly size: Lots; readonly price: Ticks },
): Atoms => {
  const mark = marks.get(trade.instrument.id)
  if (mark === undefined) return atoms(0n)
  const paid = fillValue(trade.instrument, trade.size, trade.price)
  const fair = fillValue(trade.instrument, trade.size, mark)
  return inNumeraire(rules, marks, { asset: trade.instrument.settle, atoms: atoms(paid - fair) }, 'up')
}

/** `multiple × requirement - equity`, rounded up, at least zero: the deposit that would lift equity to the multiple. */
export const topUpTo = (multiple: Ratio, measure: { readonly equity: Atoms; readonly requirement: Atoms }): Atoms => {
  const wanted = mulDiv(measure.requirement, multiple, RATIO_ONE, 'up')
  return wanted > measure.equity ? atoms(wanted - measure.equity) : atoms(0n)
}
