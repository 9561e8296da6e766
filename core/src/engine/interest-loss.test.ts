import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { balanceOf } from '../accounts/index.ts'
import { preset, type PolicyDeclaration, type WaterfallStep } from '../policy/index.ts'
import { begin, deep, eventsOf, person, usd, type Session } from './fixtures.ts'
import { fullImbalances, runningImbalances } from './invariants.ts'
import { accountOf } from './state.ts'

/** Everything is handed over at the mark, and what is then missing is settled by the given steps. */
const handing = (...waterfall: readonly WaterfallStep[]): PolicyDeclaration => {
  const base = preset('full-close')
  return {
    ...base,
    name: 'handing',
    waterfall,
    stages: base.stages.flatMap((stage) =>
      stage.name === 'close'
        ? [{ ...stage, limit: { rule: 'market' }, action: { rule: 'transfer', to: ['backstop'], margin: 'none' } }]
        : [],
    ),
  }
}

/** Bankrupt by 1 000 at 59 800: 10 BTC bought at 60 000 on 1 000. The others hold 3 BTC long and 1 short; the world is short 12. */
const people = [
  person({ id: 'bankrupt', cash: '1000', btc: { size: '10', entry: '60000' } }),
  person({ id: 'long', cash: '500000', btc: { size: '3', entry: '60000' } }),
  person({ id: 'short', cash: '500000', btc: { size: '-1', entry: '60000' } }),
]
const cashOf = ({ engine }: Session, id: string): bigint => balanceOf(accountOf(engine.state, id), 'USDC')

const run = (fund: string, ...waterfall: readonly WaterfallStep[]): Session => {
  const session = begin(handing(...waterfall), people, { fund, vault: '0', backstops: { keeper: '1000000' } })
  session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
  assert.deepEqual([...runningImbalances(session.engine.state), ...fullImbalances(session.engine.state)], [])
  return session
}

describe('a loss shared by open interest', () => {
  test('is paid by every holder, long and short, keeper and world, by size', () => {
    const session = run('0', { step: 'socialise', by: 'open-interest' })
    // 3 + 1 + 10 (keeper) + 12 (world) = 26 BTC: 1 000 / 26 = 38.461539 a coin, rounded up
    assert.equal(cashOf(session, 'bankrupt'), 0n)
    assert.equal(cashOf(session, 'long'), usd('500000') - usd('115.384617'))
    assert.equal(cashOf(session, 'short'), usd('500000') - usd('38.461539'))
    // the keeper then sells what it took in the book, so that only the fund tells what rounding collected: 26 · 38.461539 - 1 000
    assert.equal(cashOf(session, 'fund-btc'), usd('0.000014'))
    assert.deepEqual(
      eventsOf(session.journal, 'shortfall').map(({ atoms, socialised, unmet, dust }) => [
        atoms,
        socialised,
        unmet,
        dust,
      ]),
      [[usd('1000'), usd('1000'), 0n, 0n]],
    )
  })
  test('is what the fund leaves, which keeps an atom', () => {
    const session = run('900', { step: 'fund', keepsAtoms: '1' }, { step: 'socialise', by: 'open-interest' })
    // 1 000 - 899.999999 = 100.000001 over 26: 3.846154 a coin
    assert.equal(cashOf(session, 'short'), usd('500000') - usd('3.846154'))
    assert.equal(cashOf(session, 'fund-btc'), usd('0.000001') + usd('0.000003')) // 26 · 3.846154 = 100.000004
  })
  test('by equity remains the way where nothing is said', () => {
    const session = run('0', { step: 'socialise' })
    // 499 400 and 500 200 of equity at 59 800: 499.6... and 500.4... of 1 000
    assert.equal(cashOf(session, 'long'), usd('500000') - usd('499.599840'))
    assert.equal(cashOf(session, 'short'), usd('500000') - usd('500.400160'))
  })
})
