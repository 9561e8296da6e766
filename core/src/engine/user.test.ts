import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NO_ATOMS, ratioOf } from '../units/index.ts'
import { balanceOf, positionIn, type Account } from '../accounts/index.ts'
import { defineTiers, RulesError } from '../margin/index.ts'
import { VenueError } from './compile.ts'
import { createEngine, step, type Engine } from './engine.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf, EngineUsageError } from './state.ts'
import type { Command, EngineEvent, VenueDeclaration } from './types.ts'
import { batchOf, btcLots, btcTicks, closed, person, usd, venueOfPolicy } from './fixtures.ts'

// 10 BTC at 60,000: initial margin 2 % = 12,000, maintenance 6,000.
const trader = person({ id: 'trader', cash: '20000', btc: { size: '10', entry: '60000' } })
const other = person({ id: 'other', cash: '500000', btc: { size: '-10', entry: '60000' } })

const start = (people: readonly Account[] = [trader, other], venue: VenueDeclaration = venueOfPolicy('full-close')) => {
  const engine = createEngine()
  const accounts = closed(people, { fund: '1000', vault: '1000' })
  step(engine, { kind: 'genesis', time: 0, venue, accounts })
  step(engine, batchOf({ time: 1_000, prices: { btc: '60000' }, size: btcLots('5') }))
  return engine
}

const reasons = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === 'refused' ? [event.reason] : []))

const cashOf = (engine: Engine, id: string) => balanceOf(accountOf(engine.state, id), 'USDC')

describe('deposit and withdraw', () => {
  const move = (kind: 'deposit' | 'withdraw', amount: string, asset = 'USDC'): Command => ({
    kind,
    time: 2_000,
    account: 'trader',
    asset,
    atoms: usd(amount),
  })
  const rows = [
    [move('deposit', '5'), [], '20005'],
    // Closing sells 5 BTC at 59,994 and 5 at 59,988: 90 under mark and 0.05 % of 599,910 in fees, 389.955 together.
    [move('withdraw', '7610.045'), [], '12389.955'], // leaves the initial margin and the way out
    [move('withdraw', '7610.045001'), ['exit-cost'], '20000'], // one atom more does not
    [move('withdraw', '8000'), ['exit-cost'], '20000'], // the initial margin alone
    [move('withdraw', '8000.000001'), ['initial-margin'], '20000'],
    [move('withdraw', '0'), ['amount-not-positive'], '20000'],
    [move('deposit', '-1'), ['amount-not-positive'], '20000'],
    [move('deposit', '1', 'DOGE'), ['unknown-asset'], '20000'],
  ] as const
  for (const [command, refused, cash] of rows)
    test(`${command.kind} ends with ${cash}${refused.length > 0 ? `, refused: ${refused.join()}` : ''}`, () => {
      const engine = start()
      assert.deepEqual(reasons(step(engine, command)), refused)
      assert.equal(cashOf(engine, 'trader'), usd(cash))
      assert.deepEqual(fullImbalances(engine.state), [])
    })

  test('nothing leaves on a stale mark', () => {
    const engine = start()
    step(engine, { ...batchOf({ time: 100_000, prices: { btc: '60000' }, size: btcLots('5') }), prints: [] })
    const events = step(engine, { kind: 'withdraw', time: 100_001, account: 'trader', asset: 'USDC', atoms: usd('1') })
    assert.deepEqual(reasons(events), ['mark-status'])
  })

  test('an unknown account is the caller’s bug', () => {
    const command = { kind: 'deposit', time: 2_000, account: 'nobody', asset: 'USDC', atoms: usd('1') } as const
    assert.throws(() => step(start(), command), EngineUsageError)
  })
})

