import type { FlawBook } from './flaws.ts'
import { momentText } from './timeline.ts'

/** One bar: time of its opening [ms UTC], prices, traded size. */
export interface Bar {
  readonly time: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
}

/** How far off both neighbours a price must be to look like one of another market. */
const OUTLIER_RATIO = 10

/** How far prices must leap between two bars, and stay, to look like another unit: cents for dollars, a thousand coins for one. */
const UNIT_RATIO = 50

/** Watches one series for bars that do not belong: each is judged when its right neighbour is known. */
export interface OutlierWatch {
  readonly take: (bar: Bar, row: number) => void
  /** Judges the last bar by its left neighbour alone. */
  readonly end: () => void
}

/**
 * A bar is an outlier when its high is above 10 × both the close before and the open after it, or its low under a tenth of both.
 * A market that falls and stays there is none, since its next bar opens where it fell to. A leap of more than 50 × that stays
 * is a change of unit.
 */
export const watchOutliers = (flaws: FlawBook): OutlierWatch => {
  let before: number | null = null
  let held: { readonly bar: Bar; readonly row: number } | null = null
  let wasOutlier = false
  const judge = (after: number | null): void => {
    const neighbours = [before, after].filter((price) => price !== null)
    if (held === null || neighbours.length === 0) return
    const { bar, row } = held
    const isHigh = bar.high > OUTLIER_RATIO * Math.max(...neighbours)
    const isOutlier = isHigh || bar.low * OUTLIER_RATIO < Math.min(...neighbours)
    if (isOutlier) flaws.note('outlier-price', row, said(bar, isHigh ? bar.high : bar.low, neighbours))
    else if (before !== null && !wasOutlier && leaps(before, bar.open))
      flaws.note('unit-change', row, `${momentText(bar.time)} opens at ${bar.open} after ${before}`)
    wasOutlier = isOutlier
  }
  return {
    take: (bar, row) => {
      judge(bar.open)
      before = held?.bar.close ?? null
      held = { bar, row }
    },
    end: () => judge(null),
  }
}

const leaps = (from: number, to: number): boolean => to > UNIT_RATIO * from || from > UNIT_RATIO * to

const said = ({ time }: Bar, price: number, neighbours: readonly number[]): string =>
  `${momentText(time)} price ${price} beside ${neighbours.join(' and ')}`

/** A field of a bar that does not fit the others, and what is allowed. */
export interface BrokenRule {
  readonly field: 'low' | 'open' | 'close'
  readonly allowed: string
  readonly remedy: string
}

/** The rule that a bar breaks, or null: low ≤ open, close ≤ high. */
export const brokenRule = ({ open, high, low, close }: Bar): BrokenRule | null => {
  const isInside = (price: number): boolean => price >= low && price <= high
  if (low <= high && isInside(open) && isInside(close)) return null
  return {
    field: low > high ? 'low' : isInside(open) ? 'close' : 'open',
    allowed: `low ≤ open, close ≤ high (low ${low}, high ${high})`,
    remedy: 'mend the row, or fetch the file again; the columns may be in another order',
  }
}
