import { gapResidual, sum, waveTotals } from './measure.ts'
import type { AdlData } from './read-tables.ts'
import type { AccountTotals, PublishedFigure, ShockTotals } from './study.ts'

/** Figures of the data's authors and of the literature beside ours. */
export const comparisonsOf = (
  data: AdlData,
  { accounts, shocks }: { readonly accounts: AccountTotals; readonly shocks: ShockTotals },
): readonly PublishedFigure[] => [
  notional(accounts),
  fills(data, accounts),
  minutes(data),
  over(data),
  queueOver(data, shocks),
  gaps(data),
  winners(data, accounts),
]

const millions = (value: number, digits = 1): string => `${(value / 1e6).toFixed(digits)} M USD`

const notional = (accounts: AccountTotals): PublishedFigure => ({
  what: 'notional force-closed by deleveraging',
  published: '2.1 bn USD',
  measured: `${(Number(accounts.notional) / 1e9).toFixed(4)} bn USD`,
  agrees: Math.abs(Number(accounts.notional) - 2.1e9) <= 5e7,
})

const fills = ({ seconds }: AdlData, accounts: AccountTotals): PublishedFigure => {
  const timed = sum(seconds.map(({ adls }) => adls))
  return {
    what: 'deleveraging fills, by account and by second',
    published: '34,983',
    measured: `${accounts.fills} and ${timed}`,
    agrees: accounts.fills === 34_983 && timed === 34_983,
  }
}

const minutes = ({ seconds }: AdlData): PublishedFigure => {
  const last = seconds.reduce((latest, { second, adls }) => (adls > 0 ? Math.max(latest, second) : latest), 0)
  const first = seconds.reduce((least, { second, adls }) => (adls > 0 ? Math.min(least, second) : least), last)
  return {
    what: 'from the first liquidation to the last deleveraging',
    published: '12 min',
    measured: `${(last / 60).toFixed(1)} min; the first deleveraging after ${first} s`,
    agrees: last > 0 && last <= 12 * 60,
  }
}

const over = (data: AdlData): PublishedFigure => {
  const measured = Number(waveTotals(data).over)
  return {
    what: 'taken from winners above what the waves needed',
    published: `${millions(data.published.overNeeded)} (45.0 to 51.7 by horizon)`,
    measured: millions(measured),
    agrees: Math.abs(measured - data.published.overNeeded) <= 5e4,
  }
}

const queueOver = ({ published }: AdlData, shocks: ShockTotals): PublishedFigure => ({
  what: 'taken by the queue above the deficits of the shocks, in wealth',
  published: millions(published.queueOver),
  measured: millions(Number(shocks.over)),
  agrees: Math.abs(Number(shocks.over) - published.queueOver) <= 5e4,
})

const gaps = (data: AdlData): PublishedFigure => {
  const worst = gapResidual(data)
  return {
    what: 'needed, against price gap × size added up coin by coin',
    published: 'the same in every wave',
    measured: `at most ${worst.toFixed(2)} USD apart`,
    agrees: worst < 1,
  }
}

const winners = ({ published }: AdlData, accounts: AccountTotals): PublishedFigure => ({
  what: 'equity of winners over their profit, median',
  published: `${published.medianEquityOverProfit.toFixed(2)} (all winners)`,
  measured: `${accounts.medianEquityOverProfit.toFixed(2)} (deleveraged ones, over closed profit)`,
  agrees: null,
})
