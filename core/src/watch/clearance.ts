import {
  CASH,
  COIN_AT,
  COIN_CASH,
  COIN_DUST,
  COIN_KEPT,
  COIN_LEGS,
  COIN_SCALE,
  DUST,
  HEAD,
  HIGH,
  LEG,
  LEGS,
  LOW,
  MULTIPLE,
  SIZE,
  SIZE_AT,
  TABLE,
  VALUE,
  VALUE_AT,
  type Columns,
} from './columns.ts'
import { LEGS_MAX } from './fold.ts'
import type { PriceTable } from './price-table.ts'

/** Relative error allowed for: 2^-40, more than 60 times what the proof needs. */
const RELATIVE_BOUND = 1 / 1_099_511_627_776

/** No radius reaches further: the proof bounds reciprocals and products of moves up to one half. */
const RADIUS_MAX = 0.5

/** Taken off a radius for the rounding of its own division and of the move it is compared with. */
const RADIUS_MARGIN = 1 / 1_048_576

/**
 * How far all marks may move from those in the table, each by this share of itself at most, while the verdict surely stays:
 * above 0 the account is safe that far, below 0 it is breached that far. Zero or NaN: only the exact path can tell.
 *
 *   radius = ± (|slack| - bound) / sensitivity        bound: float rounding and exact rounding together
 *
 * @source docs/models/watch-screen.md, theorems 1 and 2
 */
export const radiusOf = (columns: Columns, table: PriceTable, index: number): number => {
  const { heads, counts, legs, indices } = columns
  const { prices, slopes } = table
  const head = index * HEAD
  const end = (index * LEGS_MAX + whole(counts, index * LEG + LEGS)) * LEG
  const multiple = real(heads, head + MULTIPLE)
  let slack = real(heads, head + CASH)
  let gross = Math.abs(slack)
  let moving = 0
  for (let leg = index * LEGS_MAX * LEG; leg < end; leg += LEG) {
    const term = real(legs, leg + VALUE) * real(prices, whole(indices, leg + VALUE_AT))
    const size = real(legs, leg + SIZE) * real(prices, whole(indices, leg + SIZE_AT))
    const market = whole(indices, leg + TABLE)
    slack += term - multiple * tiered(table, market, size)
    gross += Math.abs(term) + multiple * size
    moving += Math.abs(term) + multiple * real(slopes, market) * size
  }
  let bound = RELATIVE_BOUND * gross + real(heads, head + DUST)
  if (whole(counts, index * LEG + COIN_LEGS) > 0) {
    const coin = coinTerms(columns, table, index)
    slack += coin.slack
    bound += coin.bound
    moving += coin.moving
  }
  return slack > 0 ? shortened((slack - bound) / moving) : -shortened((-slack - bound) / moving)
}

/** A radius brought under its limit and made shorter than its own rounding; 0 when nothing is left of it. */
const shortened = (radius: number): number =>
  Math.max(0, Math.min(radius, RADIUS_MAX) * (1 - RADIUS_MARGIN) - RADIUS_MARGIN * RADIUS_MARGIN)

interface CoinTerms {
  readonly slack: number
  readonly bound: number
  readonly moving: number
}

/** What the coin in which positions settle adds to slack, to its bound, and to its sensitivity. */
const coinTerms = (columns: Columns, table: PriceTable, index: number): CoinTerms => {
  const { heads, counts, legs, indices } = columns
  const head = index * HEAD
  const first = (index * LEGS_MAX + whole(counts, index * LEG + LEGS)) * LEG
  const end = first + whole(counts, index * LEG + COIN_LEGS) * LEG
  const multiple = real(heads, head + MULTIPLE)
  let net = real(heads, head + COIN_CASH)
  let gross = Math.abs(net)
  let required = 0
  let exposed = 0
  for (let leg = first; leg < end; leg += LEG) {
    const term = real(legs, leg + VALUE) * real(table.prices, whole(indices, leg + VALUE_AT))
    const size = real(legs, leg + SIZE) * real(table.prices, whole(indices, leg + SIZE_AT))
    net += term
    gross += Math.abs(term)
    exposed += size
    required += tiered(table, whole(indices, leg + TABLE), size)
  }
  const rate = real(heads, head + COIN_SCALE) * real(table.prices, whole(counts, index * LEG + COIN_AT))
  const worth = net * rate * (net > 0 ? real(heads, head + COIN_KEPT) : 1)
  const bound = RELATIVE_BOUND * (gross * rate + multiple * exposed) + real(heads, head + COIN_DUST) * rate
  return { slack: worth - multiple * required, bound, moving: 4 * gross * rate }
}

/** How far marks may move before one of the account's resting orders could lose; 0 when one may lose already. */
export const restingRadius = (columns: Columns, table: PriceTable, index: number): number => {
  const { counts, legs, indices } = columns
  const first = index * LEGS_MAX * LEG
  const end = first + (whole(counts, index * LEG + LEGS) + whole(counts, index * LEG + COIN_LEGS)) * LEG
  let radius = RADIUS_MAX
  for (let leg = first; leg < end; leg += LEG) {
    const market = whole(indices, leg + TABLE)
    if (market === table.markets.length) continue
    const price = real(table.prices, market)
    const room = Math.min(price - real(legs, leg + LOW), real(legs, leg + HIGH) - price)
    radius = Math.min(radius, shortened(room / price))
  }
  return radius
}

/** Maintenance requirement of a notional: the largest of its tiers' lines; lines of tiers beyond it lie lower. */
const tiered = ({ tierStart, floors, rates, deductions }: PriceTable, market: number, size: number): number => {
  let required = 0
  const end = whole(tierStart, market + 1)
  for (let tier = whole(tierStart, market); tier < end && real(floors, tier) <= size; tier += 1)
    required = Math.max(required, real(rates, tier) * size - real(deductions, tier))
  return required
}

/** Elements of typed arrays, one function a kind so that each stays monomorphic. This room wrote every index: none is out of range. */
const real = (array: Float64Array, index: number): number => array[index] as number
const whole = (array: Int32Array, index: number): number => array[index] as number
