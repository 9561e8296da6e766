import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { measure, type MarkPrices } from '@ebbline/core'
import { createAccountMirror } from './account-mirror.ts'
import { runBatch } from './runner.ts'
import { bundled, opened, planOf } from './runs.fixtures.ts'

describe('createAccountMirror', () => {
  test('knows nobody before the venue opens, and nobody that it was not asked to follow', () => {
    const { first } = opened(planOf(bundled('smoke'), 'soft', 'own'))
    const mirror = createAccountMirror(['t000001'])
    assert.equal(mirror.get('t000001'), undefined)
    for (const event of first.events) mirror.follow(event)
    assert.equal(mirror.get('t000001')?.id, 't000001')
    assert.equal(mirror.get('t000002'), undefined)
  })

  test('within a step it shows what the engine measured there; after it, what the engine holds', () => {
    const { runner, first } = opened(planOf(bundled('smoke'), 'soft', 'own'))
    const { state } = runner.engine
    const traders = state.accounts.keys()
    const mirror = createAccountMirror(traders)
    for (const event of first.events) mirror.follow(event)
    let seen = 0
    const check = (
      id: string,
      prices: MarkPrices,
      wanted: { readonly equity: bigint; readonly requirement: bigint },
    ) => {
      const account = mirror.get(id) ?? assert.fail(id)
      const rules = state.compiled?.rules ?? assert.fail()
      assert.deepEqual(measure(rules, account, prices, 'maintenance'), wanted)
      seen += 1
    }
    while (runner.at < runner.batches)
      runBatch(runner, ({ events }) => {
        for (const event of events) {
          if (event.kind === 'episode-started') {
            const { account, equityAtStart: equity, requirementAtStart: requirement } = event.episode
            check(account, state.prices, { equity, requirement })
          }
          if (event.kind === 'decided' && event.decision.kind === 'trade') {
            const { account, equity, requirement } = event.decision
            check(account, state.prices, { equity, requirement })
          }
          mirror.follow(event)
        }
        for (const id of traders) assert.deepEqual(mirror.get(id), state.accounts.get(id))
      })
    assert.ok(seen > 100)
  })
})
