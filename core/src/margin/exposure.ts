import {
  applyRatio,
  atoms,
  divide,
  greatest,
  least,
  lots,
  magnitude,
  NO_ATOMS,
  ratio,
  RATIO_ONE,
  type Atoms,
  type Lots,
} from '../units/index.ts'
import {
  fillValue,
  notional,
  positionValue,
  type AssetId,
  type Instrument,
  type InstrumentId,
  type InversePerpetual,
  type Spot,
} from '../instruments/index.ts'
import type { Account, OpenOrder } from '../accounts/index.ts'
import { requirement } from './tiers.ts'
import type { LevelName, MarginRules, MarkPrices } from './types.ts'
import { collateralOf, fullWorth, highestHaircut, instrumentOf, markOf, tiersOf, worth } from './worth.ts'

/**
 * Notional of a size of a derivative, in numeraire atoms, rounded up, never negative.
 *
 *   linear, dated:  |size| · mark · scale, converted at the spot mark of the settlement asset where that is not the numeraire
 *   inverse:        |size| · face: the contract is worth a fixed amount of the numeraire, so no price enters
 *
 * @throws MissingMarkError, UncoveredHoldingError
 * @source docs/models/margin.md, eq. 3
 */
export const exposure = (rules: MarginRules, marks: MarkPrices, instrument: Instrument, size: Lots): Atoms => {
  if (instrument.kind === 'inverse-perpetual') return faceValue(rules, instrument, size)
  const settled = notional(instrument, size, markOf(marks, instrument.id), 'up')
  if (instrument.settle === rules.numeraire) return settled
  return atoms(-worth(rules, marks, instrument.settle, atoms(-settled)))
}

/**
 * What one instrument of an account requires at a level, in numeraire atoms: tiers on the worst size that its open orders
 * can lead to, plus what each order would lose against the mark if it filled at its own price.
 *
 *   R(max(|s + Σ buys|, |s - Σ sells|)) + Σ max(0, loss of the order)
 *
 * Reduce-only orders never raise the size; they lose on what they can still reduce. A spot order has no tiers: it is charged
 * what equity would fall by.
 *
 * @source docs/models/margin.md, eq. 4
 */
export const legRequirement = (
  rules: MarginRules,
  marks: MarkPrices,
  leg: { readonly instrument: InstrumentId; readonly size: Lots; readonly orders: readonly OpenOrder[] },
  level: LevelName,
): Atoms => {
  const instrument = instrumentOf(rules, leg.instrument)
  const losses = orderLosses(rules, marks, leg)
  if (instrument.kind === 'spot') return atoms(losses)
  const worst = worstSize(leg.size, leg.orders, leg.instrument)
  const required = requirement(tiersOf(rules, leg.instrument), exposure(rules, marks, instrument, worst), level)
  return atoms(required + losses)
}

/** What the open orders of an instrument would lose against the mark, each if it filled at its own price, numeraire atoms. */
export const orderLosses = (
  rules: MarginRules,
  marks: MarkPrices,
  leg: { readonly instrument: InstrumentId; readonly size: Lots; readonly orders: readonly OpenOrder[] },
): Atoms => {
  const instrument = instrumentOf(rules, leg.instrument)
  let losses = 0n
  for (const order of leg.orders)
    if (order.instrument === leg.instrument) losses += orderLoss(rules, marks, instrument, order, leg.size)
  return atoms(losses)
}

/** What a size of a derivative alone requires at maintenance, in numeraire atoms, without orders. @throws MissingMarkError, UncoveredHoldingError */
export const positionRequirement = (
  rules: MarginRules,
  marks: MarkPrices,
  { instrument, size }: { readonly instrument: InstrumentId; readonly size: Lots },
): Atoms =>
  requirement(tiersOf(rules, instrument), exposure(rules, marks, instrumentOf(rules, instrument), size), 'maintenance')

