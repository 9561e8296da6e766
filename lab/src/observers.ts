import type { Engine, EngineEvent, Receipt } from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'
import { createConservationWatch, type ConservationWatch } from './conservation.ts'
import { createEstimateKeeper, type EstimateKeeper } from './estimates.ts'
import { costModelOf } from './fit/index.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { bundledReaction } from './recorded/fitted.ts'
import type { Runner } from './runner.ts'
import { createSeriesRecorder, type SeriesRecorder } from './series.ts'
import { createShortfalls, type ShortfallCounter } from './shortfalls.ts'
import { createStoryTeller, type StoryTeller } from './stories.ts'
import { createTakings, type Takings } from './takings.ts'
import { trackedAccounts } from './tracked.ts'

/**
 * Everything that reads a run without touching it. All of it is a fold over the journal with the engine that the journal
 * leads to, so a resumed run rebuilds it.
 */
export interface Observers {
  readonly engine: Engine
  readonly metrics: Metrics
  readonly conservation: ConservationWatch
  readonly series: SeriesRecorder
  readonly stories: StoryTeller
  readonly takings: Takings
  readonly shortfalls: ShortfallCounter
  readonly estimates: EstimateKeeper
  readonly receipts: Receipt[]
  readonly counts: Map<string, number>
}

/** Observers of a run that has not begun; `engine` is the one whose state they will read after each entry. */
export const createObservers = (runner: Runner, engine: Engine): Observers => {
  const tracked = trackedAccounts(runner.world.accounts)
  return {
    engine,
    metrics: createMetrics(runner.plan.scenario, runner.world),
    conservation: createConservationWatch(),
    series: createSeriesRecorder(tracked),
    stories: createStoryTeller(tracked),
    takings: createTakings(),
    shortfalls: createShortfalls(),
    estimates: createEstimateKeeper(costModelOf(bundledReaction())),
    receipts: [],
    counts: new Map(),
  }
}

/** Shows one entry to all observers; the engine is in the state right after it. */
export const observeEntry = (observers: Observers, entry: JournalEntry): void => {
  const { engine } = observers
  observers.conservation.observe(entry, engine)
  observers.series.observe(entry, engine)
  observers.metrics.observe(entry, engine)
  observers.stories.observe(entry, engine)
  observers.takings.observe(entry)
  observers.shortfalls.observe(entry)
  observers.estimates.observe(entry, engine)
  count(observers.counts, `command/${entry.command.kind}`)
  for (const event of entry.events) {
    count(observers.counts, `event/${event.kind}`)
    if (event.kind === 'decided') count(observers.counts, decisionKey(event))
    if (event.kind === 'episode-ended') observers.receipts.push(event.receipt)
  }
}

/** Closes one batch: one sample of everything that is drawn. */
export const observeBatch = ({ engine, metrics, series }: Observers): void => {
  metrics.sample(engine)
  series.sample(engine)
}

const decisionKey = ({ decision }: Extract<EngineEvent, { kind: 'decided' }>): string =>
  `decision/${decision.policy}/${decision.stage}/${decision.kind}`

const count = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
