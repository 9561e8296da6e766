import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Account } from '../accounts/index.ts'
import { ADL_RULES } from '../settlement/index.ts'
import { closedBy, deleveraged, quiet } from './adl.fixtures.ts'
import { adlMaxima } from './adl-maxima.ts'
import { person } from './fixtures.ts'

const holder = (id: string, size: string, entry: string, owner = id): Account => ({
  ...person({ id, cash: '500000', btc: { size, entry } }),
  owner,
})

describe('adlMaxima', () => {
  // At 59 000 two longs entered at 60 000 lose: 3 BTC. Shorts entered at 60 000 and 59 500 win 1 000 and 500 a coin.
  const people = [
    holder('long', '2', '60000'),
    holder('longToo', '1', '60000'),
    holder('bigShort', '-4', '60000'),
    holder('smallShort', '-4', '59500'),
  ]
  const session = quiet(people, { btc: '59000' })
  const shown = (rule: string): readonly string[] =>
    adlMaxima(session.engine.state, rule)
      .filter(({ side }) => side === 'short')
      .map(({ account, most }) => `${account} ${most}`)

  test('says for each winner what a default of all losers would close at most', () => {
    assert.deepEqual(shown('profit-leverage'), ['bigShort 30000'])
    assert.deepEqual(shown('pro-rata'), ['bigShort 15000', 'smallShort 15000'])
    assert.deepEqual(shown('water-filling'), ['bigShort 20000', 'smallShort 10000']) // profits 4 000 and 2 000
    assert.deepEqual(shown('pseudo-random'), ['bigShort 30000', 'smallShort 30000'])
  })
  test('goes by the traders’ policy when no rule is named, and says the demand and the size', () => {
    const [first] = adlMaxima(session.engine.state)
    assert.deepEqual(first, {
      instrument: 'BTC-PERP',
      account: 'bigShort',
      side: 'short',
      size: 40_000n,
      most: 30_000n,
      demand: 30_000n,
      rule: 'profit-leverage',
    })
  })
  test('an owner who loses there too answers for the others’ demand alone', () => {
    const both = [...people, holder('mixedLong', '1', '60000', 'mixed'), holder('mixedShort', '-4', '60000', 'mixed')]
    const { engine } = quiet(both, { btc: '59000' })
    const mixed = adlMaxima(engine.state, 'pro-rata').find(({ account }) => account === 'mixedShort')
    assert.deepEqual([mixed?.most, mixed?.demand], [30_000n, 40_000n])
  })
  test('nobody loses, nothing to publish', () => {
    const { engine } = quiet([holder('long', '2', '59000'), holder('short', '-2', '59000')], { btc: '59000' })
    assert.deepEqual(adlMaxima(engine.state, 'pro-rata'), [])
  })

  const drawn = fc.array(
    fc.record({
      size: fc.integer({ min: 1, max: 90 }),
      short: fc.boolean(),
      entry: fc.integer({ min: 585, max: 600 }),
      owner: fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six', 'seven'),
      defaults: fc.boolean(),
    }),
    { minLength: 3, maxLength: 10 },
  )
  test('no default of any set of losers closes more of anybody than was published, under any rule', () => {
    fc.assert(
      fc.property(drawn, fc.constantFrom(...ADL_RULES), (list, { name: rule }) => {
        const accounts = list.map(({ size, short, entry, owner }, at) =>
          holder(`a${at}`, `${short ? '-' : ''}0.${String(size).padStart(4, '0')}`, String(entry * 100), owner),
        )
        const venue = quiet(accounts, { btc: '59000' })
        const most = new Map(
          adlMaxima(venue.engine.state, rule).map((each) => [`${each.account} ${each.side}`, each.most]),
        )
        for (const side of ['long', 'short'] as const) {
          const losers = list.flatMap(({ short, entry, defaults }, at) =>
            defaults && short === (side === 'short') && (short ? entry < 590 : entry > 590) ? [`a${at}`] : [],
          )
          const desk = deleveraged(venue, { rule, losers, price: '59000' })
          const other = side === 'long' ? 'short' : 'long'
          for (const [account, closed] of closedBy(desk)) assert.ok(closed <= (most.get(`${account} ${other}`) ?? 0n))
        }
      }),
      { numRuns: 60 },
    )
  })
})