/** The largest magnitude a position may reach through its open orders; reduce-only orders do not count. */
export const worstSize = (size: Lots, orders: readonly OpenOrder[], instrument: InstrumentId): Lots => {
  let [highest, lowest] = [size, size]
  for (const order of orders) {
    if (order.instrument !== instrument || order.reduceOnly) continue
    if (order.side === 'buy') highest = lots(highest + order.remaining)
    else lowest = lots(lowest - order.remaining)
  }
  return lots(greatest(magnitude(highest), magnitude(lowest)))
}

/** Instruments in which an account has orders but no position, each once, in the order of the orders. */
export const orderedOnly = (account: Account): readonly InstrumentId[] => {
  const found: InstrumentId[] = []
  for (const { instrument } of account.orders)
    if (!found.includes(instrument) && !account.positions.some((position) => position.instrument === instrument))
      found.push(instrument)
  return found
}

const orderLoss = (
  rules: MarginRules,
  marks: MarkPrices,
  instrument: Instrument,
  order: OpenOrder,
  held: Lots,
): Atoms => {
  if (instrument.kind === 'spot') return spotLoss(rules, marks, instrument, order)
  const filled = order.reduceOnly ? reducible(order, held) : order.remaining
  if (filled === 0n) return NO_ATOMS
  const size = order.side === 'buy' ? filled : lots(-filled)
  const paid = fillValue(instrument, size, order.price)
  const gain = positionValue(instrument, size, markOf(marks, instrument.id), 'down') - paid
  return gain >= 0n ? NO_ATOMS : atoms(-worth(rules, marks, instrument.settle, atoms(gain)))
}

const reducible = (order: OpenOrder, held: Lots): Lots => {
  const reduces = held > 0n ? order.side === 'sell' : order.side === 'buy' && held < 0n
  return reduces ? least(order.remaining, lots(magnitude(held))) : lots(0n)
}

/**
 * Value given up less value received, each as a change of collateral on its own: never less than what equity would lose. What
 * comes in counts less the highest haircut of its steps.
 */
const spotLoss = (rules: MarginRules, marks: MarkPrices, spot: Spot, order: OpenOrder): Atoms => {
  const base = atoms(order.remaining * spot.lotAtoms)
  const quote = fillValue(spot, order.remaining, order.price)
  const [paid, got] =
    order.side === 'buy'
      ? [
          { asset: spot.quote, atoms: quote },
          { asset: spot.base, atoms: base },
        ]
      : [
          { asset: spot.base, atoms: base },
          { asset: spot.quote, atoms: quote },
        ]
  const change = leastWorth(rules, marks, got) + worth(rules, marks, paid.asset, atoms(-paid.atoms))
  return change >= 0n ? NO_ATOMS : atoms(-change)
}

const leastWorth = (
  rules: MarginRules,
  marks: MarkPrices,
  { asset, atoms: amount }: { readonly asset: AssetId; readonly atoms: Atoms },
): Atoms => {
  const rule = rules.collateral.get(asset)
  if (rule?.steps === undefined) return worth(rules, marks, asset, amount)
  return applyRatio(
    fullWorth(rules, marks, { asset, atoms: amount }, 'down'),
    ratio(RATIO_ONE - highestHaircut(rule)),
    'down',
  )
}

/**
 * Face value in numeraire atoms. An inverse scale counts settlement atoms × ticks per lot, a spot scale numeraire atoms per
 * tick and spot lot; their product, brought to one tick size and to atoms per lot, is the face, and every price cancels.
 */
const faceValue = (rules: MarginRules, inverse: InversePerpetual, size: Lots): Atoms => {
  const { spot } = collateralOf(rules, inverse.settle)
  return atoms(
    divide(
      magnitude(size) * inverse.scale.numerator * spot.scale.numerator * inverse.tickSize,
      inverse.scale.denominator * spot.scale.denominator * spot.tickSize * spot.lotAtoms,
      'up',
    ),
  )
}
