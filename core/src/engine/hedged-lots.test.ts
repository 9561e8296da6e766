import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sizeIn, type Account, type AccountId } from '../accounts/index.ts'
import { scenarioLoss } from '../liquidation/index.ts'
import { closedBy, deleveraged, quiet } from './adl.fixtures.ts'
import type { Desk } from './desk.ts'
import { btcPerp, person, type Session } from './fixtures.ts'
import { HEDGE_GRID, hedgedLots } from './hedged-lots.ts'
import { accountOf, venueOf, type State } from './state.ts'

/** BTC at 59 000 and ETH at 2 950: one BTC weighs as much as twenty ETH. */
const PRICES = { btc: '59000', eth: '2950' }
const hedger = person({
  id: 'hedger',
  cash: '300000',
  btc: { size: '-10', entry: '60000' },
  eth: { size: '200', entry: '3000' },
})
const naked = (id: string, size: string, entry = '60000'): Account =>
  person({ id, cash: '900000', btc: { size, entry } })

const hedgedIn = ({ engine }: Session, ...ids: readonly AccountId[]): readonly bigint[] => {
  const accounts = ids.map((id) => accountOf(engine.state, id))
  const hedged = hedgedLots(engine.state, btcPerp, accounts)
  return ids.map((id) => hedged.get(id) ?? 0n)
}
const lossOf = (state: State, id: AccountId): bigint =>
  scenarioLoss({ rules: venueOf(state).rules, marks: state.prices }, accountOf(state, id), HEDGE_GRID)

describe('hedgedLots', () => {
  // L = max(0.2 · |Σ X|, 0.05 · max |X|). With X = -590 000 and 590 000: 29 500. Closing x of the short leaves 0.2 · 59 000 · x,
  // which is 29 500 at 2.5 BTC.
  const rows = [
    ['a matched book: all but what one leg alone risks anyway', hedger, 75_000n],
    ['a naked position: nothing', naked('hedger', '-10'), 0n],
    // X = -1 180 000 and 590 000: closing x lowers the net from 590 000 to 0 at 10 BTC and raises it to 590 000 again at 20
    [
      'twice as much short as long: nothing, since closing all is as risky as now',
      {
        ...hedger,
        ...naked('hedger', '-20'),
        positions: [...naked('hedger', '-20').positions, ...hedger.positions.slice(1)],
      },
      0n,
    ],
  ] as const
  for (const [what, account, expected] of rows)
    test(what, () => assert.deepEqual(hedgedIn(quiet([account], PRICES), 'hedger'), [expected]))

  test('the owner’s accounts count as one book, and the unhedged lots fall to the first by id', () => {
    const short = (id: string): Account => ({ ...naked(id, '-5'), owner: 'family' })
    const long: Account = {
      ...person({ id: 'eth', cash: '300000', eth: { size: '200', entry: '3000' } }),
      owner: 'family',
    }
    assert.deepEqual(hedgedIn(quiet([short('b'), short('a'), long], PRICES), 'a', 'b'), [25_000n, 50_000n])
  })
})

describe('auto-deleveraging of a planted population', () => {
  const bankrupt = naked('bankrupt', '6')
  const others = [naked('shortA', '-4', '59500'), naked('shortB', '-5', '59200')]
  const session = quiet([bankrupt, hedger, ...others], PRICES)
  const closedUnder = (rule: string): Desk => deleveraged(session, { rule, losers: ['bankrupt'], price: '59000' })

  test('profit-leverage breaks the hedge: the best paid short goes first, and the loss of the hedger’s book rises', () => {
    const { state } = closedUnder('profit-leverage')
    assert.equal(sizeIn(accountOf(state, 'hedger'), 'BTC-PERP'), -40_000n)
    assert.equal(lossOf(session.engine.state, 'hedger'), 29_500_000_000n)
    assert.equal(lossOf(state, 'hedger'), 70_800_000_000n) // 0.2 · 59 000 · 6
  })
  test('hedge-aware takes from the naked first, and nobody’s loss rises', () => {
    const desk = closedUnder('hedge-aware')
    // profits 10 000, 2 000, 1 000 for at most 2.5, 4 and 5 BTC: the hedger is full; 3.5 BTC over 2 : 1
    assert.deepEqual(Object.fromEntries(closedBy(desk)), { hedger: 25_000n, shortA: 23_333n, shortB: 11_667n })
    for (const { id } of [hedger, ...others]) assert.ok(lossOf(desk.state, id) <= lossOf(session.engine.state, id))
  })
  test('over random books nobody’s loss rises while unhedged lots suffice', () => {
    const book = fc.record({
      btc: fc.integer({ min: -80, max: -1 }),
      eth: fc.integer({ min: -90, max: 90 }),
      entry: fc.integer({ min: 592, max: 610 }),
    })
    fc.assert(
      fc.property(fc.array(book, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 60 }), (books, wanted) => {
        const people = books.map(({ btc, eth, entry }, at) =>
          person({
            id: `p${at}`,
            cash: '500000',
            btc: { size: `${btc / 10}`, entry: String(entry * 100) },
            ...(eth === 0 ? {} : { eth: { size: `${eth}`, entry: '2950' } }),
          }),
        )
        const venue = quiet([naked('bankrupt', `${wanted / 10}`), ...people], PRICES)
        const held = people.map((each) => accountOf(venue.engine.state, each.id))
        const hedged = hedgedLots(venue.engine.state, btcPerp, held)
        const unhedged = held.reduce((sum, each) => sum - sizeIn(each, 'BTC-PERP') - (hedged.get(each.id) ?? 0n), 0n)
        if (BigInt(wanted) * 1_000n > unhedged) return
        const { state } = deleveraged(venue, { rule: 'hedge-aware', losers: ['bankrupt'], price: '59000' })
        for (const { id } of people) assert.ok(lossOf(state, id) <= lossOf(venue.engine.state, id))
      }),
      { numRuns: 60 },
    )
  })
})
