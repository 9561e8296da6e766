import {
  CASH,
  COIN_AT,
  COIN_CASH,
  COIN_DUST,
  COIN_OWED,
  COIN_SCALE,
  COINED,
  DUST,
  HEAD,
  HELD,
  HIGH,
  LEG,
  LOW,
  MULTIPLE,
  OWED,
  SIZE,
  TRADED,
  VALUE,
  WINDOW,
  type Columns,
} from './columns.ts'
import { LEGS_MAX, RISES } from './folded.ts'
import { rateUpTo, requiredOn, type PriceTable } from './price-table.ts'

/** Relative error allowed for: 2^-40, more than 60 times what the proof needs. */
export const RELATIVE_BOUND: number = 1 / 1_099_511_627_776

/** No radius reaches further: the proof bounds reciprocals and products of moves up to one half. */
const RADIUS_MAX = 0.5

/** Taken off a radius for the rounding of its own division and of the move it is compared with. */
const RADIUS_MARGIN = 1 / 1_048_576

/**
 * How far an account lies from its level at the table's marks once every rounding is taken off, in numeraire atoms: above 0 it
 * is surely safe, below 0 surely breached. Zero or NaN: only the exact path can tell.
 *
 *   clearance = ± (|slack| - bound)        bound: float rounding and exact rounding together
 *
 * @source docs/models/watch-index.md, theorem 1
 */
export const clearanceOf = (columns: Columns, table: PriceTable, index: number): number => {
  const { heads, counts, legs, markets } = columns
  const { prices } = table
  const head = index * HEAD
  const multiple = real(heads, head + MULTIPLE)
  const owed = real(heads, head + OWED)
  let net = real(heads, head + CASH)
  let gross = Math.abs(net)
  let required = 0
  let exposed = 0
  const first = index * LEGS_MAX
  const end = first + whole(counts, head + TRADED)
  for (let leg = first; leg < end; leg += 1) {
    const market = whole(markets, leg)
    const price = real(prices, market)
    const term = real(legs, leg * LEG + VALUE) * price
    const size = real(legs, leg * LEG + SIZE) * price
    net += term
    gross += Math.abs(term)
    exposed += size
    required += requiredOn(table, market, size)
  }
  let slack = (net < 0 ? net * owed : net) - multiple * required
  let bound = RELATIVE_BOUND * (owed * gross + multiple * exposed) + real(heads, head + DUST)
  if (whole(counts, head + HELD) + whole(counts, head + COINED) > 0) {
    const other = heldTerms(columns, table, index)
    slack += other.slack
    bound += other.bound
  }
  return slack > 0 ? Math.max(0, slack - bound) : Math.min(0, slack + bound)
}

interface Terms {
  readonly slack: number
  readonly bound: number
}

/** Other assets than the numeraire, each worth its price less the haircuts of its market; debts weigh as they were folded. */
const heldTerms = (columns: Columns, table: PriceTable, index: number): Terms => {
  const { counts, legs, markets } = columns
  const head = index * HEAD
  const first = index * LEGS_MAX + whole(counts, head + TRADED)
  const end = first + whole(counts, head + HELD)
  const coin = whole(counts, head + COINED) > 0 ? coinTerms(columns, table, index) : NO_TERMS
  let { slack, bound } = coin
  for (let leg = first; leg < end; leg += 1) {
    const market = whole(markets, leg)
    const full = real(legs, leg * LEG + VALUE) * real(table.prices, market)
    slack += full > 0 ? full - requiredOn(table, market, full) : full
    bound += RELATIVE_BOUND * Math.abs(full)
  }
  return { slack, bound }
}

const NO_TERMS: Terms = { slack: 0, bound: 0 }

/** The coin in which positions settle: netted first, then worth its price less haircuts, or weighed as a debt. */
const coinTerms = (columns: Columns, table: PriceTable, index: number): Terms => {
  const { heads, coins, counts, legs, markets } = columns
  const { prices } = table
  const head = index * HEAD
  const end = coinedEnd(columns, index)
  let net = real(coins, head + COIN_CASH)
  let gross = Math.abs(net)
  let required = 0
  let exposed = 0
  for (let leg = end - whole(counts, head + COINED); leg < end; leg += 1) {
    const market = whole(markets, leg)
    const term = real(legs, leg * LEG + VALUE) * real(prices, table.markets.length + market)
    const size = real(legs, leg * LEG + SIZE)
    net += term
    gross += Math.abs(term)
    exposed += size
    required += requiredOn(table, market, size)
  }
  const spot = whole(counts, head + COIN_AT)
  const rate = real(coins, head + COIN_SCALE) * real(prices, spot)
  const owed = real(coins, head + COIN_OWED)
  const multiple = real(heads, head + MULTIPLE)
  const value = net * rate
  const worth = value > 0 ? value - requiredOn(table, spot, value) : value * owed
  const bound = RELATIVE_BOUND * (owed * gross * rate + multiple * exposed) + real(coins, head + COIN_DUST) * rate
  return { slack: worth - multiple * required, bound }
}

