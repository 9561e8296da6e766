import { atoms, divide, lots, ticks, type Atoms } from '../units/index.ts'
import { fillValue, type Instrument, type InstrumentId } from '../instruments/index.ts'
import { changeAccount, tradeChange, type Account, type Position } from '../accounts/index.ts'
import { positionRequirement } from './exposure.ts'
import { equityOf, worthOfNets } from './measure.ts'
import { addNet, netsOf } from './nets.ts'
import { bisectNear } from './search.ts'
import type { BankruptcyPrice, MarginRules, MarkPrices } from './types.ts'
import { instrumentOf, markOf } from './worth.ts'

/** Highest price searched, as a multiple of the mark. */
const REACH = 1_000_000n

/**
 * The price at which each leg can be handed over so that all of them together use up the account's equity.
 *
 *   E_i = E · R_i / Σ R     E equity · R_i maintenance requirement of the position alone, without orders
 *
 * Legs are handed over in the order of the account. The safe price of leg k is the last tick at which the account, with legs
 * 1 … k gone at their safe prices, still has E - (E_1 + … + E_k): what a leg's tick could not use passes to the next leg, so
 * handing over all legs leaves equity at or above zero by less than what one tick of the last leg is worth. Negative equity
 * puts the price beyond the mark the other way: the receiver pays. Prices run from one tick to a million times the mark; a
 * leg that would need a price outside is clamped, and what it leaves or lacks passes on in the same way.
 *
 * @throws MissingMarkError
 * @source docs/models/margin.md, section 6
 */
export const bankruptcyPrices = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
): ReadonlyMap<InstrumentId, BankruptcyPrice> => {
  const equity = equityOf(rules, account, marks)
  const weights = account.positions.map((position) => positionRequirement(rules, marks, position))
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  const prices = new Map<InstrumentId, BankruptcyPrice>()
  let left = account
  let used = 0n
  for (const [index, position] of account.positions.entries()) {
    used += weights[index] ?? 0n
    const target = total === 0n ? equity : atoms(equity - divide(equity * used, total, 'down'))
    const price = priceOf({ rules, marks, account: left, target }, position)
    prices.set(position.instrument, price)
    left = handedOver(left, instrumentOf(rules, position.instrument), position, price.safe)
  }
  return prices
}

/**
 * The bankruptcy price of one leg, as `bankruptcyPrices` states it for the whole account; null without a position there.
 *
 * @throws MissingMarkError
 */
export const bankruptcyPrice = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  instrument: InstrumentId,
): BankruptcyPrice | null => bankruptcyPrices(rules, account, marks).get(instrument) ?? null

interface Remaining {
  readonly rules: MarginRules
  readonly marks: MarkPrices
  readonly account: Account
  /** Equity that must be left once this leg is gone. */
  readonly target: Atoms
}

/** A long leaves more equity the higher its price, a short the lower: `worst` is where the search for the boundary starts. */
const priceOf = ({ rules, marks, account, target }: Remaining, position: Position): BankruptcyPrice => {
  const instrument = instrumentOf(rules, position.instrument)
  const highest = markOf(marks, position.instrument) * REACH
  const others = { ...account, positions: account.positions.filter((other) => other !== position) }
  const nets = netsOf(rules, others, marks, 'maintenance')
  const equityAt = (price: bigint): bigint =>
    worthOfNets(rules, marks, addNet(rules, nets, instrument.settle, realised(instrument, position, price)))
  const keeps = (price: bigint): boolean => equityAt(price) >= target
  const [best, worst] = position.size > 0n ? [highest, 1n] : [1n, highest]
  if (keeps(worst)) return clampedAt(position.instrument, worst, highest)
  if (!keeps(best)) return clampedAt(position.instrument, best, highest)
  const guess = secant(equityAt, { at: markOf(marks, position.instrument), target })
  const { same, other } = bisectNear({ from: best, to: worst }, guess, keeps)
  return { instrument: position.instrument, safe: ticks(same), breached: ticks(other), clamped: 'no' }
}

/** Where a straight line through the mark and a point 1/16 above it meets the target: exact to a tick for linear contracts. */
const secant = (
  valueAt: (price: bigint) => bigint,
  { at, target }: { readonly at: bigint; readonly target: bigint },
): bigint => {
  const stride = at / 16n + 1n
  const value = valueAt(at)
  const rise = valueAt(at + stride) - value
  return rise === 0n ? at : at + divide((target - value) * stride, rise, 'down')
}

const clampedAt = (instrument: InstrumentId, price: bigint, highest: bigint): BankruptcyPrice => ({
  instrument,
  safe: ticks(price),
  breached: ticks(price),
  clamped: price === highest ? 'highest' : 'lowest',
})

const handedOver = (account: Account, instrument: Instrument, position: Position, price: bigint): Account =>
  changeAccount(account, tradeChange(account, instrument, lots(-position.size), ticks(price)))

/** Profit that handing over all of a position at a price realises, in settlement atoms. */
const realised = (instrument: Instrument, { size, entryValue }: Position, price: bigint): Atoms =>
  atoms(-fillValue(instrument, lots(-size), ticks(price)) - entryValue)
