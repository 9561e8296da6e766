import { RELATIVE_BOUND } from './clearance.ts'
import {
  CASH,
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
import { LEGS_MAX } from './folded.ts'
import { DEDUCTION, NEXT_FLOOR, RATE, requiredOn, ROW, type PriceTable } from './price-table.ts'

/** A slope must be at least this share of the position's to be taken as surely of one sign. */
const SLOPE_MIN = 1 / 1_024

/**
 * Gives an account of one position and cash, both in the numeraire, the band of marks within which only the exact path can
 * tell: on the winning side of it the account is surely safe, on the losing side surely breached.
 *
 *   trigger = extreme over rows of -(cash + mu d_k) / (a - mu rate_k w)        band = trigger ± 2 bound / slope, proven at its ends
 *
 * @returns false when the account is of another kind, or when no such band can be proven.
 * @source docs/models/watch-index.md, theorem 3
 */
export const setBand = (columns: Columns, table: PriceTable, index: number): boolean => {
  const { heads, counts, legs, windows, markets } = columns
  const head = index * HEAD
  if (counts[head + TRADED] !== 1 || counts[head + HELD] !== 0 || counts[head + COINED] !== 0) return false
  if (heads[head + OWED] !== 1) return false
  const leg = index * LEGS_MAX
  const single: Single = {
    market: markets[leg] ?? 0,
    cash: heads[head + CASH] ?? 0,
    multiple: heads[head + MULTIPLE] ?? 0,
    dust: heads[head + DUST] ?? 0,
    value: legs[leg * LEG + VALUE] ?? 0,
    size: legs[leg * LEG + SIZE] ?? 0,
  }
  const band = bandOf(table, single)
  if (band === null) return false
  windows[leg * WINDOW + LOW] = band.low
  windows[leg * WINDOW + HIGH] = band.high
  return true
}

interface Single {
  readonly market: number
  readonly cash: number
  readonly multiple: number
  readonly dust: number
  readonly value: number
  readonly size: number
}

const bandOf = (table: PriceTable, single: Single): { readonly low: number; readonly high: number } | null => {
  const { value, cash, multiple, size } = single
  const steepest = value - multiple * (table.slopes[single.market] ?? 0) * size
  const slope = value > 0 ? steepest : -value
  if (!(slope > SLOPE_MIN * Math.abs(value))) return null
  const trigger = triggerOf(table, single)
  const doubt = (2 * boundAt(single, Math.max(0, trigger))) / slope
  const [low, high] = [Math.max(0, trigger - doubt), Math.max(0, trigger + doubt)]
  const safe = value > 0 ? high : low
  const breached = value > 0 ? low : high
  if (!(Number.isFinite(high) && Number.isFinite(cash))) return null
  if (safe > 0 || value > 0) if (!(slackAt(table, single, safe) > boundAt(single, safe))) return null
  if (breached > 0 || value < 0) if (!(-slackAt(table, single, breached) > boundAt(single, breached))) return null
  return { low, high }
}

/** Slack is the least of its rows' lines, so a long's zero is the highest of theirs and a short's the lowest. */
const triggerOf = ({ rowAt, rows }: PriceTable, single: Single): number => {
  const { value, size, cash, multiple, market } = single
  let trigger = value > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  let floor = 0
  for (let at = rowAt[market] ?? 0; floor < Number.POSITIVE_INFINITY; at += ROW) {
    const zero = -(cash + multiple * (rows[at + DEDUCTION] ?? 0)) / (value - multiple * (rows[at + RATE] ?? 0) * size)
    trigger = value > 0 ? Math.max(trigger, zero) : Math.min(trigger, zero)
    floor = rows[at + NEXT_FLOOR] ?? Number.POSITIVE_INFINITY
  }
  return trigger
}

const slackAt = (table: PriceTable, { market, cash, multiple, value, size }: Single, price: number): number =>
  cash + value * price - multiple * requiredOn(table, market, size * price)

const boundAt = ({ cash, multiple, dust, value, size }: Single, price: number): number =>
  RELATIVE_BOUND * (Math.abs(cash) + Math.abs(value) * price + multiple * size * price) + dust

/** The verdict of an account with a band at the table's marks: 1 safe, -1 breached, 0 or NaN: only the exact path can tell. */
export const sideOf = ({ legs, windows, markets }: Columns, { prices }: PriceTable, index: number): number => {
  const leg = index * LEGS_MAX
  const price = prices[markets[leg] as number] as number
  const winning = (legs[leg * LEG + VALUE] as number) > 0 ? 1 : -1
  if (price > (windows[leg * WINDOW + HIGH] as number)) return winning
  return price < (windows[leg * WINDOW + LOW] as number) ? -winning : 0
}