/**
 * How far marks may move from those in the table, each by this share of itself at most on the side that can hurt, while an
 * account keeps at least 0 of its clearance. The same holds for a breached one on the other side.
 *
 *   radius = |clearance| / sensitivity, at most 1/2
 *
 * @source docs/models/watch-index.md, theorem 2
 */
export const radiusOf = (columns: Columns, table: PriceTable, index: number, clearance: number): number => {
  const { heads, counts, legs, markets, sides } = columns
  const head = index * HEAD
  const first = index * LEGS_MAX
  const end = first + whole(counts, head + TRADED)
  let gross = 0
  let turning = 0
  for (let leg = first; leg < end; leg += 1) {
    const market = whole(markets, leg)
    const price = real(table.prices, market)
    const size = real(legs, leg * LEG + SIZE) * price
    gross += Math.abs(real(legs, leg * LEG + VALUE) * price)
    if (((sides[leg] as number) & RISES) !== 0) turning += rateUpTo(table, market, (1 + RADIUS_MAX) * size) * size
  }
  const moving = real(heads, head + OWED) * gross + real(heads, head + MULTIPLE) * turning
  return shortened(Math.abs(clearance) / (moving + heldMoving(columns, table, index)))
}

/** Sensitivity of collateral, and of the coin, which moves with its own market and with those of its positions. */
const heldMoving = (columns: Columns, table: PriceTable, index: number): number => {
  const { coins, counts, legs, markets } = columns
  const { prices } = table
  const head = index * HEAD
  const end = coinedEnd(columns, index)
  const coined = end - whole(counts, head + COINED)
  let moving = 0
  for (let leg = coined - whole(counts, head + HELD); leg < coined; leg += 1)
    moving += Math.abs(real(legs, leg * LEG + VALUE) * real(prices, whole(markets, leg)))
  if (coined === end) return moving
  let gross = Math.abs(real(coins, head + COIN_CASH))
  for (let leg = coined; leg < end; leg += 1)
    gross += Math.abs(real(legs, leg * LEG + VALUE) * real(prices, table.markets.length + whole(markets, leg)))
  const rate = real(coins, head + COIN_SCALE) * real(prices, whole(counts, head + COIN_AT))
  return moving + 4 * real(coins, head + COIN_OWED) * gross * rate
}

/** How far marks may move before one of the account's resting orders could lose; 0 when one may lose already. */
export const restingRadius = (columns: Columns, table: PriceTable, index: number): number => {
  const { windows, markets } = columns
  const end = coinedEnd(columns, index)
  let radius = RADIUS_MAX
  for (let leg = index * LEGS_MAX; leg < end; leg += 1) {
    const price = real(table.prices, whole(markets, leg))
    const room = Math.min(price - real(windows, leg * WINDOW + LOW), real(windows, leg * WINDOW + HIGH) - price)
    radius = Math.min(radius, shortened(room / price))
  }
  return radius
}

/** A radius brought under its limit and made shorter than its own rounding; 0 when nothing is left of it. */
const shortened = (radius: number): number =>
  Math.max(0, Math.min(radius, RADIUS_MAX) * (1 - RADIUS_MARGIN) - RADIUS_MARGIN * RADIUS_MARGIN)

/** Past the last leg of an account. */
const coinedEnd = ({ counts }: Columns, index: number): number => {
  const head = index * HEAD
  const legs = whole(counts, head + TRADED) + whole(counts, head + HELD) + whole(counts, head + COINED)
  return index * LEGS_MAX + legs
}

/** Elements of typed arrays, one function a kind so that each stays monomorphic. This room wrote every index: none is out of range. */
const real = (array: Float64Array, index: number): number => array[index] as number
const whole = (array: Int32Array, index: number): number => array[index] as number
