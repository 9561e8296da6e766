import {
  almgrenChriss,
  marketOfVolume,
  ruinConstrained,
  ruinWhileClosing,
  stretchesOf,
  YEAR_MS,
  type AlmgrenChriss,
  type RuinConstrained,
} from '@ebbline/core'

/** The cheapest schedule under the bound, beside equal trades over the same time. */
export interface ClosingPlan {
  readonly timeMs: number
  readonly found: RuinConstrained
  readonly even: AlmgrenChriss
  readonly evenRuin: number
}

/** One account and market; money in the numeraire, exposure in numeraire per unit of price, vol per √year. */
export interface PlanRequest {
  readonly terms: {
    readonly ruinProbabilityMax: number
    readonly closeWithinMs: number
    readonly latencyMs: number
  }
  /** Units a day; null where nobody said. */
  readonly dailyVolume: number | null
  readonly price: number
  readonly vol: number
  readonly fee: number
  readonly exposure: number
  readonly equity: number
}

const PERIOD_MS = 180_000
const PERIODS = { min: 20, max: 500 }

/** How the exposure would be closed in time, from now on; null without a volume or without exposure. */
export const closingPlan = ({
  terms,
  dailyVolume,
  price,
  vol,
  fee,
  exposure,
  equity,
}: PlanRequest): ClosingPlan | null => {
  if (dailyVolume === null || exposure === 0) return null
  const timeMs = terms.closeWithinMs
  const periods = Math.min(PERIODS.max, Math.max(PERIODS.min, Math.ceil(timeMs / PERIOD_MS)))
  const unwinding = { quantity: exposure, time: timeMs / YEAR_MS, periods }
  const market = marketOfVolume({ price, vol, dailyVolume, fixedShare: fee }, exposure)
  const latency = terms.latencyMs / YEAR_MS
  const found = ruinConstrained({ equity, ruinProbabilityMax: terms.ruinProbabilityMax, latency }, unwinding, market)
  const even = almgrenChriss(unwinding, market, 0)
  const stretches = stretchesOf(even.holdings, { time: unwinding.time, latency, side: 'long' })
  const evenRuin = ruinWhileClosing({ cushion: equity - even.expectedCost, vol: market.vol, drift: 0, stretches })
  return { timeMs, found, even, evenRuin }
}
