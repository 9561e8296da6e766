import { approx, formatDecimal, math, measure, type InstrumentId } from '@ebbline/core'
import type { Counterfactual } from './counterfactual.ts'
import { metricDefinitions } from './metrics-definitions.ts'
import { closedAtFirst } from './metrics-fold.ts'
import type { MetricsState, Treated } from './metrics-state.ts'
import { amplificationOf, correlation, gini, mean, percentile } from './metrics-statistics.ts'
import { MetricsUsageError, type MetricsView } from './metrics-view.ts'
import type { MetricsTerms } from './metrics-terms.ts'

/** Metric by name: money and counts as the definition says, money as decimal text in the numeraire, all else finite numbers. */
export type MetricValues = Readonly<Record<string, string | number>>

interface Finish {
  readonly view: MetricsView
  readonly terms: MetricsTerms
  readonly counterfactual: Counterfactual
}

/** All metrics of a finished run, in the order of their definitions. @throws MetricsUsageError if one were missing. */
export const finishMetrics = (state: MetricsState, finish: Finish): MetricValues => {
  const touched = Object.values(state.treated).filter((each) => each.acted || each.closed > 0n)
  const values: Record<string, string | number> = {
    ...ofEquity(touched, finish),
    ...ofClosing(state, touched, finish),
    ...ofAccounts(state, touched),
    ...ofHouse(state, finish),
    ...ofDeleveraging(state, finish),
    ...ofMarket(state, finish),
  }
  return Object.fromEntries(
    metricDefinitions.map(({ name }) => {
      const value = values[name]
      if (value === undefined) throw new MetricsUsageError(`metric '${name}' is defined but not computed`)
      return [name, value]
    }),
  )
}

const ofEquity = (touched: readonly Treated[], { view, counterfactual }: Finish) => {
  const start = sumOf(touched, ({ equity }) => floored(equity))
  const now = (each: Treated): bigint =>
    measure(view.rules, view.account(each.first.id), view.prices, 'maintenance').equity
  return {
    equityPreserved: over(
      sumOf(touched, (each) => floored(each.equityEnd ?? now(each))),
      start,
      1,
    ),
    equityAtHorizon: over(
      sumOf(touched, (each) => floored(now(each))),
      start,
      1,
    ),
    equityIfHeld: over(
      sumOf(touched, (each) => floored(counterfactual.equityAtEnd(each.first))),
      start,
      1,
    ),
    lossSizeCorrelation: correlation(
      touched.filter((each) => each.equity > 0n).map((each) => math.log(approx(each.equity))),
      touched
        .filter((each) => each.equity > 0n)
        .map((each) => 1 - over(floored(each.equityEnd ?? now(each)), each.equity, 1)),
    ),
  }
}

const ofClosing = (state: MetricsState, touched: readonly Treated[], { view, terms, counterfactual }: Finish) => {
  const closed = sumOf(touched, (each) => each.closed)
  const needless = touched.filter((each) => each.closed > 0n && counterfactual.wasUnnecessary(each.first, each.time))
  const minimal = sumOf(touched, (each) => each.minimal)
  const blocks = [
    ...state.blocks,
    ...Object.values(state.flying).flatMap(({ closed: part }) => (part > 0n ? [part] : [])),
  ]
  return {
    positionPreserved:
      1 -
      over(
        sumOf(touched, (each) => closedAtFirst(view, each)),
        sumOf(touched, (each) => each.notional),
        0,
      ),
    forcedNotional: money(terms, closed),
    overLiquidationRatio: closed === 0n ? 0 : over(closed, minimal > 0n ? minimal : 1n, 0) - 1,
    unnecessaryRate: over(
      sumOf(needless, (each) => each.closed),
      closed,
      0,
    ),
    slippageBps: over(state.slippage * 10_000n, state.traded, 0),
    fees: money(terms, state.fees),
    penalties: money(terms, state.penalties),
    largestBlock: money(terms, percentile(blocks, 0.99)),
  }
}

const ofAccounts = (state: MetricsState, touched: readonly Treated[]) => ({
  accountsTouched: touched.length,
  accountsRestored: touched.filter((each) => each.result === 'restored').length,
  accountsBankrupt: touched.filter((each) => each.bankrupt).length,
  timeToRestoreSec: mean(state.restoreSec),
  timeAtRiskSec: state.weakSec,
})

const ofHouse = (state: MetricsState, { view, terms }: Finish) => {
  const badDebt = state.badDebt + Object.values(state.unmet).reduce((sum, unmet) => sum + unmet, 0n)
  const { vault, funds } = terms.house
  const equity = (id: string): bigint => measure(view.rules, view.account(id), view.prices, 'maintenance').equity
  const unmet = Object.values(state.unmet).reduce((sum, each) => sum + each, 0n)
  return {
    badDebt: money(terms, badDebt),
    badDebtBps: over(badDebt * 10_000n, state.openInterest, 0),
    fundDrawdown: money(terms, state.fundDrawdown),
    fundsExhausted: funds.filter(({ account }) => equity(account) * 100n < (state.start[account] ?? 0n)).length,
    vaultResult: money(terms, vault === null ? 0n : equity(vault) - (state.vaultStart ?? 0n)),
    socialised: money(terms, state.socialised + unmet),
  }
}

const ofDeleveraging = (state: MetricsState, { terms }: Finish) => ({
  adlNotional: money(terms, state.adlNotional),
  adlOvershoot: money(terms, state.adlTaken - state.adlCovered),
  giniOfAdl: gini(Object.values(state.eligible).map(({ held, closed }) => over(closed, held, 0))),
})

const ofMarket = (state: MetricsState, { terms }: Finish) => {
  let peak = 0
  for (const row of state.series) for (const bps of Object.values(row.impactBps)) peak = Math.max(peak, Math.abs(bps))
  const amplifications = terms.derivatives.map(({ id }) => amplificationIn(state, id))
  return { peakImpactBps: peak, amplification: amplifications.length === 0 ? 1 : Math.max(...amplifications) }
}

const amplificationIn = (state: MetricsState, id: InstrumentId): number => {
  const marks = state.series.flatMap((row) => row.marks[id] ?? []).map(approx)
  const exogenous = state.series.flatMap((row) => row.exogenous[id] ?? [])
  const [start, first] = [marks[0], exogenous[0]]
  if (start === undefined || first === undefined) return 1
  return amplificationOf({ start, low: lowest(marks) }, { start: first, low: lowest(exogenous) })
}

const lowest = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity)

const sumOf = (list: readonly Treated[], of: (each: Treated) => bigint): bigint =>
  list.reduce((sum, each) => sum + of(each), 0n)

const floored = (value: bigint): bigint => (value < 0n ? 0n : value)

/** part / whole as a number to about nine digits, `none` when the whole is zero. */
const over = (part: bigint, whole: bigint, none: number): number =>
  whole === 0n ? none : Number((part * 1_000_000_000n) / whole) / 1e9

const money = (terms: MetricsTerms, value: bigint): string => formatDecimal(value, terms.decimals)
