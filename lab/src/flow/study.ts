import { join } from 'node:path'
import { brierDecomposition, math, type BrierDecomposition } from '@ebbline/core'
import { bootstrap, type Estimate } from '../fit/bootstrap.ts'
import type { Stretches } from '../fit/sums.ts'
import { readDepthTape } from '../l2/index.ts'
import { sampleBook, type BookSamples } from './book-samples.ts'
import {
  DIRECTION_WIDTH,
  directionRows,
  FEATURES,
  scoreDirections,
  withFeatures,
  type DirectionRows,
  type DirectionTerms,
} from './direction-skill.ts'
import { LINEAR_WIDTH, linearErrors, skillOf, type FlowModel, type Lag } from './linear-skill.ts'
import { shuffledMoves, shuffledOutcomes } from './shuffle.ts'
import { readCascade, tradeStream } from './streams.ts'
import { scoreStream, type EventStream, type LawScore } from './stream-skill.ts'

/** R² out of sample of one way to read flow, on one book or on the mean of all. */
export interface LinearResult {
  readonly market: string
  readonly model: FlowModel
  readonly lag: Lag
  readonly skill: Estimate
}

/** Log loss out of sample of 'mid is lower a second later': 1 − model/base rate, and the Brier score taken apart. */
export interface DirectionResult {
  readonly market: string
  readonly features: readonly string[]
  readonly skill: Estimate
  readonly brier: BrierDecomposition
}

/** Laws of one stream of events. */
export interface StreamResult {
  readonly name: string
  readonly events: number
  readonly seconds: number
  /** Length of a step of the moving baseline. */
  readonly stepSeconds: number
  readonly laws: readonly LawScore[]
}

/** Everything that the study measured. `shuffled` holds the same figures where there is nothing to find. */
export interface FlowStudy {
  readonly schema: 'ebbline.study.flow/1'
  readonly seed: number
  readonly linear: readonly LinearResult[]
  readonly direction: readonly DirectionResult[]
  readonly shuffled: { readonly linear: readonly LinearResult[]; readonly direction: readonly DirectionResult[] }
  readonly streams: readonly StreamResult[]
}

/** Where the data lie, and the seed of resampling. */
export interface FlowRequest {
  readonly dataRoot: string
  readonly seed: number
}

const FOLDER = 'l2-orderbook-2024-08-08'
const BOOKS = [
  'binance-usdm_BTCUSDT',
  'binance-usdm_ETHUSDT',
  'binance-coinm_BTCUSD_PERP',
  'binance-spot_BTCUSDT',
] as const
const CASCADE = 'hyperliquid-adl-2025-10-10/cascade_timeline_by_second.csv'

const SAMPLING = { levels: 10, stepMs: 100 }
const SECOND = 10 // steps
const STRETCH_SECONDS = 10
const DIRECTION: DirectionTerms = {
  trail: SECOND,
  horizon: SECOND,
  stretch: STRETCH_SECONDS * SECOND,
  warmUp: 60 * SECOND,
}
const ALL_FEATURES = FEATURES.map((_, at) => at)

/**
 * What order flow tells of prices on four recorded books, and how events bring events in their trades and in a liquidation cascade.
 *
 * @throws WireError when a dataset is missing or broken
 * @source docs/studies/order-flow.md
 */
export const flowStudy = async ({ dataRoot, seed }: FlowRequest): Promise<FlowStudy> => {
  const books = new Map<string, BookSamples>()
  for (const name of BOOKS)
    books.set(name, sampleBook(await readDepthTape(join(dataRoot, FOLDER, `${name}_depth.csv.gz`)), SAMPLING))
  const shuffledBooks = mapped(books, (samples, at) =>
    shuffledMoves(samples, SECOND, math.randomStream(seed, SHUFFLES + at)),
  )
  const rows = mapped(books, (samples) => directionRows(samples, DIRECTION))
  const shuffledRows = mapped(rows, (each, at) =>
    shuffledOutcomes(each, DIRECTION.stretch, math.randomStream(seed, SHUFFLES + 100 + at)),
  )
  return {
    schema: 'ebbline.study.flow/1',
    seed,
    linear: linearResults(books, seed),
    direction: [
      ...directionResults(rows, ALL_FEATURES, seed),
      ...ALL_FEATURES.flatMap((feature) => directionResults(rows, [feature], seed).slice(-1)),
    ],
    shuffled: {
      linear: linearResults(shuffledBooks, seed),
      direction: directionResults(shuffledRows, ALL_FEATURES, seed),
    },
    streams: await streamResults(dataRoot, seed),
  }
}

