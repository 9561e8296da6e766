import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ratioOf } from '../units/index.ts'
import { balanceOf, positionIn } from '../accounts/index.ts'
import { createAuditor } from './audit.ts'
import { step } from './engine.ts'
import { batchOf, begin, btcLots, btcTicks, deep, eventsOf, person, START, text, thin, usd } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { foldJournal, redecideJournal } from './replay.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import { accountOf, allAccounts, EngineUsageError } from './state.ts'
import type { Command, EngineEvent, JournalEntry } from './types.ts'

const resting = {
  id: 'bid',
  instrument: 'BTC-PERP',
  side: 'buy',
  remaining: btcLots('1'),
  price: btcTicks('50000'),
  reduceOnly: false,
} as const

const people = [
  person({ id: 'weak', cash: '12000', btc: { size: '10', entry: '60000' } }),
  person({ id: 'winner', cash: '500000', btc: { size: '-11', entry: '60000' } }),
  person({
    id: 'mixed',
    cash: '50000',
    btc: { size: '1', entry: '60000' },
    eth: { size: '5', entry: '3000' },
    orders: [resting],
  }),
]

const delist = (price: string): Command => ({
  kind: 'delist',
  time: START + 10_000,
  instrument: 'BTC-PERP',
  price: btcTicks(price),
})

/** A market that weakens one account, whose order is still on its way, and is then ended at a price. */
const run = (price: string, policy = 'full-close') => {
  const session = begin(policy, people, { fund: '1000', vault: '500' })
  const { engine, journal } = session
  const record = (command: Command): readonly EngineEvent[] => {
    const events = step(engine, command)
    journal.push({ command, events })
    return events
  }
  record(batchOf({ time: START + 1_000, prices: { btc: '60000' }, size: thin }))
  record(batchOf({ time: START + 5_000, prices: { btc: '59300' }, size: thin }))
  return { ...session, record, ended: record(delist(price)) }
}

const cashOf = ({ engine }: ReturnType<typeof run>, id: string) => balanceOf(accountOf(engine.state, id), 'USDC')

const one = (events: readonly EngineEvent[]): readonly JournalEntry[] => [
  { command: { kind: 'clock', time: 0 }, events },
]

describe('delist', () => {
  test('cancels every order, settles every position and leaves other markets alone', () => {
    const session = run('59500')
    const { state } = session.engine
    assert.deepEqual(state.live.keys(), [])
    for (const account of allAccounts(state)) {
      assert.equal(positionIn(account, 'BTC-PERP'), undefined)
      assert.deepEqual(account.orders, [])
    }
    // 10 · 500 lost by the long, 11 · 500 won by the short; 5 ETH stay.
    assert.deepEqual([cashOf(session, 'weak'), cashOf(session, 'winner')], [usd('7000'), usd('505500')])
    assert.equal(accountOf(state, 'mixed').positions.length, 1)
    assert.deepEqual(fullImbalances(state), [])
  })

  test('who is left below zero walks the waterfall, and the shortfall is explained to the atom', () => {
    // 12,000 - 10 · 3,000 = -18,000: the fund has 1,000, the vault 500.
    const session = run('57000')
    const [shortfall] = eventsOf(one(session.ended), 'shortfall')
    assert.ok(shortfall)
    assert.equal(shortfall.atoms, usd('18000'))
    const { fund, vault, adl, socialised, unmet, dust } = shortfall
    assert.equal(fund + vault + adl + socialised + unmet + dust, shortfall.atoms)
    assert.ok(fund > 0n)
    assert.equal(cashOf(session, 'weak'), -unmet)
    assert.deepEqual(fullImbalances(session.engine.state), [])
  })

  test('nothing is taken afterwards: no order, no fill, no second end', () => {
    const { engine, record } = run('59500')
    const placed = record({
      kind: 'place-order',
      time: START + 11_000,
      account: 'mixed',
      order: { ...resting, id: 'new' },
    })
    assert.deepEqual(
      eventsOf(one(placed), 'refused').map(({ reason, facts }) => [reason, facts]),
      [['delisted', { instrument: 'BTC-PERP', settlementTicks: '595000' }]],
    )
    const fill = {
      instrument: 'BTC-PERP',
      price: btcTicks('59000'),
      size: btcLots('1'),
      side: 'sell',
      takerOrder: 'd1.0.0',
      taker: 'weak',
      makerOrder: 'quote',
      maker: 'world',
    } as const
    const updates = [{ kind: 'filled', order: 'd1.0.0', remaining: btcLots('0'), fill }] as const
    const late = record({ kind: 'order-updates', time: START + 11_000, updates, books: [] })
    assert.deepEqual(
      late.map(({ kind }) => kind),
      ['refused'],
    )
    assert.throws(() => step(engine, { ...delist('59500'), time: START + 12_000 }), EngineUsageError)
    record(batchOf({ time: START + 12_000, prices: { btc: '40000' }, size: deep }))
    assert.deepEqual(fullImbalances(engine.state), [])
  })

  test('its journal folds and re-decides to the same state, through a snapshot too, and the auditor agrees', () => {
    const { engine, journal } = run('57000', 'soft')
    const state = text(snapshotOf(engine.state))
    assert.equal(text(snapshotOf(foldJournal(journal).state)), state)
    assert.equal(redecideJournal(journal, (a, b) => text(a) === text(b)).divergence, null)
    assert.equal(text(snapshotOf(restoreState(snapshotOf(engine.state)))), state)
    const auditor = createAuditor()
    for (const entry of journal) auditor.observe(entry.events)
    assert.deepEqual(auditor.findings(allAccounts(engine.state)), [])
  })
})

describe('interest of a batch', () => {
  test('is taken from debtors alone, paid to the treasury, and its index is kept through a snapshot', () => {
    const debtor = person({ id: 'debtor', cash: '-1000', coin: '1', btc: { size: '0.1', entry: '60000' } })
    const { engine, journal } = begin('full-close', [debtor, ...people.slice(0, 2)])
    const batch = batchOf({ time: START + 1_000, prices: { btc: '60000' }, size: deep })
    const command = { ...batch, interest: [{ asset: 'USDC', rate: ratioOf('0.01') }] }
    for (const time of [START + 1_000, START + 2_000])
      journal.push({ command: { ...command, time }, events: step(engine, { ...command, time }) })
    // 1,000 · 1.01² = 1,020.10
    assert.equal(balanceOf(accountOf(engine.state, 'debtor'), 'USDC'), usd('-1020.1'))
    assert.equal(balanceOf(accountOf(engine.state, 'treasury'), 'USDC'), usd('20.1'))
    assert.equal(engine.state.interestIndices.get('USDC'), ratioOf('1.0201'))
    const paying = eventsOf(journal, 'moved').filter(({ movement }) => movement.cause.kind === 'interest')
    for (const { movement } of paying)
      assert.deepEqual(
        movement.changes.map(({ account }) => account),
        ['debtor', 'treasury'],
      )
    const restored = restoreState(snapshotOf(engine.state))
    assert.deepEqual([...restored.debtors.keys()], ['debtor'])
    assert.equal(restored.interestIndices.get('USDC'), ratioOf('1.0201'))
    assert.equal(redecideJournal(journal, (a, b) => text(a) === text(b)).divergence, null)
    assert.deepEqual(fullImbalances(engine.state), [])
  })
})