describe('place-order and cancel-order', () => {
  const order = {
    id: 'o1',
    instrument: 'BTC-PERP',
    side: 'buy',
    remaining: btcLots('6'),
    price: btcTicks('59000'),
    reduceOnly: false,
  } as const
  const place = (changes: object): Command => ({
    kind: 'place-order',
    time: 2_000,
    account: 'trader',
    order: { ...order, ...changes },
  })
  // 16 BTC ask for 960,000 × 2 % = 19,200 of 20,000; 17 BTC are 1,020,000: 5 % less 30,000 = 21,000.
  const rows = [
    [place({}), []],
    [place({ remaining: btcLots('7') }), ['initial-margin']],
    [place({ remaining: btcLots('-1') }), ['bad-size-or-price']],
    [place({ instrument: 'DOGE-PERP' }), ['unknown-instrument']],
    [place({ side: 'sell', remaining: btcLots('10'), reduceOnly: true }), []],
  ] as const
  for (const [command, refused] of rows)
    test(`${JSON.stringify(refused)} for ${command.kind === 'place-order' ? command.order.remaining : ''}`, () => {
      assert.deepEqual(reasons(step(start(), command)), refused)
    })

  test('an id is taken once, and cancelled once', () => {
    const engine = start()
    step(engine, place({}))
    assert.deepEqual(reasons(step(engine, place({}))), ['duplicate-id'])
    const cancel = { kind: 'cancel-order', time: 3_000, account: 'trader', order: 'o1' } as const
    assert.deepEqual(reasons(step(engine, cancel)), [])
    assert.deepEqual(reasons(step(engine, cancel)), ['unknown-order'])
    assert.deepEqual(accountOf(engine.state, 'trader').orders, [])
  })
})

describe('funding, tiers and expiry', () => {
  test('longs pay shorts to the atom, the dust goes to the fund', () => {
    const engine = start()
    const batch = batchOf({ time: 2_000, prices: { btc: '60000' }, size: btcLots('5') })
    // 0.01 % of 600,000 is 60.
    step(engine, { ...batch, funding: [{ instrument: 'BTC-PERP', rate: ratioOf('0.0001') }] })
    assert.equal(cashOf(engine, 'trader'), usd('19940'))
    assert.equal(cashOf(engine, 'other'), usd('500060'))
    assert.deepEqual(fullImbalances(engine.state), [])
  })

  test('funding that breaks an account is acted on in the same batch', () => {
    const engine = start()
    const batch = batchOf({ time: 2_000, prices: { btc: '60000' }, size: btcLots('5') })
    const events = step(engine, { ...batch, funding: [{ instrument: 'BTC-PERP', rate: ratioOf('0.03') }] })
    const begun = events.flatMap((event) => (event.kind === 'episode-started' ? [event.episode.account] : []))
    assert.deepEqual(begun, ['trader'])
  })

  test('new tiers hold from the next look on', () => {
    const engine = start()
    const rows = [{ floor: NO_ATOMS, initialRate: ratioOf('0.08'), maintenanceRate: ratioOf('0.04') }]
    step(engine, { kind: 'set-tiers', time: 2_000, instrument: 'BTC-PERP', tiers: defineTiers(rows) })
    // 20,000 against 4 % of 600,000 = 24,000.
    const events = step(engine, { kind: 'clock', time: 3_000 })
    assert.ok(events.some((event) => event.kind === 'episode-started' && event.episode.account === 'trader'))
  })

  test('expiry closes every position at the settlement price and conserves value', () => {
    const engine = start()
    step(engine, { kind: 'expire', time: 2_000, instrument: 'BTC-PERP', price: btcTicks('60500') })
    assert.equal(positionIn(accountOf(engine.state, 'trader'), 'BTC-PERP'), undefined)
    assert.equal(cashOf(engine, 'trader'), usd('25000'))
    assert.equal(cashOf(engine, 'other'), usd('495000'))
    assert.deepEqual(fullImbalances(engine.state), [])
  })
})

describe('genesis', () => {
  test('names every policy, fund and mark rule that is missing', () => {
    const venue = venueOfPolicy('soft')
    const broken: VenueDeclaration = {
      ...venue,
      marks: venue.marks.slice(1),
      house: { ...venue.house, funds: [] },
      policy: { ...venue.policy, traders: 'hard' },
    }
    assert.throws(
      () => start([trader, other], broken),
      (error: unknown) =>
        error instanceof VenueError &&
        ['BTC-PERP has no fund', 'ETH-PERP has no fund', 'BTC-PERP has no mark rule', "'hard' is assigned"].every(
          (text) => error.message.includes(text),
        ),
    )
  })

  test('refuses a derivative without tiers', () => {
    const venue = venueOfPolicy('soft')
    assert.throws(() => start([trader, other], { ...venue, tiers: venue.tiers.slice(1) }), RulesError)
  })
})
