import { lorenzCurve } from '@ebbline/charts'
import { approx, measure, type AccountId } from '@ebbline/core'
import type { ClosedCause } from '@ebbline/wire'
import type { MetricsState, Treated } from './metrics-state.ts'
import type { MetricsTerms } from './metrics-terms.ts'
import type { MetricsView } from './metrics-view.ts'
import { ownWorth } from './metrics-worth.ts'

/** What one touched account had when it was first triggered, and what it had lost of that when treatment ended; numeraire units. */
export interface Burden {
  readonly equity: number
  readonly loss: number
}

/** A finished run as far as losses are read from it. */
export interface Ended {
  readonly view: MetricsView
  readonly terms: MetricsTerms
}

/** Loss of the traders whose worth fell from the first sample to the end, both floored at zero [numeraire atoms]. */
export const traderLossOf = ({ worth }: MetricsState, { view }: Ended): bigint => {
  let loss = 0n
  for (const [id, start] of Object.entries(worth)) {
    const fall = floored(start) - floored(ownWorth(view.rules, view.account(id), view.prices))
    if (fall > 0n) loss += fall
  }
  return loss
}

/**
 * What all others lost [numeraire atoms]: the fall in equity of funds, vault and backstops, at mark and less what they gained; what
 * the deleveraged gave up against the mark; and what was shared by all or left unmet.
 */
export const venueLossOf = (state: MetricsState, socialised: bigint, { view, terms }: Ended): bigint => {
  const fall = moneyOfHouse(terms).reduce((sum, id) => sum + (state.start[id] ?? 0n) - equityOf(view, id), 0n)
  return fall + state.adlTaken + socialised
}

/** Accounts of the house that stand in for what others cannot pay. */
export const moneyOfHouse = ({ house }: Pick<MetricsTerms, 'house'>): readonly AccountId[] => [
  ...house.funds.map(({ account }) => account),
  ...(house.vault === null ? [] : [house.vault]),
  ...(house.backstops ?? []),
]

/** Equity of an account at mark, numeraire atoms. */
export const equityOf = (view: MetricsView, id: AccountId): bigint =>
  measure(view.rules, view.account(id), view.prices, 'maintenance').equity

/** Who of the touched bore how much. Accounts that had nothing left at first trigger had nothing to lose and are left out. */
export const burdensOf = (touched: readonly Treated[], { view, terms }: Ended): readonly Burden[] =>
  touched
    .filter(({ equity }) => equity > 0n)
    .map((each) => {
      const end = floored(each.equityEnd ?? ownWorth(view.rules, view.account(each.first.id), view.prices))
      return { equity: units(terms, each.equity), loss: end < each.equity ? units(terms, each.equity - end) : 0 }
    })

/** Gini coefficient of the share of equity lost, weighted by that equity; null where nobody lost anything. */
export const giniOfLosses = (burdens: readonly Burden[]): number | null =>
  lorenzCurve(burdens.map(({ equity, loss }) => ({ taken: loss, weight: equity }))).gini

/** Forced closing of traders by who took it, numeraire atoms; the parts add up to all of it. */
export const closedByCause = ({ series, lane }: MetricsState): Readonly<Record<ClosedCause, bigint>> => {
  const rows = [...series, lane]
  const sum = (part: (typeof PARTS)[ClosedCause]): bigint => rows.reduce((all, row) => all + row[part], 0n)
  return {
    traded: sum(PARTS.traded),
    fund: sum(PARTS.fund),
    vault: sum(PARTS.vault),
    backstop: sum(PARTS.backstop),
    deleveraged: sum(PARTS.deleveraged),
  }
}

const PARTS = {
  traded: 'traded',
  fund: 'takenByFund',
  vault: 'takenByVault',
  backstop: 'takenByBackstop',
  deleveraged: 'deleveraged',
} as const

const floored = (value: bigint): bigint => (value < 0n ? 0n : value)

const units = ({ decimals }: MetricsTerms, amount: bigint): number => approx(amount) / 10 ** decimals
