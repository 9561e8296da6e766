import { foldJournal, preset, redecideJournal } from '@ebbline/core'
import { createRunner, openRun, runBatch } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import { race, type Measurement } from './measurement.ts'

/** Deciding and applying a whole run's commands again, against folding the events that it left: what the rules cost. */
export const benchEngine = (scenario: Scenario): Measurement => {
  const runner = createRunner({ scenario, policy: preset('soft'), bound: 'own' })
  const entries = [openRun(runner)]
  while (runner.at < runner.batches) entries.push(...runBatch(runner))
  const count = entries.reduce((sum, entry) => sum + entry.events.length, 0)
  const decide = (): void => void redecideJournal(entries, () => true)
  const fold = (): void => void foldJournal(entries)
  const { perSec, ratio } = race({ count, work: decide }, { count, work: fold }, 9)
  return {
    name: `decide and apply ${scenario.name}`,
    unit: 'events',
    perSec,
    against: 'folding the same events',
    ratio,
    floor: null,
  }
}
