import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms, lots } from '../units/index.ts'
import { createAuditor } from './audit.ts'
import { createEngine, engineOf, step } from './engine.ts'
import { batchOf, begin, btcLots, deep, equityOf, eventsOf, person, text, thin } from './fixtures.ts'
import { fullImbalances, runningImbalances } from './invariants.ts'
import { foldJournal, redecideJournal } from './replay.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import { accountOf } from './state.ts'

const PATHS = [60000, 59700, 59450, 59300, 59250, 59100, 58900, 58200, 57500, 58800, 59900, 58000, 56000, 61000]

const crash = (policy: string, depth = thin) => {
  const people = Array.from({ length: 24 }, (_, at) =>
    person({
      id: `trader${String(at).padStart(2, '0')}`,
      cash: String(600 + 150 * at),
      btc: { size: at % 4 === 3 ? '-1' : '1', entry: '60000' },
      ...(at % 5 === 0 ? { eth: { size: at % 2 === 0 ? '-5' : '5', entry: '3000' } } : {}),
      ...(at % 6 === 0 ? { coin: '0.01' } : {}),
    }),
  )
  const session = begin(policy, people, { fund: '500', vault: '2000' })
  PATHS.forEach((price, at) =>
    session.run({
      after: 5_000 * (at + 1),
      prices: { btc: String(price), eth: String(price / 20) },
      size: depth,
      volume: btcLots('20'),
    }),
  )
  return session
}

for (const policy of [
  'full-close',
  'bybit-tier-step',
  'hyperliquid-like',
  'soft',
  'soft-curve',
  'binance',
  'okx',
  'paradex',
]) {
  describe(`a crash under ${policy}`, () => {
    test('neither makes nor loses an atom or a lot at any command', () => {
      const { journal } = crash(policy)
      const engine = createEngine()
      for (const entry of journal) {
        for (const event of entry.events) {
          if (event.kind !== 'moved') continue
          const { changes } = event.movement
          const sizes = changes.flatMap((change) => change.positions).reduce((sum, moved) => sum + moved.size, 0n)
          const worth = changes.reduce(
            (sum, change) =>
              sum +
              change.cash.filter((cash) => cash.asset === 'USDC').reduce((total, cash) => total + cash.atoms, 0n) -
              change.positions.reduce((total, moved) => total + moved.entryValue, 0n),
            0n,
          )
          assert.equal(sizes, 0n, event.movement.cause.kind)
          assert.equal(worth, 0n, event.movement.cause.kind)
        }
        step(engine, entry.command)
        assert.deepEqual(runningImbalances(engine.state), [])
      }
      assert.deepEqual(fullImbalances(engine.state), [])
    })

    test('is agreed to by the auditor, who sees an altered event', () => {
      const { engine, journal } = crash(policy)
      const accounts = () => engine.state.accounts.keys().map((id) => accountOf(engine.state, id))
      const auditor = createAuditor()
      for (const entry of journal) auditor.observe(entry.events)
      assert.deepEqual(auditor.findings(accounts()), [])
      const suspicious = createAuditor()
      let altered = false
      for (const entry of journal)
        suspicious.observe(
          entry.events.map((event) => {
            if (altered || event.kind !== 'moved' || event.movement.cause.kind !== 'fill') return event
            altered = true
            const { cause } = event.movement
            return { ...event, movement: { ...event.movement, cause: { ...cause, size: lots(cause.size + 1n) } } }
          }),
        )
      assert.ok(altered)
      assert.notDeepEqual(suspicious.findings(accounts()), [])
    })

    test('explains every shortfall by those who paid', () => {
      for (const event of eventsOf(crash(policy).journal, 'shortfall'))
        assert.equal(
          event.fund + event.vault + event.adl + event.socialised + event.unmet + event.dust,
          event.atoms,
          text(event),
        )
    })

    test('gives receipts that add up', () => {
      const receipts = eventsOf(crash(policy).journal, 'episode-ended').map((event) => event.receipt)
      assert.ok(receipts.length > 0)
      for (const each of receipts)
        assert.equal(
          each.equityAtEnd,
          atoms(each.equityAtStart + each.marketMove - each.slippage - each.fees - each.penalties + each.covered),
        )
    })

    test('folds and re-decides to the same bytes', () => {
      const { engine, journal } = crash(policy)
      assert.equal(text(snapshotOf(foldJournal(journal).state)), text(snapshotOf(engine.state)))
      const again = redecideJournal(journal, (recorded, decided) => text(recorded) === text(decided))
      assert.equal(again.divergence, null)
      assert.equal(text(snapshotOf(again.engine.state)), text(snapshotOf(engine.state)))
    })

    test('goes on from any snapshot with the same bytes', () => {
      const { journal } = crash(policy)
      const whole = createEngine()
      for (const [at, entry] of journal.entries()) {
        const recorded = step(whole, entry.command)
        if (at % 7 !== 3) continue
        const restored = engineOf(restoreState(snapshotOf(whole.state)))
        assert.equal(text(snapshotOf(restored.state)), text(snapshotOf(whole.state)))
        const next = journal[at + 1]
        if (next !== undefined) assert.equal(text(step(restored, next.command)), text(next.events))
        assert.ok(recorded.length >= 0)
      }
    })

    test('ends with every trader at or above zero, or an unmet shortfall that says so', () => {
      const { engine, journal } = crash(policy)
      const unmet = eventsOf(journal, 'shortfall').reduce((sum, event) => sum + event.unmet, 0n)
      const below = engine.state.accounts.keys().filter((id) => {
        const account = accountOf(engine.state, id)
        return account.kind === 'trader' && account.positions.length === 0 && equityOf(engine, id).equity < 0n
      })
      assert.ok(unmet > 0n || below.length === 0, below.join(' '))
    })

    test('a copied state is not changed by deciding', () => {
      const { engine } = crash(policy)
      const before = text(snapshotOf(engine.state))
      const copy = engineOf(restoreState(snapshotOf(engine.state)))
      step(copy, batchOf({ time: copy.state.time + 5_000, prices: { btc: '30000' }, size: deep }))
      assert.equal(text(snapshotOf(engine.state)), before)
    })
  })
}
