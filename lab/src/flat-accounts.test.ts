import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { measure, worth, type AccountId, type EngineEvent, type MarkPrices, type MarginRules } from '@ebbline/core'
import { runBatch, type Runner } from './runner.ts'
import { bundled, opened, planOf, POLICIES } from './runs.fixtures.ts'

/** An account without positions since its receipt: what it had then, and what it was made to share since. */
interface Flat {
  readonly equity: bigint
  readonly prices: MarkPrices
  shared: bigint
}

const follow = (runner: Runner, flat: Map<AccountId, Flat>, event: EngineEvent): void => {
  const { state } = runner.engine
  if (event.kind === 'episode-started') flat.delete(event.episode.account)
  if (event.kind === 'episode-ended' && event.receipt.notionalAtEnd === 0n)
    flat.set(event.receipt.account, { equity: event.receipt.equityAtEnd, prices: new Map(state.prices), shared: 0n })
  if (event.kind !== 'moved') return
  const { cause, changes } = event.movement
  for (const { account, cash, positions } of changes) {
    const known = flat.get(account)
    // A resting order that fills later makes it an account with a position again.
    if (positions.length > 0) flat.delete(account)
    else if (known !== undefined && cause.kind === 'socialised')
      known.shared -= cash.reduce((sum, { atoms }) => sum + atoms, 0n)
  }
}

/** Change in the value of an account's coins between two moments, numeraire atoms, as margin counts them. */
const coinChange = (rules: MarginRules, runner: Runner, id: AccountId, before: MarkPrices): bigint => {
  const { accounts, prices } = runner.engine.state
  const coins = accounts.get(id)?.balances.filter(({ asset }) => asset !== rules.numeraire) ?? []
  return coins.reduce(
    (sum, { asset, atoms }) => sum + worth(rules, prices, asset, atoms) - worth(rules, before, asset, atoms),
    0n,
  )
}

const run = (policy: (typeof POLICIES)[number], onBatch: (runner: Runner) => void) => {
  const { runner } = opened(planOf(bundled('smoke'), policy, 'own'))
  const flat = new Map<AccountId, Flat>()
  while (runner.at < runner.batches) {
    runBatch(runner, ({ events }) => {
      for (const event of events) follow(runner, flat, event)
    })
    onBatch(runner)
  }
  return { runner, flat }
}

/** No trader with a position stands below maintenance unless it is under treatment. */
const allUnderTreatment = ({ at, engine: { state } }: Runner): void => {
  const rules = state.compiled?.rules ?? assert.fail()
  for (const id of state.accounts.keys()) {
    const account = state.accounts.get(id) ?? assert.fail(id)
    if (account.kind !== 'trader' || account.positions.length === 0 || state.episodes.get(id) !== undefined) continue
    const { equity, requirement } = measure(rules, account, state.prices, 'maintenance')
    assert.ok(equity >= requirement, `${id} after batch ${at}: ${equity} of ${requirement}`)
  }
}

describe('accounts between and after episodes, on smoke', () => {
  for (const policy of POLICIES)
    test(`${policy}: the flat change by coins and shared losses alone, and whoever is weak is under treatment`, () => {
      const { runner, flat } = run(policy, allUnderTreatment)
      const { state } = runner.engine
      const rules = state.compiled?.rules ?? assert.fail()
      let [withCoins, sharing] = [0, 0]
      for (const [id, { equity, prices, shared }] of flat) {
        const account = state.accounts.get(id) ?? assert.fail(id)
        if (account.kind !== 'trader') continue
        const change = coinChange(rules, runner, id, prices)
        const now = measure(rules, { ...account, orders: [] }, state.prices, 'maintenance').equity
        assert.equal(now, equity + change - shared, id)
        withCoins += change === 0n ? 0 : 1
        sharing += shared === 0n ? 0 : 1
      }
      assert.ok(flat.size > 100 && withCoins > 5, `${flat.size} flat, ${withCoins} with coins, ${sharing} sharing`)
    })
})
