import { approx, formatDecimal, math, type InstrumentId } from '@ebbline/core'
import type { ClosedCause, MetricValue, Run } from '@ebbline/wire'
import type { Counterfactual } from './counterfactual.ts'
import { metricDefinitions } from './metrics-definitions.ts'
import { closedAtFirst } from './metrics-fold.ts'
import type { MetricsState, Treated } from './metrics-state.ts'
import { amplificationOf, correlation, gini, mean, percentile } from './metrics-statistics.ts'
import {
  burdensOf,
  closedByCause,
  equityOf,
  giniOfLosses,
  traderLossOf,
  venueLossOf,
  type Burden,
} from './metrics-losses.ts'
import { MetricsUsageError, type MetricsView } from './metrics-view.ts'
import { ownWorth } from './metrics-worth.ts'
import type { MetricsTerms } from './metrics-terms.ts'

/** Metric by name: money as decimal text in the numeraire, all else finite numbers; null where there was nothing to measure. */
export type MetricValues = Readonly<Record<string, MetricValue>>

interface Finish {
  readonly view: MetricsView
  readonly terms: MetricsTerms
  readonly counterfactual: Counterfactual
}

/** What a finished run comes to, but for its series. */
export interface Finished {
  readonly metrics: MetricValues
  readonly closedByCause: NonNullable<Run['closedByCause']>
  /** The touched accounts that had something to lose. */
  readonly burdens: readonly Burden[]
}

/** All metrics of a finished run, in the order of their definitions, and what stands beside them. @throws MetricsUsageError if one were missing. */
export const finishMetrics = (state: MetricsState, finish: Finish): Finished => {
  const touched = Object.values(state.treated).filter((each) => each.acted || each.closed > 0n)
  const burdens = burdensOf(touched, finish)
  const values: MetricValues = {
    ...ofEquity(touched, finish),
    ...ofClosing(state, touched, finish),
    ...ofAccounts(state, touched),
    ...ofHouse(state, finish),
    ...ofDeleveraging(state, finish),
    ...ofMarket(state, finish),
    ...ofLosses(state, burdens, finish),
  }
  return { metrics: inOrder(values), closedByCause: inMoney(closedByCause(state), finish), burdens }
}

const inOrder = (values: MetricValues): MetricValues =>
  Object.fromEntries(
    metricDefinitions.map(({ name }) => {
      const value = values[name]
      if (value === undefined) throw new MetricsUsageError(`metric '${name}' is defined but not computed`)
      return [name, value]
    }),
  )

const inMoney = (parts: Readonly<Record<ClosedCause, bigint>>, { terms }: Finish): Finished['closedByCause'] => ({
  traded: money(terms, parts.traded),
  fund: money(terms, parts.fund),
  vault: money(terms, parts.vault),
  backstop: money(terms, parts.backstop),
  deleveraged: money(terms, parts.deleveraged),
})

const ofEquity = (touched: readonly Treated[], { view, counterfactual }: Finish): MetricValues => {
  const start = sumOf(touched, ({ equity }) => floored(equity))
  const now = (each: Treated): bigint => ownWorth(view.rules, view.account(each.first.id), view.prices)
  const ended = (each: Treated): bigint => floored(each.equityEnd ?? now(each))
  const solvent = touched.filter(({ equity }) => equity > 0n)
  return {
    equityPreserved: over(sumOf(touched, ended), start),
    equityAtHorizon: over(
      sumOf(touched, (each) => floored(now(each))),
      start,
    ),
    equityIfHeld: over(
      sumOf(touched, (each) => floored(counterfactual.equityAtEnd(each.first))),
      start,
    ),
    lossSizeCorrelation: correlation(
      solvent.map(({ equity }) => math.log(approx(equity))),
      solvent.map((each) => 1 - quotient(ended(each), each.equity)),
    ),
  }
}

const ofClosing = (
  state: MetricsState,
  touched: readonly Treated[],
  { view, terms, counterfactual }: Finish,
): MetricValues => {
  const closed = sumOf(touched, (each) => each.closed)
  const needless = touched.filter((each) => each.closed > 0n && counterfactual.wasUnnecessary(each.first, each.time))
  const needed = sumOf(touched, (each) => counterfactual.closingNeeded(each.first, each.time))
  const held = sumOf(touched, (each) => each.notional)
  const shrunk = sumOf(touched, (each) => closedAtFirst(view, each))
  const blocks = [
    ...state.blocks,
    ...Object.values(state.flying).flatMap(({ closed: part }) => (part > 0n ? [part] : [])),
  ]
  const largest = percentile(blocks, 0.99)
  return {
    positionPreserved: over(held - shrunk, held),
    forcedNotional: money(terms, closed),
    overLiquidationRatio: over(closed - needed, needed),
    unnecessaryRate: over(
      sumOf(needless, (each) => each.closed),
      closed,
    ),
    slippageBps: over(state.slippage * 10_000n, state.traded),
    fees: money(terms, state.fees),
    penalties: money(terms, state.penalties),
    forfeited: money(terms, state.forfeited),
    largestBlock: largest === null ? null : money(terms, largest),
  }
}

