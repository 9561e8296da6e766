import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preset, type EngineEvent } from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'
import { nakedBy, slicesOf } from './slices.fixtures.ts'
import { BOUNDS, bundled, opened, planOf, POLICIES, runUntil, scaled, startsOf } from './runs.fixtures.ts'

const crash = scaled(bundled('crash'), 1500)

interface Use {
  readonly policy: (typeof POLICIES)[number]
  readonly entries: readonly JournalEntry[]
  readonly events: readonly EngineEvent[]
  readonly treated: number
}

const uses = POLICIES.flatMap((policy) =>
  BOUNDS.map((bound): Use => {
    const { runner, first } = opened(planOf(crash, policy, bound))
    const entries = [first, ...runUntil(runner, runner.batches)]
    const treated = new Set(startsOf(runner, entries).map((line) => line.split(' ')[0])).size
    return { policy, entries, events: entries.flatMap(({ events }) => events), treated }
  }),
)

const usesOf = (policy: string): readonly Use[] => uses.filter((use) => use.policy === policy)

const decidedIn = (of: readonly Use[], policy: string, stage: string): number =>
  of
    .flatMap(({ events }) => events)
    .filter((event) => event.kind === 'decided' && event.decision.policy === policy && event.decision.stage === stage)
    .length

describe('the bundled crash, in small', () => {
  for (const policy of [...POLICIES, 'house-unwind'])
    for (const { name } of preset(policy).stages)
      test(`uses the stage ${name} of ${policy}`, () => {
        const of = policy === 'house-unwind' ? uses : usesOf(policy)
        assert.ok(decidedIn(of, policy, name) > 0)
      })

  for (const policy of POLICIES)
    test(`${policy}: at least one account in twenty is treated`, () => {
      for (const { treated } of usesOf(policy)) assert.ok(treated >= 0.05 * crash.population.count, `${treated}`)
    })

  test('exhausts a fund and deleverages under at least one policy', () => {
    const exhausted = uses.filter(({ events }) =>
      events.some(
        (event) =>
          event.kind === 'decided' && event.decision.account.startsWith('fund/') && event.decision.stage === 'bankrupt',
      ),
    )
    const deleveraged = exhausted.filter(({ events }) =>
      events.some((event) => event.kind === 'moved' && event.movement.cause.kind === 'adl'),
    )
    assert.ok(deleveraged.length > 0)
  })

  test('makes the vault take a position over', () =>
    assert.ok(
      uses.some(({ events }) =>
        events.some(
          (event) =>
            event.kind === 'moved' &&
            event.movement.cause.kind === 'takeover' &&
            event.movement.cause.receiver === 'vault',
        ),
      ),
    ))

  test('no careful slice of soft leaves its account with more to lose', () => {
    const slices = usesOf('soft').flatMap(({ entries }) => slicesOf(preset('soft'), entries))
    assert.ok(slices.length > 500, `${slices.length} slices`)
    assert.deepEqual(nakedBy(slices), [])
  })
})

describe('hedged accounts in the bundled crash', () => {
  test('keep their hedges under soft, where nearly everybody is hedged', () => {
    const hedgers = { ...crash, population: { ...crash.population, hedgedShare: 0.95, isolatedShare: 0 } }
    const { runner, first } = opened(planOf(hedgers, 'soft', 'own'))
    const slices = slicesOf(preset('soft'), [first, ...runUntil(runner, runner.batches)]).filter(({ hedged }) => hedged)
    assert.ok(slices.length > 20, `${slices.length} slices of hedged accounts`)
    assert.deepEqual(nakedBy(slices), [])
  })
})
