import { approx, RATIO_ONE } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { MarginRules, MarkPrices, Tier } from '../margin/index.ts'

/** Marks and maintenance tiers of a venue as floats, indexed by market. */
export interface PriceTable {
  readonly markets: readonly InstrumentId[]
  readonly slots: ReadonlyMap<InstrumentId, number>
  /** Market m at m, its reciprocal at M + m, and 1 at 2M. NaN where there is no mark. */
  readonly prices: Float64Array
  /** First row of a market's tiers, and the end of them; equal for markets without tiers. Index M has none. */
  readonly tierStart: Int32Array
  readonly floors: Float64Array
  readonly rates: Float64Array
  readonly deductions: Float64Array
  /** Highest maintenance rate of a market, which is its last; 0 without tiers. */
  readonly slopes: Float64Array
}

/** Lays out a venue's markets and tiers; prices are NaN until `readMarks`. */
export const layTable = (rules: MarginRules): PriceTable => {
  const spots = [...rules.collateral.values()].map(({ spot }) => spot.id)
  const markets = [...new Set([...rules.instruments.keys(), ...spots])]
  const rows = markets.map((id) => rules.tiers.get(id) ?? [])
  const tierStart = new Int32Array(markets.length + 2)
  for (const [index, tiers] of rows.entries()) tierStart[index + 1] = (tierStart[index] ?? 0) + tiers.length
  tierStart[markets.length + 1] = tierStart[markets.length] ?? 0
  const tiers = rows.flat()
  return {
    markets,
    slots: new Map(markets.map((id, index) => [id, index])),
    prices: new Float64Array(2 * markets.length + 1).fill(Number.NaN),
    tierStart,
    floors: Float64Array.from(tiers, (tier) => approx(tier.floor)),
    rates: Float64Array.from(tiers, rateOf),
    deductions: Float64Array.from(tiers, (tier) => approx(tier.maintenanceDeduction) / approx(RATIO_ONE)),
    slopes: Float64Array.from([...rows, []], (tiers) => rateOf(tiers.at(-1))),
  }
}

const rateOf = (tier: Tier | undefined): number =>
  tier === undefined ? 0 : approx(tier.maintenanceRate) / approx(RATIO_ONE)

/** Writes the marks of one look into the table. */
export const readMarks = ({ markets, prices }: PriceTable, marks: MarkPrices): void => {
  const count = markets.length
  for (let slot = 0; slot < count; slot += 1) {
    const mark = marks.get(markets[slot] ?? '')
    const price = mark === undefined ? Number.NaN : approx(mark)
    prices[slot] = price
    prices[count + slot] = 1 / price
  }
  prices[2 * count] = 1
}

/**
 * Largest relative move of any market between two looks, |price / before - 1|. Infinity when a mark appeared or vanished, so
 * that nothing is taken to stand still.
 */
export const moveBetween = ({ markets, prices }: PriceTable, before: Float64Array): number => {
  let largest = 0
  for (let slot = 0; slot < markets.length; slot += 1) {
    const [now, then] = [prices[slot] ?? Number.NaN, before[slot] ?? Number.NaN]
    if (Number.isNaN(now) && Number.isNaN(then)) continue
    if (Number.isNaN(now) || Number.isNaN(then)) return Number.POSITIVE_INFINITY
    largest = Math.max(largest, Math.abs(now / then - 1))
  }
  return largest
}
