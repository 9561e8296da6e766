import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ticks } from '../../units/index.ts'
import type { MarkPrices } from '../../margin/index.ts'
import { atMark, book, draft, holder, leg, marks, nothingNested, shown, usdc, viewOf } from '../fixtures.ts'
import { afterAction, enterStage, startMemory } from '../memory.ts'
import type { Parameters } from '../types.ts'
import { cooldown } from './cooldown.ts'
import { dualPrice } from './dual-price.ts'

const given = draft(leg('BTC-PERP', -100n))
const terms: Parameters = { persistMs: 30_000, multiple: '1', z: '0', dailyVol: '0.8', horizonMs: 10_000 }
const btcAt = (price: bigint): MarkPrices => new Map([...marks, ['BTC-PERP', ticks(price)]])

// 1 BTC long at 50 000 (100 lots), maintenance 2 %: at 50 000 the requirement is 1 000.
const long = (cash: string) => holder(cash, [atMark('BTC-PERP', 100n)])

interface Case {
  readonly cash: string
  readonly mark?: bigint
  readonly index?: bigint
  readonly time?: number
  readonly by?: Parameters
}
const paced = ({ cash, mark = 50_000n, index = 50_000n, time = 0, by = {} }: Case) => {
  const price = btcAt(mark)
  const books = [book('BTC-PERP', [[mark, 10_000n]], [[mark, 10_000n]])]
  const view = viewOf({ account: long(cash), marks: price, index: btcAt(index), time, books, episode: startMemory(0) })
  return dualPrice.create({ ...terms, ...by }, nothingNested)(view, given)
}

