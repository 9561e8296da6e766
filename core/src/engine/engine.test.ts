import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, magnitude } from '../units/index.ts'
import { balanceOf, sizeIn } from '../accounts/index.ts'
import { createEngine, step } from './engine.ts'
import { batchOf, begin, btcLots, deep, equityOf, eventsOf, person, START, usd } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf, EngineUsageError } from './state.ts'

// 10 BTC long at 60,000: notional 600,000, maintenance 1 % = 6,000 at entry.
const long = person({ id: 'weakLong', cash: '12000', btc: { size: '10', entry: '60000' } })
const rich = person({ id: 'richShort', cash: '500000', btc: { size: '-10', entry: '60000' } })

describe('step', () => {
  test('leaves a healthy account alone', () => {
    const { run } = begin('full-close', [long, rich])
    // 59,500: equity 7,000 against 5,950.
    const entries = run({ after: 5_000, prices: { btc: '59500' }, size: deep })
    assert.deepEqual(eventsOf(entries, 'episode-started'), [])
    assert.deepEqual(eventsOf(entries, 'order-sent'), [])
  })

  test('equality with the requirement is safe, one tick lower is not', () => {
    // Equity 12,000 + 10·(P - 60,000) = 0.01·10·P gives P = 588,000/9.9 = 59,393.94: tick 59,394.0 is safe, 59,393.9 is not.
    const { run } = begin('full-close', [long, rich])
    assert.deepEqual(eventsOf(run({ after: 5_000, prices: { btc: '59394' }, size: deep }), 'episode-started'), [])
    const entries = run({ after: 10_000, prices: { btc: '59393.9' }, size: deep })
    assert.deepEqual(
      eventsOf(entries, 'episode-started').map((event) => event.episode.account),
      ['weakLong'],
    )
  })

  test('a full close sells everything once and the receipt adds up to the atom', () => {
    const { engine, run } = begin('full-close', [long, rich])
    const entries = run({ after: 5_000, prices: { btc: '59300' }, size: deep })
    const sold = eventsOf(entries, 'order-sent').map((event) => event.live.order)
    assert.equal(sold.length, 1)
    assert.equal(sold[0]?.side, 'sell')
    assert.equal(sold[0]?.size, btcLots('10'))
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), 0n)
    const [ended] = eventsOf(entries, 'episode-ended')
    assert.ok(ended)
    const { receipt } = ended
    assert.equal(receipt.result, 'closed')
    assert.equal(receipt.equityAtStart, usd('5000'))
    // The first bid stands one step (5.9) under 59,300.0 and takes all: 10 × 5.9 = 59 lost; fee 0.05 % of 592,941.
    assert.equal(receipt.slippage, usd('59'))
    assert.equal(receipt.fees, usd('296.4705'))
    assert.equal(receipt.marketMove, 0n)
    assert.equal(receipt.equityAtEnd, usd('5000') - usd('59') - usd('296.4705'))
    assert.equal(balanceOf(accountOf(engine.state, 'treasury'), 'USDC'), usd('296.4705'))
  })

  test('soft closes only a part and leaves the account above its target', () => {
    const { engine, run } = begin('soft', [long, rich])
    // 59,450: equity 6,500 against 5,945, inside the band below 2.
    const entries = run({ after: 5_000, prices: { btc: '59450' }, size: deep })
    const left = sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP')
    assert.ok(left > 0n && left < btcLots('10'), `left ${left}`)
    const { equity, requirement } = equityOf(engine, 'weakLong')
    assert.ok(equity >= 3n * requirement)
    assert.equal(eventsOf(entries, 'episode-ended')[0]?.receipt.result, 'restored')
  })

  test('nothing starts from a stale mark', () => {
    const { engine, run } = begin('full-close', [long, rich])
    run({ after: 5_000, prices: { btc: '60000' }, size: deep })
    const stale = step(engine, {
      ...batchOf({ time: START + 90_000, prices: { btc: '50000' }, size: deep }),
      prints: [],
    })
    assert.deepEqual(
      stale.filter((event) => event.kind === 'episode-started'),
      [],
    )
    const marks = stale.flatMap((event) => (event.kind === 'observed' ? event.marks : []))
    assert.ok(marks.length > 0 && marks.every((mark) => mark.status === 'stale'))
  })

  test('one source alone liquidates nobody, the second one does', () => {
    const { engine, run } = begin('full-close', [long, rich])
    run({ after: 5_000, prices: { btc: '60000' }, size: deep })
    const crash = batchOf({ time: START + 10_000, prices: { btc: '45000' }, size: deep })
    const from = (sources: readonly string[]) => ({
      ...crash,
      prints: crash.prints.filter((print) => sources.includes(print.source)),
    })
    const alone = step(engine, from(['north']))
    assert.deepEqual(
      alone.filter((event) => event.kind === 'episode-started'),
      [],
    )
    const both = step(engine, { ...from(['south']), time: START + 11_000 })
    const started = both.flatMap((event) => (event.kind === 'episode-started' ? [event.episode.account] : []))
    // The fund that takes the position over starts to unwind it at once.
    assert.deepEqual(started, ['weakLong', 'fund-btc'])
  })

  test('a bankrupt account is taken over by its fund, which pays what is missing and no atom more than dust', () => {
    const { engine, run } = begin('full-close', [long, rich])
    // 58,000: equity -8,000; nothing can be sold above the bankruptcy price, so the fund takes all 10 BTC.
    const entries = run({ after: 5_000, prices: { btc: '58000' }, size: deep })
    const [shortfall] = eventsOf(entries, 'shortfall')
    assert.ok(shortfall)
    assert.equal(shortfall.atoms, usd('8000'))
    assert.equal(shortfall.fund + shortfall.dust, usd('8000'))
    // A tick of 0.1 on 10 BTC is 1 USDC: the price cannot be met closer.
    assert.ok(magnitude(shortfall.dust) < usd('1'))
    assert.ok(equityOf(engine, 'weakLong').equity >= 0n)
    assert.deepEqual(fullImbalances(engine.state), [])
  })

  test('an empty fund deleverages the winners and leaves nobody below zero', () => {
    const { engine, run } = begin('full-close', [long, rich], { fund: '0', vault: '0' })
    const entries = run({ after: 5_000, prices: { btc: '58000' }, size: deep })
    const adl = eventsOf(entries, 'moved').filter((event) => event.movement.cause.kind === 'adl')
    assert.equal(adl.length, 1)
    assert.equal(sizeIn(accountOf(engine.state, 'richShort'), 'BTC-PERP'), 0n)
    const [shortfall] = eventsOf(entries, 'shortfall')
    assert.equal(shortfall?.fund, 0n)
    assert.ok(shortfall !== undefined && shortfall.adl + shortfall.dust === shortfall.atoms)
    assert.equal(eventsOf(entries, 'episode-ended')[0]?.receipt.result, 'bankrupt')
  })

  test('a vault takes what the policy gives it, with the equity that is left', () => {
    const { engine, run } = begin('hyperliquid-like', [long, rich])
    // 59,190: equity 3,900 of requirement 5,919 is under two thirds.
    const entries = run({ after: 5_000, prices: { btc: '59190' }, size: deep })
    const taken = eventsOf(entries, 'moved').filter((event) => event.movement.cause.kind === 'takeover')
    assert.equal(taken.length, 1)
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), 0n)
    // It took over at the bankruptcy price of the account: what was left is now the vault's.
    assert.ok(equityOf(engine, 'vault').equity > usd('103000'))
  })

  test('the first slice is a fifth and the rest waits half a minute', () => {
    const { engine, run } = begin('hyperliquid-like', [long, rich])
    // 59,280: equity 4,800 against 5,928; a fifth sold leaves 4,729 against 4,742, so the account is not restored.
    run({ after: 5_000, prices: { btc: '59280' }, size: btcLots('2') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('8'))
    run({ after: 20_000, prices: { btc: '59200' }, size: btcLots('20') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('8'))
    run({ after: 36_000, prices: { btc: '59200' }, size: btcLots('20') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), 0n)
  })

  test('an account that recovers and weakens again inside the cooldown meets the rest, not another fifth', () => {
    const { engine, run } = begin('hyperliquid-like', [long, rich])
    // 59,350: equity 5,500 against 5,935; a fifth sold leaves it above its 4,748.
    run({ after: 5_000, prices: { btc: '59350' }, size: btcLots('2') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('8'))
    run({ after: 20_000, prices: { btc: '59200' }, size: btcLots('20') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('8'))
    run({ after: 35_000, prices: { btc: '59200' }, size: btcLots('20') })
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), 0n)
  })

  test('orders are cancelled before anything is sold', () => {
    const resting = {
      id: 'o1',
      instrument: 'BTC-PERP',
      side: 'buy',
      remaining: btcLots('10'),
      price: btcTicks59(),
      reduceOnly: false,
    } as const
    // Equity 19,000. With the order the worst case is 20 BTC, 1,194,000: it asks for 2.5 % less 15,000, which is 14,850.
    const strong = person({ id: 'weakLong', cash: '22000', btc: { size: '10', entry: '60000' } })
    const { engine, run } = begin('soft', [{ ...strong, orders: [resting] }, rich])
    const entries = run({ after: 5_000, prices: { btc: '59700' }, size: deep })
    assert.deepEqual(
      eventsOf(entries, 'order-dropped').map((event) => [event.order, event.by]),
      [['o1', 'engine']],
    )
    // Without the order 19,000 against 5,970 is above the target of 3 times, so nothing is sold.
    assert.deepEqual(eventsOf(entries, 'order-sent'), [])
    assert.equal(sizeIn(accountOf(engine.state, 'weakLong'), 'BTC-PERP'), btcLots('10'))
  })

  test('time never runs backwards and genesis comes first', () => {
    const { engine, run } = begin('soft', [long, rich])
    run({ after: 5_000, prices: { btc: '60000' }, size: deep })
    assert.throws(() => step(engine, { kind: 'clock', time: START }), EngineUsageError)
    assert.throws(() => step(createEngine(), { kind: 'clock', time: START }), EngineUsageError)
  })
})

function btcTicks59() {
  return (batchOf({ time: 0, prices: { btc: '59600' }, size: lots(1n) }).prints[0]?.price ?? 0n) as never
}
