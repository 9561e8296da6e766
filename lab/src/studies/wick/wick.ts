import { setImmediate as pause } from 'node:timers/promises'
import type { MarkRule } from '@ebbline/core'
import type { Progress } from '../../replay.ts'
import { startRule, type RuleRun } from './engine-run.ts'
import { fallsOf } from './falls.ts'
import { firstBreaches, indexLine, type FirstBreaches, type IndexLine } from './index-sweep.ts'
import { tradersOf, type PopulationTerms } from './population.ts'
import { printsOf } from './prints.ts'
import { readStudyData, type StudyData } from './read-bars.ts'
import { holdsWithin, resultOf, type Swept } from './results.ts'
import { SHIPPED, STUDIED } from './rules.ts'
import { gridOf, SOURCE_NAMES, type Grid } from './scale.ts'
import type { WickStudy } from './study.ts'
import { perpetualOf } from './venue.ts'

/** The study with the lines that its pictures show. */
export interface WickOutcome {
  readonly study: WickStudy
  readonly data: StudyData
  readonly index: ReadonlyMap<string, IndexLine>
  readonly breaches: FirstBreaches
  readonly runs: ReadonlyMap<MarkRule['kind'], RuleRun>
}

/** What the shipped rule adds to a move of its own index: it is judged in the batch that brings the print. */
const DELAY_BOUND_MS = 0

/** What is studied, and where the data lie. */
export interface WickRequest extends PopulationTerms {
  readonly dataRoot: string
  /** Length of the study from 21:00 on; the data reach 120 minutes. */
  readonly minutes: number
  readonly onProgress?: (progress: Progress) => void
  /** Aborted when the user asks to stop. */
  readonly signal?: AbortSignal
}

/**
 * Who would have been liquidated on 10 October 2025 from 21:00 UTC on under each mark rule: the engine is run once a
 * rule over the same accounts and prints, and an index-only sweep over raw bars says who should have been.
 *
 * @throws WireError when a dataset is missing or broken; the signal's reason when the user stops it.
 * @source docs/studies/2025-10-10-wick.md
 */
export const wickStudy = async (request: WickRequest): Promise<WickOutcome> => {
  const data = await readStudyData(request.dataRoot)
  const grid = gridOf(request.minutes)
  const index = new Map(
    data.coins.map(({ coin, seconds }) => [coin, indexLine(seconds.coinbase, seconds.gemini, grid)] as const),
  )
  const traders = data.coins.flatMap(({ coin }, stream) =>
    tradersOf(request, { name: coin, stream, entry: BigInt(index.get(coin)?.ticks[0] ?? 1) }),
  )
  const breaches = new Map(
    data.coins.flatMap(({ coin }) => {
      const line = index.get(coin)
      const own = traders.filter((trader) => trader.coin === coin)
      return line === undefined ? [] : [...firstBreaches(own, line)]
    }),
  )
  const runs = await runAll(request, { data, traders, grid })
  const study = summary(request, { data, index, traders, breaches, runs, grid })
  return { study, data, index, breaches, runs }
}

const runAll = async (
  { onProgress, signal }: WickRequest,
  { data, traders, grid }: Pick<Measured, 'data' | 'traders' | 'grid'>,
): Promise<ReadonlyMap<MarkRule['kind'], RuleRun>> => {
  const lines = data.coins.flatMap(({ coin, seconds }) =>
    SOURCE_NAMES.map((source) => printsOf(perpetualOf(coin), source, seconds[source])),
  )
  const world = { coins: data.coins.map(({ coin }) => coin), traders, lines, grid }
  const batches = (grid.endMs - grid.startMs) / grid.stepMs + 1
  const runs = new Map<MarkRule['kind'], RuleRun>()
  let done = 0
  for (const { name, rule } of STUDIED) {
    const run = startRule(world, rule)
    for (; run.next(); done += 1) {
      if (done % PAUSE_EVERY !== 0) continue
      onProgress?.({ label: name, done, total: batches * STUDIED.length })
      await pause()
      signal?.throwIfAborted()
    }
    runs.set(name, run.done())
  }
  return runs
}

/** Batches between two looks at whether the user wants to stop. */
const PAUSE_EVERY = 200

interface Measured extends Swept {
  readonly grid: Grid
  readonly data: StudyData
  readonly runs: ReadonlyMap<MarkRule['kind'], RuleRun>
}

const summary = ({ seed, accountsPerCoin }: PopulationTerms, measured: Measured): WickStudy => {
  const { data, index, traders, breaches, grid } = measured
  const rules = STUDIED.flatMap(({ name, words }) => {
    const run = measured.runs.get(name)
    return run === undefined ? [] : [resultOf({ name, words, run }, measured)]
  })
  const shipped = rules.find(({ rule }) => rule === SHIPPED.name)
  return {
    schema: 'ebbline.study.wick/1',
    seed,
    accountsPerCoin,
    ...grid,
    datasets: data.datasets,
    coins: data.coins.flatMap((coin) => {
      const line = index.get(coin.coin)
      return line === undefined ? [] : [fallsOf(coin, line)]
    }),
    withoutReference: data.without,
    accounts: traders.length,
    indexOnly: breaches.size,
    rules,
    shipped: SHIPPED.name,
    delayBoundMs: DELAY_BOUND_MS,
    holds: shipped !== undefined && holdsWithin(shipped, DELAY_BOUND_MS),
  }
}