const SHUFFLES = 1000

const mapped = <In, Out>(
  from: ReadonlyMap<string, In>,
  make: (value: In, at: number) => Out,
): ReadonlyMap<string, Out> => new Map([...from].map(([name, value], at) => [name, make(value, at)] as const))

/** Estimates of each market and, under `all`, of their mean: stretches are drawn anew within each market. */
const estimates = (
  groups: ReadonlyMap<string, Stretches>,
  width: number,
  seed: number,
): ReadonlyMap<string, Estimate> => {
  const plan = (chosen: readonly Stretches[], stream: number): Estimate =>
    bootstrap({
      groups: chosen,
      statistic: (totals) => totals.reduce((sum, each) => sum + skillOf(each) / totals.length, 0),
      width,
      stream: math.randomStream(seed, stream),
      drawGroups: false,
    })
  const each = [...groups].map(([name, stretches], at) => [name, plan([stretches], at)] as const)
  return new Map([...each, ['all', plan([...groups.values()], 99)]])
}

const linearResults = (books: ReadonlyMap<string, BookSamples>, seed: number): readonly LinearResult[] =>
  (['same', 'next'] as const).flatMap((lag) =>
    (['best', 'levels', 'integrated'] as const).flatMap((model) => {
      const terms = { model, lag, steps: SECOND, stretch: STRETCH_SECONDS }
      const found = estimates(
        mapped(books, (samples) => linearErrors(samples, terms)),
        LINEAR_WIDTH,
        seed,
      )
      return [...found].map(([market, skill]) => ({ market, model, lag, skill }))
    }),
  )

const directionResults = (
  rows: ReadonlyMap<string, DirectionRows>,
  kept: readonly number[],
  seed: number,
): readonly DirectionResult[] => {
  const scores = mapped(rows, (each) => scoreDirections(withFeatures(each, kept), DIRECTION))
  const skills = estimates(
    mapped(scores, ({ stretches }) => stretches),
    DIRECTION_WIDTH,
    seed,
  )
  const features = kept.map((at) => FEATURES[at] ?? '')
  return [...skills].map(([market, skill]) => {
    const forecasts = scores.get(market)?.forecasts ?? [...scores.values()].flatMap((score) => score.forecasts)
    return { market, features, skill, brier: brierDecomposition(forecasts, 10) }
  })
}

const streamResults = async (dataRoot: string, seed: number): Promise<readonly StreamResult[]> => {
  const results: StreamResult[] = []
  for (const name of BOOKS)
    results.push(
      resultOf(await tradeStream(dataRoot, `${FOLDER}/${name}_trades.csv.gz`, `trades ${name}`), STEP_SECONDS),
    )
  for (const [at, column] of (['liquidations', 'adls'] as const).entries()) {
    const stream = math.randomStream(seed, CASCADE_STREAMS + at)
    const { fills, activeSeconds } = await readCascade(dataRoot, CASCADE, { column, stream })
    results.push(resultOf(fills, 1), resultOf(activeSeconds, STEP_SECONDS))
  }
  return results
}

const STEP_SECONDS = 30
const CASCADE_STREAMS = 2000

const resultOf = (stream: EventStream, stepSeconds: number): StreamResult => ({
  name: stream.name,
  events: stream.times.length,
  seconds: stream.seconds,
  stepSeconds,
  laws: scoreStream(stream, { fitted: 0.7, stepSeconds }),
})