describe('dualPrice', () => {
  // 1 500 of cash. At 49 500 equity is 1 000 against 990: safe. At 49 000 it is 500 against 980: a breach.
  const rows: readonly (readonly [string, Case, string])[] = [
    ['both breach', { cash: '1500', mark: 49_000n, index: 49_000n }, 'both breach'],
    ['the mark alone', { cash: '1500', mark: 49_000n, index: 49_500n }, 'waits'],
    ['the index alone', { cash: '1500', mark: 49_500n, index: 49_000n }, 'waits'],
    ['equality is no breach: 1 000 at 50 000', { cash: '1000', mark: 49_900n, index: 50_000n }, 'waits'],
    ['one atom less is', { cash: '999.999999', mark: 49_900n, index: 50_000n }, 'both breach'],
    ['one millisecond before the deadline', { cash: '1500', mark: 49_000n, index: 49_500n, time: 29_999 }, 'waits'],
    ['at the deadline', { cash: '1500', mark: 49_000n, index: 49_500n, time: 30_000 }, 'persisted'],
    ['nothing left to lose', { cash: '999.99', mark: 49_000n, index: 50_500n }, 'near bankruptcy'],
    ['equality with the cost of closing waits', { cash: '1000', mark: 49_000n, index: 50_500n }, 'waits'],
    ['another multiple', { cash: '1500', mark: 49_500n, index: 49_500n, by: { multiple: '1.02' } }, 'both breach'],
  ]
  for (const [name, terms, wanted] of rows)
    test(`${name}: ${wanted}`, () => {
      const { draft: left, until } = paced(terms)
      assert.equal(left.reasons.at(-1)?.facts['leaves'], wanted)
      assert.deepEqual(shown(left.legs), wanted === 'waits' ? [] : ['BTC-PERP -100'])
      assert.equal(until, wanted === 'waits' ? 30_000 : null)
      assert.equal(left.reasons.at(-1)?.bound, wanted === 'waits')
    })

  test('counts from the entry of the stage, not of the episode', () => {
    const episode = enterStage(startMemory(0), 1, 20_000)
    const view = viewOf({ account: long('1500'), marks: btcAt(49_000n), index: btcAt(50_000n), time: 40_000, episode })
    assert.equal(dualPrice.create(terms, nothingNested)(view, given).until, 50_000)
  })

  test('what it lets through meets the pacings that follow', () => {
    const wrapped = dualPrice.create({ ...terms, of: [{ rule: 'cooldown', seconds: 60 }] }, ({ rule, ...nested }) => {
      assert.equal(rule, 'cooldown')
      return cooldown.create(nested, nothingNested)
    })
    const episode = afterAction(startMemory(0), 10_000)
    const at = (time: number, index: bigint) =>
      wrapped(viewOf({ account: long('1500'), marks: btcAt(49_000n), index: btcAt(index), time, episode }), given)
    assert.deepEqual([at(20_000, 50_000n).until, at(20_000, 50_000n).draft.legs.length], [30_000, 0])
    assert.deepEqual([at(20_000, 49_000n).until, at(20_000, 49_000n).draft.legs.length], [70_000, 0])
    assert.deepEqual([at(70_000, 50_000n).until, shown(at(70_000, 50_000n).draft.legs)], [null, ['BTC-PERP -100']])
    assert.deepEqual(
      at(70_000, 49_000n).draft.reasons.map(({ rule }) => rule),
      ['dual-price', 'cooldown'],
    )
  })

  /**
   * The book holds whole levels of one lot at mark less 10, 20, 30 …: closing 100 lots costs Σ 10·k·0.01 = 505 USDC. With a
   * fee of 0.1 % on the 49 000 - 505 received, rounded up, 48.495 more. Buffer z·σ·√τ on the notional of 49 000.
   */
  test('skips the wait exactly when equity is below closing cost and buffer', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.bigInt(-3n, 3n),
        (tenths, horizonMs, off) => {
          const z = `${Math.floor(tenths / 10)}.${tenths % 10}`
          const share = BigInt(Math.ceil((tenths / 10) * 0.05 * Math.sqrt(horizonMs / 86_400_000) * 1e18))
          const buffer = (share * 49_000_000_000n + 10n ** 18n - 1n) / 10n ** 18n
          const needed = 505_000_000n + 48_495_000n + buffer
          // At 49 000 the position has lost 1 000; cash makes equity stand `off` atoms from what is needed.
          const equity = needed + off
          const cash = equity + 1_000_000_000n
          const account = holder(`${cash / 1_000_000n}.${String(cash % 1_000_000n).padStart(6, '0')}`, [
            atMark('BTC-PERP', 100n),
          ])
          const bids = Array.from({ length: 100 }, (_, at) => [49_000n - 10n * BigInt(at + 1), 1n] as const)
          const view = viewOf({
            account,
            marks: btcAt(49_000n),
            index: btcAt(60_000n),
            books: [book('BTC-PERP', bids, [])],
            feeRate: '0.001',
          })
          assert.equal(view.maintenance.equity, equity)
          const { draft: left } = dualPrice.create({ ...terms, z, dailyVol: '0.05', horizonMs }, nothingNested)(
            view,
            given,
          )
          assert.equal(left.reasons.at(-1)?.facts['neededAtoms'], String(needed))
          assert.equal(left.legs.length, equity < needed ? 1 : 0)
        },
      ),
      { numRuns: 100 },
    ))

  test('never waits past its deadline, whatever the prices', () =>
    fc.assert(
      fc.property(
        fc.bigInt(30_000n, 70_000n),
        fc.bigInt(30_000n, 70_000n),
        fc.integer({ min: 1, max: 86_400_000 }),
        (mark, index, persistMs) => {
          const late = paced({ cash: '20000', mark, index, time: persistMs, by: { persistMs } })
          assert.deepEqual(shown(late.draft.legs), ['BTC-PERP -100'])
          const { draft: early, until } = paced({ cash: '20000', mark, index, time: persistMs - 1, by: { persistMs } })
          assert.equal(early.legs.length === 0, until === persistMs)
        },
      ),
    ))

  test('says what equity was held against', () =>
    assert.equal(
      paced({ cash: '1500', mark: 49_000n }).draft.reasons.at(-1)?.facts['equityAtoms'],
      String(usdc('500')),
    ))
})