const ofAccounts = (state: MetricsState, touched: readonly Treated[]): MetricValues => {
  const restored = touched.filter((each) => each.result === 'restored')
  return {
    accountsTouched: touched.length,
    accountsRestored: restored.length,
    accountsBankrupt: touched.filter((each) => each.bankrupt).length,
    timeToRestoreSec: mean(restored.map(({ lastedSec }) => lastedSec)),
    timeAtRiskSec: state.weakSec,
  }
}

const ofLosses = (state: MetricsState, burdens: readonly Burden[], finish: Finish): MetricValues => ({
  traderLoss: money(finish.terms, traderLossOf(state, finish)),
  venueLoss: money(finish.terms, venueLossOf(state, state.socialised + unmetOf(state), finish)),
  giniOfLosses: giniOfLosses(burdens),
})

/** What traders still owe, as their last reports say. */
const unmetOf = ({ unmet }: MetricsState): bigint => Object.values(unmet).reduce((sum, each) => sum + each, 0n)

const ofHouse = (state: MetricsState, { view, terms }: Finish): MetricValues => {
  const unmet = unmetOf(state)
  const badDebt = state.badDebt + unmet
  const { vault, funds, backstops = [] } = terms.house
  const equity = (id: string): bigint => equityOf(view, id)
  const gain = (id: string): bigint => equity(id) - (state.start[id] ?? 0n)
  return {
    badDebt: money(terms, badDebt),
    badDebtBps: over(badDebt * 10_000n, state.openInterest),
    fundDrawdown: money(terms, state.fundDrawdown),
    fundsExhausted: funds.filter(({ account }) => equity(account) * 100n < (state.start[account] ?? 0n)).length,
    vaultResult: vault === null ? null : money(terms, gain(vault)),
    backstopResult:
      backstops.length === 0
        ? null
        : money(
            terms,
            backstops.reduce((sum, id) => sum + gain(id), 0n),
          ),
    socialised: money(terms, state.socialised + unmet),
  }
}

const ofDeleveraging = (state: MetricsState, { terms }: Finish): MetricValues => ({
  adlNotional: money(terms, state.adlNotional),
  adlOvershoot: money(terms, state.adlTaken - state.adlCovered),
  giniOfAdl: gini(Object.values(state.eligible).map(({ held, closed }) => quotient(closed, held))),
})

const ofMarket = (state: MetricsState, { terms }: Finish): MetricValues => {
  let peak = 0
  for (const row of state.series) for (const bps of Object.values(row.impactBps)) peak = Math.max(peak, Math.abs(bps))
  const amplifications = terms.derivatives.flatMap(({ id }) => amplificationIn(state, id) ?? [])
  return { peakImpactBps: peak, amplification: amplifications.length === 0 ? null : Math.max(...amplifications) }
}

const amplificationIn = (state: MetricsState, id: InstrumentId): number | null => {
  const marks = state.series.flatMap((row) => row.marks[id] ?? []).map(approx)
  const exogenous = state.series.flatMap((row) => row.exogenous[id] ?? [])
  const [start, first] = [marks[0], exogenous[0]]
  if (start === undefined || first === undefined) return null
  return amplificationOf({ start, low: lowest(marks) }, { start: first, low: lowest(exogenous) })
}

const lowest = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), Infinity)

const sumOf = (list: readonly Treated[], of: (each: Treated) => bigint): bigint =>
  list.reduce((sum, each) => sum + of(each), 0n)

const floored = (value: bigint): bigint => (value < 0n ? 0n : value)

/** part / whole as a number, null when there is nothing to divide by. */
const over = (part: bigint, whole: bigint): number | null => (whole === 0n ? null : quotient(part, whole))

/** part / whole to about nine digits; the caller knows that the whole is not zero. */
const quotient = (part: bigint, whole: bigint): number => Number((part * 1_000_000_000n) / whole) / 1e9

const money = (terms: MetricsTerms, value: bigint): string => formatDecimal(value, terms.decimals)
