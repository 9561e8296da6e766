import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { preset } from '@ebbline/core'
import { encodeCanonical, isRecorded, parseScenario, type JournalEntry, type RecordedScenario } from '@ebbline/wire'
import { createConservationWatch } from '../conservation.ts'
import { replay, resume, RunStopped } from '../replay.ts'
import { createRunner, openRun, runBatch, type RunPlan, type Runner } from '../runner.ts'
import {
  candles,
  dataFolder,
  fallingBars,
  madeFiles,
  madeReaction,
  madeScenario,
  type MadeBar,
} from './recorded.fixtures.ts'
import { resolveScenario } from './resolve.ts'
import type { ResolvedScenario } from './tape.ts'

const { root, remove } = dataFolder()
const kept = mkdtempSync(join(tmpdir(), 'ebb-tape-run-'))
after(() => {
  remove()
  rmSync(kept, { recursive: true, force: true })
})

const planOf = (scenario: ResolvedScenario): RunPlan => ({ scenario, policy: preset('soft'), bound: 'own' })

/** All entries of a run, or of its first batches; `watch` sees each beside its runner. */
const entriesOf = (
  runner: Runner,
  batches: number,
  watch: (entry: JournalEntry) => void = () => {},
): readonly JournalEntry[] => {
  const first = openRun(runner)
  watch(first)
  const entries = [first]
  while (runner.at < Math.min(batches, runner.batches)) entries.push(...runBatch(runner, watch))
  return entries
}

/** The made-up data with other bars from a minute on: its own later ones in another order. */
const shuffledFrom = (minute: number): ReadonlyMap<string, string> => {
  const files = new Map(madeFiles())
  for (const [name, start, step, phase] of [
    ['btc.csv', 40_000, 1, 0],
    ['eth.csv', 2_000, 4, 1],
  ] as const) {
    const bars = fallingBars(start, step, phase).filter(([at]) => name === 'eth.csv' || at < 60 || at >= 66)
    const later = bars.filter(([at]) => at >= minute)
    const turned = later.map((bar, at): MadeBar => {
      const [, ...prices] = later.at(-1 - at) ?? bar
      return [bar[0], ...prices]
    })
    files.set(name, candles([...bars.filter(([at]) => at < minute), ...turned]))
  }
  return files
}

describe('a run on a tape', () => {
  test('another future changes no command and no event of the past', async () => {
    const minute = 75
    const other = dataFolder(shuffledFrom(minute))
    const [here, there] = await Promise.all(
      [root, other.root].map((folder) => resolveScenario(madeScenario, folder, madeReaction)),
    )
    other.remove()
    assert.ok(here && there)
    const until = (minute * 60_000) / madeScenario.clock.batchMs
    const [mine, theirs] = [here, there].map((one) => entriesOf(createRunner(planOf(one)), until + 10))
    assert.ok(mine && theirs)
    const past = (entries: readonly JournalEntry[]): readonly string[] =>
      entries
        .filter(({ command }) => command.time < madeScenario.clock.startUtcMs + minute * 60_000)
        .map((entry) => encodeCanonical(entry))
    assert.deepEqual(past(theirs), past(mine))
    assert.ok(past(mine).length >= until)
    assert.ok(mine.some(({ events }) => events.some(({ kind }) => kind === 'order-sent')))
    assert.notEqual(encodeCanonical(theirs.at(-1)), encodeCanonical(mine.at(-1)))
  })

  test('is stopped, gone on with from the data folder, and ends with the same hashes', async () => {
    const hour = { ...madeScenario, clock: { ...madeScenario.clock, horizonSec: 3_600 } }
    const scenario = await resolveScenario(hour, root)
    const request = { scenario, asked: hour, policy: preset('soft'), bound: 'own', folder: null } as const
    const stop = new AbortController()
    await assert.rejects(
      replay({
        ...request,
        folder: kept,
        signal: stop.signal,
        onProgress: ({ done }) => {
          if (done >= 100) stop.abort()
        },
      }),
      RunStopped,
    )
    const resumed = await resume({ folder: kept, dataRoot: root })
    const whole = await replay(request)
    assert.equal(resumed.run.stateHash, whole.run.stateHash)
    assert.equal(resumed.run.journalHash, whole.run.journalHash)
  })

  const conserved = async (scenario: RecordedScenario, folder: string): Promise<ReadonlyMap<string, number>> => {
    const runner = createRunner(planOf(await resolveScenario(scenario, folder)))
    const conservation = createConservationWatch()
    const counts = new Map<string, number>()
    entriesOf(runner, runner.batches, (entry) => {
      conservation.observe(entry, runner.engine)
      for (const { kind } of entry.events) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    })
    assert.deepEqual(conservation.report(runner.engine), { ok: true, residual: 0n, findings: [] })
    return counts
  }

  test('conserves every asset and every market to the atom, through shortfalls', async () => {
    const counts = await conserved(madeScenario, root)
    for (const kind of ['order-sent', 'shortfall', 'episode-ended']) assert.ok((counts.get(kind) ?? 0) > 0, kind)
  })

  const real = process.env['EBB_DATA']
  test(
    'conserves to the atom on the first leg of 12 March 2020',
    { skip: real === undefined ? 'EBB_DATA names no data folder' : false },
    async () => {
      const file = new URL('../../../scenarios/recorded/2020-03-12.json', import.meta.url)
      const { scenario } = parseScenario('2020-03-12', readFileSync(file, 'utf8'))
      assert.ok(isRecorded(scenario) && real !== undefined)
      const counts = await conserved(
        {
          ...scenario,
          clock: { ...scenario.clock, startUtcMs: Date.UTC(2020, 2, 12, 10), horizonSec: 7_200 },
          population: { ...scenario.population, count: 150 },
        },
        real,
      )
      assert.ok((counts.get('order-sent') ?? 0) > 0)
    },
  )
})
