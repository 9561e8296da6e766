import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { magnitude, type AccountId, type Decision, type EngineEvent } from '@ebbline/core'
import { runBatch } from './runner.ts'
import { bundled, opened, planOf } from './runs.fixtures.ts'
import { createStoryTeller } from './stories.ts'
import { trackedAccounts } from './tracked.ts'

/** Lots of an instrument that an account gained in some events. */
const gained = (events: readonly EngineEvent[], account: AccountId, instrument: string): bigint =>
  events
    .flatMap((event) => (event.kind === 'moved' ? event.movement.changes : []))
    .filter((change) => change.account === account)
    .flatMap(({ positions }) => positions)
    .reduce((sum, moved) => sum + (moved.instrument === instrument ? moved.size : 0n), 0n)

interface Sliced {
  readonly decision: Decision
  /** Lots held when it was decided. */
  readonly held: bigint
}

/** Every tracked slice of one run with the position before it, by way of the accounts before each command. */
const told = () => {
  const { runner, first } = opened(planOf(bundled('smoke'), 'soft', 'own'))
  const tracked = trackedAccounts(runner.world.accounts)
  const teller = createStoryTeller(tracked)
  teller.observe(first, runner.engine)
  const starts = new Map<AccountId, number>()
  const slices: Sliced[] = []
  const { accounts } = runner.engine.state
  let before = new Map(tracked.map((id) => [id, accounts.get(id)]))
  while (runner.at < runner.batches)
    runBatch(runner, (entry) => {
      for (const [at, event] of entry.events.entries()) {
        if (event.kind === 'episode-started' && !starts.has(event.episode.account))
          starts.set(event.episode.account, entry.command.time)
        const leg = event.kind === 'decided' && event.decision.kind === 'trade' ? event.decision.granted[0] : undefined
        if (event.kind !== 'decided' || leg === undefined || !before.has(event.decision.account)) continue
        const { account } = event.decision
        const old = before.get(account)?.positions.find(({ instrument }) => instrument === leg.instrument)?.size ?? 0n
        slices.push({
          decision: event.decision,
          held: old + gained(entry.events.slice(0, at), account, leg.instrument),
        })
      }
      teller.observe(entry, runner.engine)
      before = new Map(tracked.map((id) => [id, accounts.get(id)]))
    })
  return { runner, stories: teller.list(), starts, slices }
}

describe('createStoryTeller, on smoke under soft', () => {
  const { runner, stories, starts, slices } = told()
  const lotOf = (id: string): number => {
    const instrument = runner.engine.state.compiled?.rules.instruments.get(id)
    return instrument === undefined || instrument.kind === 'spot' ? assert.fail(id) : Number(instrument.lotSize) / 1e18
  }

  test('the ladder stands at the time at which the first episode began, and only then is there one', () => {
    let seen = 0
    for (const { account, ladder } of stories) {
      assert.equal(ladder.length > 0, starts.has(account), account)
      for (const { time } of ladder) assert.equal(time, starts.get(account), account)
      seen += ladder.length
    }
    assert.ok(seen > 20)
  })

  test('the book keeps the largest slice, with the position as it was before anything of it filled', () => {
    let seen = 0
    for (const { account, book } of stories) {
      const mine = slices.filter(({ decision }) => decision.account === account)
      assert.equal(book === null, mine.length === 0, account)
      if (book === null) continue
      const { held, decision } = mine.find((each) => each.decision.time === book.time) ?? assert.fail(account)
      const granted = decision.granted[0] ?? assert.fail(account)
      const lot = lotOf(book.instrument)
      assert.ok(Math.abs(book.position - Number(magnitude(held)) * lot) < 1e-9, `${account}: ${book.position}`)
      assert.ok(Math.abs(book.granted - Number(magnitude(granted.size)) * lot) < 1e-9, account)
      assert.ok(book.position >= book.wanted && book.wanted >= book.granted, account)
      seen += 1
    }
    assert.ok(seen > 10)
  })
})
