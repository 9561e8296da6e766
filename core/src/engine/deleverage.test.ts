import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sizeIn } from '../accounts/index.ts'
import { preset } from '../policy/index.ts'
import { ADL_RULES } from '../settlement/index.ts'
import { begin, deep, equityOf, eventsOf, person } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { accountOf } from './state.ts'

describe('deleverageAll', () => {
  test('two that default on opposite sides of a market in one round are never each other’s counterparty', () => {
    // At BTC 58 000 and ETH 2 500 the first has -8 000; the second gains 10 000 on BTC, loses 50 000 on ETH and has -28 000.
    const brokeLong = person({ id: 'brokeLong', cash: '12000', btc: { size: '10', entry: '60000' } })
    const brokeShort = person({
      id: 'brokeShort',
      cash: '12000',
      btc: { size: '-5', entry: '60000' },
      eth: { size: '100', entry: '3000' },
    })
    const rich = person({ id: 'richShort', cash: '500000', btc: { size: '-20', entry: '60000' } })
    const { engine, run } = begin('full-close', [brokeLong, brokeShort, rich], { fund: '0', vault: '0' })
    const entries = run({ after: 5_000, prices: { btc: '58000', eth: '2500' }, size: deep })
    const pairs = eventsOf(entries, 'moved').flatMap(({ movement: { cause } }) =>
      cause.kind === 'adl' ? [`${cause.account} ${cause.counterparty} ${cause.instrument}`] : [],
    )
    assert.ok(pairs.length > 0)
    assert.ok(!pairs.some((pair) => /^broke\w+ broke/.test(pair)), pairs.join(', '))
    for (const id of ['brokeLong', 'brokeShort']) {
      assert.equal(sizeIn(accountOf(engine.state, id), 'BTC-PERP'), 0n)
      assert.ok(equityOf(engine, id).equity >= 0n)
    }
    assert.deepEqual(fullImbalances(engine.state), [])
  })

  for (const { name: rule } of ADL_RULES)
    test(`a default is covered whole and conserved under ${rule}`, () => {
      // 12 000 and 10 BTC from 60 000 at 58 500: -3 000. Two shorts of 8 BTC each can cover the 10.
      const policy = {
        ...preset('full-close'),
        name: 'deleverage',
        waterfall: [{ step: 'adl', rule }, { step: 'socialise' }],
      } as const
      const short = (id: string, entry: string) => person({ id, cash: '500000', btc: { size: '-8', entry } })
      const broke = person({ id: 'broke', cash: '12000', btc: { size: '10', entry: '60000' } })
      const people = [broke, short('one', '60000'), short('other', '59000')]
      const { engine, run } = begin(policy, people, { fund: '0', vault: '0' })
      const entries = run({ after: 5_000, prices: { btc: '58500' }, size: deep })
      const closed = eventsOf(entries, 'moved').flatMap(({ movement: { cause } }) =>
        cause.kind === 'adl' ? [cause.size] : [],
      )
      assert.equal(
        closed.reduce((sum, size) => sum + size, 0n),
        100_000n,
      )
      assert.equal(sizeIn(accountOf(engine.state, 'broke'), 'BTC-PERP'), 0n)
      assert.ok(equityOf(engine, 'broke').equity >= 0n)
      assert.deepEqual(fullImbalances(engine.state), [])
    })
})
