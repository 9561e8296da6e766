import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { magnitude } from '../units/index.ts'
import { sizeIn } from '../accounts/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { step } from './engine.ts'
import { begin, btcLots, deep, eventsOf, person, START, usd, type Session } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf } from './state.ts'

// 10 BTC long at 60,000 with 12,000: health is (12,000 + 10 (P - 60,000)) / (0.1 P), 1.5 at 59,695.4 and 0.2 at 58,918.
const long = person({ id: 'weakLong', cash: '12000', btc: { size: '10', entry: '60000' } })
// The same risk over two markets, one of them short: 5 BTC and 80 ETH at 3,000.
const pair = person({
  id: 'weakPair',
  cash: '10000',
  btc: { size: '5', entry: '60000' },
  eth: { size: '-80', entry: '3000' },
})

const lotsLeft = ({ engine }: Session, id: string): readonly bigint[] =>
  ['BTC-PERP', 'ETH-PERP'].map((market) => sizeIn(accountOf(engine.state, id), market))

/** What is left after BTC went from 60,000 to a price in so many equal steps. */
const after = (policy: string | PolicyDeclaration, to: number, ticks: number): readonly bigint[] => {
  const session = begin(policy, [long, pair])
  for (let tick = 1; tick <= ticks; tick += 1)
    session.run({
      after: tick * 1_000,
      prices: {
        btc: (60_000 - ((60_000 - to) * tick) / ticks).toFixed(1),
        eth: (3_000 + ((60_000 - to) * tick) / ticks / 20).toFixed(2),
      },
      size: deep,
    })
  assert.deepEqual(fullImbalances(session.engine.state), [])
  return [...lotsLeft(session, 'weakLong'), ...lotsLeft(session, 'weakPair')]
}

/** The preset without what looks at the market of the moment the episode began in. */
const plain = withSize({ volatility: undefined, depth: undefined })

function withSize(changes: Readonly<Record<string, unknown>>): PolicyDeclaration {
  const policy = preset('soft-curve')
  const [curve, ...rest] = policy.stages
  assert.ok(curve)
  const size = Object.fromEntries(
    Object.entries({ ...curve.size, ...changes }).filter(([, value]) => value !== undefined),
  )
  return { ...policy, stages: [{ ...curve, size: { ...size, rule: 'asymptotic-curve' } }, ...rest] }
}

describe('soft-curve through the engine', () => {
  for (const to of [59_650, 59_500, 59_300, 59_100, 58_950])
    test(`a fall to ${to} closes the same in 1, 2, 7 and 40 ticks, to a lot a leg`, () => {
      const [whole = [], ...split] = [1, 2, 7, 40].map((ticks) => after(plain, to, ticks))
      for (const left of split)
        for (const [leg, lots] of left.entries())
          assert.ok(magnitude(lots - (whole[leg] ?? 0n)) <= 1n, `leg ${leg}: ${lots} left, not ${whole[leg]}`)
    })
  test('how much is closed is the curve of the untouched account, whatever was paid on the way', () => {
    // At 59,300: equity 5,000 of 5,930 untouched, u = (1.5 - 0.843170) / 1.3 = 0.505254, F = 1 - e^(-1.5 · 1.021237) = 0.7838659.
    assert.equal(after(plain, 59_300, 1)[0], btcLots('10') - btcLots('7.8387'))
  })
  test('a fall that turns back ends the episode where the untouched account is well again, and closes no more on the way', () => {
    const session = begin(plain, [long])
    session.run({ after: 1_000, prices: { btc: '59500' }, size: deep })
    const [left] = lotsLeft(session, 'weakLong')
    assert.deepEqual(eventsOf(session.run({ after: 2_000, prices: { btc: '59600' }, size: deep }), 'order-sent'), [])
    const entries = session.run({ after: 3_000, prices: { btc: '59700' }, size: deep })
    assert.deepEqual(
      [lotsLeft(session, 'weakLong')[0], eventsOf(entries, 'episode-ended')[0]?.receipt.result],
      [left, 'restored'],
    )
  })
  test('who tops up in time is closed less', () => {
    const session = begin(plain, [long])
    session.run({ after: 1_000, prices: { btc: '59650' }, size: deep })
    step(session.engine, {
      kind: 'deposit',
      time: START + 2_000,
      account: 'weakLong',
      asset: 'USDC',
      atoms: usd('2000'),
    })
    session.run({ after: 3_000, prices: { btc: '59500' }, size: deep })
    // 14,000 - 5,000 of 5,950 untouched is above 1.5: nothing more, and the episode is over.
    assert.equal(lotsLeft(session, 'weakLong')[0], after(plain, 59_650, 1)[0])
    assert.equal(session.engine.state.episodes.get('weakLong'), undefined)
  })
  test('a wild market is closed sooner, a thin book slower', () => {
    const calm = withSize({ volatility: '8', depth: undefined })
    const wild = withSize({ volatility: '0.8', depth: undefined })
    const thin = withSize({ volatility: undefined, depth: '4000' })
    const [inCalm, inWild, inPlain, inThin] = [calm, wild, plain, thin].map(
      (policy) => after(policy, 59_500, 3)[0] ?? 0n,
    )
    assert.ok(inCalm !== undefined && inWild !== undefined && inPlain !== undefined && inThin !== undefined)
    assert.ok(inWild < inCalm, `${inWild} ${inCalm}`)
    assert.ok(inThin > inPlain, `${inThin} ${inPlain}`)
  })
})

describe('volatility of marks', () => {
  test('is kept only where a policy remembers it', () => {
    for (const [policy, kept] of [
      ['soft', 0],
      ['soft-curve', 3],
    ] as const) {
      const session = begin(policy, [long])
      for (const [tick, btc] of ['60000', '60060'].entries())
        session.run({ after: 60_000 * (tick + 1), prices: { btc, eth: '3000' }, size: deep })
      assert.equal(session.engine.state.volatilities.size, kept, policy)
    }
  })
  test('begins with the first return, and a calm hour halves its square', () => {
    const session = begin('soft-curve', [])
    session.run({ after: 60_000, prices: { btc: '60000' }, size: deep })
    session.run({ after: 120_000, prices: { btc: '60060' }, size: deep })
    // ln 1.001 = 0.00099950033 a minute, √525,600 = 724.9827584 minutes a year
    const first = Number(session.engine.state.volatilities.get('BTC-PERP')) / 1e18
    assert.ok(Math.abs(first / (0.00099950033308 * 724.9827584156743) - 1) < 1e-9, String(first))
    session.run({ after: 3_720_000, prices: { btc: '60060' }, size: deep })
    const second = Number(session.engine.state.volatilities.get('BTC-PERP')) / 1e18
    assert.ok(Math.abs((second * second) / (first * first) - 0.5) < 1e-9)
  })
})
