import { join } from 'node:path'
import { fitBivariateHawkes, math, spectralRadius } from '@ebbline/core'
import { readDepthTape } from '../l2/index.ts'
import { sampleBook, type BookSamples } from './book-samples.ts'
import { directionRows, FEATURES } from './direction-skill.ts'
import {
  DIRECTION,
  directionResults,
  linearResults,
  mapped,
  SECOND,
  timingResults,
  type DirectionResult,
  type LinearResult,
  type TimingResult,
} from './flow-skill.ts'
import { shuffledMoves, shuffledOutcomes } from './shuffle.ts'
import { readCascade, takerStreams, tradeStream } from './streams.ts'
import { scoreStream, type EventStream, type LawScore } from './stream-skill.ts'

/** Laws of one stream of events. */
export interface StreamResult {
  readonly name: string
  readonly events: number
  readonly seconds: number
  /** Length of a step of the moving baseline. */
  readonly stepSeconds: number
  readonly laws: readonly LawScore[]
}

/** How many trades one trade of a taker's side brings on each side, directly. */
export interface SidesResult {
  readonly market: string
  readonly events: number
  readonly buyToBuy: number
  readonly buyToSell: number
  readonly sellToBuy: number
  readonly sellToSell: number
  readonly spectralRadius: number
}

/** Everything that the study measured. `shuffled` holds the same figures where there is nothing to find. */
export interface FlowStudy {
  readonly schema: 'ebbline.study.flow/1'
  readonly seed: number
  readonly linear: readonly LinearResult[]
  readonly direction: readonly DirectionResult[]
  readonly timing: readonly TimingResult[]
  readonly shuffled: {
    readonly linear: readonly LinearResult[]
    readonly direction: readonly DirectionResult[]
    readonly timing: readonly TimingResult[]
  }
  readonly streams: readonly StreamResult[]
  readonly sides: readonly SidesResult[]
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
    timing: timingResults(books, rows, seed),
    shuffled: {
      linear: linearResults(shuffledBooks, seed),
      direction: directionResults(shuffledRows, ALL_FEATURES, seed),
      timing: timingResults(books, shuffledRows, seed),
    },
    streams: await streamResults(dataRoot, seed),
    sides: await sidesResults(dataRoot),
  }
}

const SHUFFLES = 1000

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

const sidesResults = async (dataRoot: string): Promise<readonly SidesResult[]> => {
  const results: SidesResult[] = []
  for (const market of BOOKS) {
    const events = await takerStreams(dataRoot, `${FOLDER}/${market}_trades.csv.gz`)
    const until = events.times[events.times.length - 1] ?? 0
    const { law } = fitBivariateHawkes(events, { until, decays: SIDE_DECAYS })
    const [[buyBuy, buySell], [sellBuy, sellSell]] = law.jumps
    results.push({
      market,
      events: events.times.length,
      buyToBuy: buyBuy / law.decays[0],
      buyToSell: buySell / law.decays[1],
      sellToBuy: sellBuy / law.decays[0],
      sellToSell: sellSell / law.decays[1],
      spectralRadius: spectralRadius(law),
    })
  }
  return results
}

/** Lifts from a third of a millisecond to fourteen seconds long. */
const SIDE_DECAYS = { min: 0.05, max: 2000 }
