import {
  approx,
  bestAsk,
  bestBid,
  measure,
  type AccountId,
  type Engine,
  type EngineEvent,
  type HouseDeclaration,
} from '@ebbline/core'
import type { JournalEntry, Scenario } from '@ebbline/wire'
import type { Counterfactual } from './counterfactual.ts'
import { assetOf, type VenueTerms } from './market-terms.ts'
import { finishMetrics, type Finished } from './metrics-finish.ts'
import { foldEvents } from './metrics-fold.ts'
import { equityOf, moneyOfHouse } from './metrics-losses.ts'
import { emptyLane, emptyMetrics, type MetricsState, type SeriesRow } from './metrics-state.ts'
import type { MetricsTerms } from './metrics-terms.ts'
import { notionalAt, viewOfEngine, type MetricsView } from './metrics-view.ts'
import { ownWorth } from './metrics-worth.ts'
import { priceOf, type ExogenousPath } from './path.ts'
import { liquidityOf } from './reaction.ts'

/** Everything a finished run states. */
export interface MetricsResult extends Finished {
  /** One row a batch. */
  readonly series: readonly SeriesRow[]
}

/** Counts a run as it happens: a fold over its journal and the engine after each entry, so a resumed run builds it again. */
export interface Metrics {
  /** Folds one entry; the engine is in the state right after it. */
  readonly observe: (entry: Pick<JournalEntry, 'events'>, engine: Engine) => void
  /** Ends a batch: call it after the batch's last entry. */
  readonly sample: (engine: Engine) => void
  readonly finish: (engine: Engine) => MetricsResult
}

/** Metrics of one run of a world. */
export const createMetrics = (scenario: Scenario, world: MeasuredWorld): Metrics => {
  const fold = createFold(metricsTerms(scenario, world))
  return {
    observe: ({ events }, engine) => fold.observe(events, viewOfEngine(engine)),
    sample: (engine) => fold.sample(viewOfEngine(engine)),
    finish: (engine) => fold.finish(viewOfEngine(engine), world.counterfactual()),
  }
}

/** What metrics read of a world. */
export interface MeasuredWorld {
  readonly path: ExogenousPath
  readonly terms: VenueTerms
  readonly house: HouseDeclaration
  readonly counterfactual: () => Counterfactual
}

/** The fold itself, over anything that can be viewed: events of each step with the view after it. */
export interface MetricsFold {
  readonly observe: (events: readonly EngineEvent[], view: MetricsView) => void
  readonly sample: (view: MetricsView) => void
  readonly finish: (view: MetricsView, counterfactual: Counterfactual) => MetricsResult
}

/** A fold by the definitions of docs/models/metrics.md, before its first event. */
export const createFold = (terms: MetricsTerms): MetricsFold => {
  const state = emptyMetrics()
  return {
    observe: (events, view) => foldEvents(state, { view, terms, events }),
    sample: (view) => takeSample(state, terms, view),
    finish: (view, counterfactual) => ({
      ...finishMetrics(state, { view, terms, counterfactual }),
      series: state.series,
    }),
  }
}

/** What metrics must know of a world: its house, its markets, and the prices that nobody moved. */
export const metricsTerms = (
  scenario: Scenario,
  { path, terms: venue, house }: Omit<MeasuredWorld, 'counterfactual'>,
): MetricsTerms => {
  const members = houseIds(house)
  return {
    house,
    isHouse: (id) => members.has(id),
    batchMs: path.batchMs,
    decimals: assetOf(venue.assets, 'numeraire', venue.rules.numeraire).decimals,
    derivatives: venue.derivatives.map((instrument) => ({
      id: instrument.id,
      tick: approx(instrument.tickSize) / 1e18,
      farthestBps: liquidityOf(scenario, instrument.id).depth.at(-1)?.bps ?? 0,
    })),
    exogenous: (id, time) => priceOf(path, id, Math.round((time - path.startUtcMs) / path.batchMs)),
  }
}

const openInterestOf = (view: MetricsView): bigint => {
  let sum = 0n
  for (const id of view.accounts())
    for (const { instrument, size } of view.account(id).positions)
      if (size > 0n) sum += notionalAt(view, view.prices, instrument, size)
  return sum
}

const houseIds = (house: HouseDeclaration): ReadonlySet<AccountId> =>
  new Set([
    house.treasury,
    house.external,
    house.restOfWorld,
    ...(house.vault === null ? [] : [house.vault]),
    ...(house.backstops ?? []),
    ...house.funds.map((fund) => fund.account),
  ])

const takeSample = (state: MetricsState, terms: MetricsTerms, view: MetricsView): void => {
  const { vault, funds, backstops = [] } = terms.house
  const sumOf = (ids: readonly AccountId[]): bigint => ids.reduce((sum, id) => sum + equityOf(view, id), 0n)
  const fundEquity = sumOf(funds.map(({ account }) => account))
  const vaultEquity = vault === null ? 0n : equityOf(view, vault)
  if (state.vaultStart === null) {
    state.vaultStart = vaultEquity
    state.openInterest = openInterestOf(view)
    for (const id of moneyOfHouse(terms)) state.start[id] = equityOf(view, id)
    for (const id of view.accounts())
      if (!terms.isHouse(id)) state.worth[id] = ownWorth(view.rules, view.account(id), view.prices)
  }
  if (fundEquity > state.fundPeak) state.fundPeak = fundEquity
  if (state.fundPeak - fundEquity > state.fundDrawdown) state.fundDrawdown = state.fundPeak - fundEquity
  const treated = view.episodes().filter((id) => !terms.isHouse(id))
  const weak = treated.filter((id) => isWeak(view, id)).length
  state.weakSec += (weak * terms.batchMs) / 1000
  const exogenous = terms.derivatives.map(({ id }) => [id, terms.exogenous(id, view.time)] as const)
  state.series.push({
    time: view.time,
    marks: Object.fromEntries(terms.derivatives.flatMap(({ id }) => priced(view, id))),
    exogenous: Object.fromEntries(exogenous),
    impactBps: Object.fromEntries(terms.derivatives.map((each) => [each.id, impactOf(view, terms, each)])),
    fundEquity,
    vaultEquity,
    backstopEquity: sumOf(backstops),
    treated: treated.length,
    weak,
    ...state.lane,
  })
  state.lane = emptyLane()
}

const priced = (view: MetricsView, id: string) => {
  const price = view.prices.get(id)
  return price === undefined ? [] : [[id, price] as const]
}

const isWeak = (view: MetricsView, id: AccountId): boolean => {
  const { equity, requirement } = measure(view.rules, view.account(id), view.prices, 'maintenance')
  return equity < requirement
}

/** Middle of the own book against the exogenous price [bp]; a side that was swept counts as its farthest quote. */
const impactOf = (view: MetricsView, terms: MetricsTerms, derivative: MetricsTerms['derivatives'][number]): number => {
  const { id, tick, farthestBps } = derivative
  const fair = terms.exogenous(id, view.time)
  const book = view.depth(id)
  const [bid, ask] = [bestBid(book), bestAsk(book)]
  const low = bid === null ? fair * (1 - farthestBps / 10_000) : approx(bid) * tick
  const high = ask === null ? fair * (1 + farthestBps / 10_000) : approx(ask) * tick
  return ((low + high) / 2 / fair - 1) * 10_000
}
