import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  breaches,
  measure,
  missingMark,
  RATIO_ONE,
  ratio,
  type Account,
  type IndexPrint,
  type Ticks,
} from '@ebbline/core'
import type { JournalEntry, GeneratedScenario } from '@ebbline/wire'
import type { Runner } from './runner.ts'
import { bundled, opened, planOf, POLICIES, runUntil, scaled, startsOf } from './runs.fixtures.ts'

const crash = bundled('crash')
const perSec = 1000 / crash.clock.batchMs

describe('the wick of one source', () => {
  const calm = scaled(crash, 600)
  const over = Math.max(...crash.path.wicks.map((wick) => wick.atSec + wick.durationSec)) + 120
  const without: GeneratedScenario = { ...calm, path: { ...calm.path, wicks: [] } }

  test('is deep, and over before the crash begins', () => {
    assert.ok(crash.path.wicks.length > 0 && crash.path.wicks.every((wick) => wick.move <= -0.2))
    assert.ok(over <= crash.clock.calmSec)
  })

  test('would close many accounts of a venue that believed that source', () => {
    const { runner, first } = opened(planOf(calm, 'full-close', 'frozen'))
    const entries = [first, ...runUntil(runner, over * perSec)]
    assert.ok(breachesOn(1, runner, entries).size > 20)
  })

  for (const policy of POLICIES)
    test(`${policy}: it starts no episode at all`, () => {
      const starts = (scenario: GeneratedScenario): readonly string[] => {
        const { runner, first } = opened(planOf(scenario, policy, 'own'))
        return startsOf(runner, [first, ...runUntil(runner, over * perSec)])
      }
      assert.deepEqual(starts(calm), starts(without))
    })
})

/** Nothing but one jump of all sources within one batch: no waves, no noise of any kind, sources that lag 0, 1, 1 and 0 batches. */
const jumpOf = (moveLog: number): GeneratedScenario => {
  const still = scaled(crash, 400)
  const lags = [0, 1, 1, 0]
  return {
    ...still,
    venue: {
      ...still.venue,
      sources: still.venue.sources.map((source, at) => ({ ...source, noiseBps: 0, lagBatches: lags[at] ?? 0 })),
    },
    clock: { ...still.clock, calmSec: 60, horizonSec: 120 },
    path: {
      ...still.path,
      commonVolDaily: 0,
      markets: still.path.markets.map((market) => ({ ...market, idioVolDaily: 0 })),
      phases: [{ name: 'jump', kind: 'jump', durationSec: 5, moveLog, volMultiple: 1, volumeMultiple: 1, waves: null }],
      wicks: [],
    },
  }
}

describe('a genuine move of all sources', () => {
  test('is answered within two batches of the second source’s breach, for every account that breaches', () => {
    const { runner, first } = opened(planOf(jumpOf(-0.12), 'full-close', 'frozen'))
    const entries = [first, ...runUntil(runner, 24)]
    const second = breachesOn(2, runner, entries)
    const started = new Map(startsOf(runner, entries).map((line) => line.split(' at ') as [string, string]))
    assert.ok(second.size > 40, `${second.size} accounts breach`)
    for (const [account, time] of second) {
      const answered = Number(started.get(account) ?? Number.POSITIVE_INFINITY)
      assert.ok(
        answered <= time + 2 * crash.clock.batchMs,
        `${account} breached at ${time} and was treated at ${answered}`,
      )
    }
  })
})

/** When each account first stood under maintenance on so many of the sources, each believed alone. */
const breachesOn = (sources: number, runner: Runner, entries: readonly JournalEntry[]): ReadonlyMap<string, number> => {
  const { rules } = runner.world.terms
  const traders = runner.world.accounts.filter(({ kind }) => kind === 'trader')
  const found = new Map<string, number>()
  for (const { command } of entries) {
    if (command.kind !== 'batch') continue
    const views = pricesBySource(command.prints)
    const due = (account: Account): number =>
      views.filter(
        (prices) =>
          missingMark(rules, account, prices) === null &&
          breaches(measure(rules, account, prices, 'maintenance'), ratio(RATIO_ONE)),
      ).length
    for (const account of traders)
      if (!found.has(account.id) && due(account) >= sources) found.set(account.id, command.time)
  }
  return found
}

const pricesBySource = (prints: readonly IndexPrint[]): readonly ReadonlyMap<string, Ticks>[] =>
  [...Map.groupBy(prints, ({ source }) => source).values()].map(
    (own) => new Map(own.map(({ instrument, price }) => [instrument, price])),
  )
