import { log } from '../math/index.ts'
import { radiusOf, restingRadius } from './clearance.ts'
import { COIN_AT, COINED, HEAD, HELD, HIGH, LOW, ROUTE, TRADED, WINDOW, type Columns } from './columns.ts'
import { edgeOn, fallingLine, link, risingLine, unlinkAll, type Edges } from './edges.ts'
import { FALLS, LEGS_MAX, RISES } from './folded.ts'
import type { PriceTable } from './price-table.ts'

/**
 * Lays the edges of an account whose verdict at the table's marks is sure, all of them anew: while no mark meets one of them,
 * the verdict stays.
 *
 * @param verdict clearance of the account, or the side of its band; negative when it is breached. Not 0, not NaN.
 * @source docs/models/watch-index.md, theorems 2 and 3
 */
export const anchor = (edges: Edges, columns: Columns, table: PriceTable, index: number, verdict: number): void => {
  unlinkAll(edges, index)
  if (columns.routes[index] === ROUTE.trigger) linkBand(edges, columns, table, index)
  else linkLegs(edges, columns, table, index, verdict)
}

/** One edge: the end of the band that lies nearer, where it will be entered. */
const linkBand = (edges: Edges, { windows, markets }: Columns, { prices }: PriceTable, index: number): void => {
  const leg = index * LEGS_MAX
  const market = markets[leg] as number
  const [low, high] = [windows[leg * WINDOW + LOW] as number, windows[leg * WINDOW + HIGH] as number]
  const falling = (prices[market] as number) > high
  const end = falling ? high : low
  if (end <= 0) return
  const line = falling ? fallingLine(market) : risingLine(market)
  link(edges, index, line, edgeOn(line, log(end)))
}

/**
 * An edge at the radius on each side where a leg can hurt; of a breached account, on the opposite sides, where a leg can help.
 * log(1 - r) <= -r and r - r²/2 <= log(1 + r), so the edges lie no further than the radius.
 */
const linkLegs = (edges: Edges, columns: Columns, table: PriceTable, index: number, verdict: number): void => {
  const { counts, markets, sides } = columns
  const { logPrices } = table
  const free = radiusOf(columns, table, index, verdict)
  const ordered = verdict > 0 && columns.routes[index] === ROUTE.screenOrders
  const radius = ordered ? Math.min(free, restingRadius(columns, table, index)) : free
  const further = radius - (radius * radius) / 2
  const linkFall = (market: number): void =>
    link(edges, index, fallingLine(market), edgeOn(0, (logPrices[market] as number) - radius))
  const linkRise = (market: number): void =>
    link(edges, index, risingLine(market), edgeOn(1, (logPrices[market] as number) + further))
  const [onFall, onRise] = verdict > 0 ? [FALLS, RISES] : [RISES, FALLS]
  const head = index * HEAD
  const coined = counts[head + COINED] as number
  const first = index * LEGS_MAX
  const end = first + (counts[head + TRADED] as number) + (counts[head + HELD] as number) + coined
  for (let leg = first; leg < end; leg += 1) {
    const side = sides[leg] as number
    if (side & onFall) linkFall(markets[leg] as number)
    if (side & onRise) linkRise(markets[leg] as number)
  }
  if (coined === 0) return
  linkFall(counts[head + COIN_AT] as number)
  linkRise(counts[head + COIN_AT] as number)
}
