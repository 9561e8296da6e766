import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratio, ratioOf } from '../../units/index.ts'
import { measure } from '../../margin/index.ts'
import { allProRata } from '../directions/all-pro-rata.ts'
import { atMark, book, holder, shown, viewOf, type ViewTerms } from '../fixtures.ts'
import { simulateTrade } from '../simulate-trade.ts'
import type { LiquidationView, Path } from '../types.ts'
import { justEnough } from './just-enough.ts'

const size = (terms: ViewTerms, target: string, penalty = '0', reserve?: string) => {
  const view = viewOf(terms)
  const path = allProRata.create({})(view)
  const parameters = reserve === undefined ? { target } : { target, reserve }
  const sized = justEnough.create(parameters)(view, path, ratioOf(penalty))
  return { slice: shown(path.at(sized.step)), reachable: sized.reachable, step: sized.step }
}

// 100 BTC lots of 500: notional 50 000, maintenance 2 %: a lot frees 10 · target.
describe('justEnough', () => {
  const long = (cash: string) => ({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })
  for (const [cash, target, slice] of [
    ['1200', '1.2', []], // at target
    ['1199.999999', '1.2', ['BTC-PERP -1']], // one atom short costs one lot
    ['1188', '1.2', ['BTC-PERP -1']], // 12 short: exactly one lot
    ['1187.999999', '1.2', ['BTC-PERP -2']],
    ['500', '1', ['BTC-PERP -50']],
    ['0', '1', ['BTC-PERP -100']],
  ] as const)
    test(`equity ${cash}, target ${target}, no cost: ${slice.join(' ') || 'nothing'}`, () => {
      assert.deepEqual(size(long(cash), target).slice, slice)
    })
  test('fee and penalty are inside', () => {
    // A lot frees 12 and costs 500 · (0.1 % + 0.5 %) = 3: 90 short / 9 = 10 lots.
    const terms = { ...long('1110'), feeRate: '0.001' }
    assert.deepEqual(size(terms, '1.2', '0.005').slice, ['BTC-PERP -10'])
    assert.deepEqual(size({ ...long('1109.999999'), feeRate: '0.001' }, '1.2', '0.005').slice, ['BTC-PERP -11'])
  })
  test('the distance of the book from mark is inside', () => {
    // 20 lots at 49 900 cost 1 each (100 ticks · 0.01), the next at 49 700 cost 3: frees 20 · 11 + n · 9.
    const books = [
      book(
        'BTC-PERP',
        [
          [49_900n, 20n],
          [49_700n, 1_000n],
        ],
        [],
      ),
    ]
    assert.deepEqual(size({ ...long('980'), books }, '1.2').slice, ['BTC-PERP -20']) // 220 short
    assert.deepEqual(size({ ...long('962'), books }, '1.2').slice, ['BTC-PERP -22']) // 238 = 220 + 18
    assert.deepEqual(size({ ...long('961.999999'), books }, '1.2').slice, ['BTC-PERP -23'])
  })
  test('a reserve per notional left is kept', () => {
    // Wanted 1.2 · 1 000 + 0.1 % · 50 000 = 1 250; a lot frees 12 + 0.5.
    assert.deepEqual(size(long('1237.5'), '1.2', '0', '0.001').slice, ['BTC-PERP -1'])
    assert.deepEqual(size(long('1237.4'), '1.2', '0', '0.001').slice, ['BTC-PERP -2'])
  })
  test('a tier kink is crossed exactly', () => {
    // 300 lots = 150 000: 2 % of 100 000 + 4 % of 50 000 = 4 000. Above 200 lots a lot frees 20, below it 10.
    const terms = { account: holder('1900', [atMark('BTC-PERP', 300n)]) }
    assert.deepEqual(size(terms, '1').slice, ['BTC-PERP -110']) // 2 100 = 100 · 20 + 10 · 10
  })
  test('where each lot burns more than it frees, nothing is closed and it says so', () => {
    const books = [book('BTC-PERP', [[48_000n, 1_000n]], [])] // a lot costs 20, frees 12
    assert.deepEqual(size({ ...long('600'), books }, '1.2'), { slice: [], reachable: false, step: 0n })
  })
  test('or everything, where the policy says so', () => {
    const books = [book('BTC-PERP', [[48_000n, 1_000n]], [])]
    const view = viewOf({ ...long('600'), books })
    const path = allProRata.create({})(view)
    const everything = justEnough.create({ target: '1.2', otherwise: 'everything' })
    assert.deepEqual(
      [everything(view, path, ratio(0n)).step, everything(view, path, ratio(0n)).reachable],
      [100n, false],
    )
    const rich = viewOf({ ...long('1188') })
    assert.equal(everything(rich, path, ratio(0n)).step, 1n)
  })
  test('beyond the frontier it stops at the least deficit', () => {
    const books = [
      book(
        'BTC-PERP',
        [
          [49_900n, 10n],
          [48_000n, 1_000n],
        ],
        [],
      ),
    ]
    assert.deepEqual(size({ ...long('600'), books }, '1.2'), { slice: ['BTC-PERP -10'], reachable: false, step: 10n })
  })
  test('a thin book is unreachable, not an endless order', () => {
    const books = [book('BTC-PERP', [[50_000n, 7n]], [])]
    assert.deepEqual(size({ ...long('600'), books }, '1.2'), { slice: ['BTC-PERP -7'], reachable: false, step: 7n })
  })
  test('starts at the closed form: few looks at the book of a large position', () => {
    // 1 000 000 SOL lots of 100, maintenance 5 %: a lot frees 6 at 1.2 and costs 0.05 in fees.
    let looks = 0
    const seen = viewOf({ account: holder('5926543.21', [atMark('SOL-PERP', 1_000_000n)]), feeRate: '0.0005' })
    const view = { ...seen, depth: (id: string) => ((looks += 1), seen.depth(id)) }
    const path = allProRata.create({})(view)
    const sized = justEnough.create({ target: '1.2' })(view, path, ratio(0n))
    assert.equal(sized.step, 12_346n) // 73 456.79 / 5.95 = 12 345.68
    assert.ok(looks <= 8, `${looks} looks`)
  })
  test('refuses a target below maintenance', () => {
    assert.equal(justEnough.check({ target: '0.9' })[0]?.field, 'target')
    assert.equal(justEnough.check({ target: '1.2', reserve: '2' })[0]?.field, 'reserve')
  })
})

const surplusAt = (view: LiquidationView, path: Path, step: bigint, target: bigint): bigint => {
  const { account } = simulateTrade(view, path.at(step), ratio(0n))
  const { equity, requirement } = measure(view.rules, account, view.marks, 'maintenance')
  return equity * 10n ** 18n - target * requirement
}

describe('justEnough against a scan', () => {
  const levels = (mark: bigint, side: -1n | 1n) =>
    fc.array(fc.tuple(fc.bigInt(1n, 400n), fc.bigInt(1n, 30n)), { minLength: 1, maxLength: 4 }).map((steps) => {
      let price = mark
      return steps.map(([away, lots]) => [(price += (side * away * mark) / 20_000n), lots] as const)
    })
  test('takes the first step that reaches the target, or the one with the least deficit', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 60n),
        fc.bigInt(-60n, 60n),
        fc.integer({ min: 0, max: 1500 }),
        levels(50_000n, -1n),
        levels(25_000n, -1n),
        levels(25_000n, 1n),
        (btcLots, ethLots, cash, btcBids, ethBids, ethAsks) => {
          const positions = [atMark('BTC-PERP', btcLots), ...(ethLots === 0n ? [] : [atMark('ETH-PERP', ethLots)])]
          const books = [book('BTC-PERP', btcBids, []), book('ETH-PERP', ethBids, ethAsks)]
          const view = viewOf({ account: holder(String(cash), positions), books, feeRate: '0.0005' })
          const path = allProRata.create({})(view)
          const target = ratioOf('1.25')
          const sized = justEnough.create({ target: '1.25' })(view, path, ratio(0n))
          const surpluses = Array.from({ length: Number(path.steps) + 1 }, (_, n) =>
            surplusAt(view, path, BigInt(n), target),
          )
          const reaching = surpluses.findIndex((surplus) => surplus >= 0n)
          const taken = surpluses[Number(sized.step)] ?? assert.fail('a step of the path')
          assert.equal(sized.reachable, reaching >= 0)
          if (reaching >= 0) {
            assert.ok(taken >= 0n)
            if (sized.step > 0n) assert.ok((surpluses[Number(sized.step) - 1] ?? 0n) < 0n)
          }
          if (ethLots === 0n && reaching >= 0) assert.equal(sized.step, BigInt(reaching))
          if (ethLots === 0n && reaching < 0)
            assert.equal(
              taken,
              surpluses.reduce((a, b) => (a > b ? a : b)),
            )
        },
      ),
      {
        numRuns: 150,
        examples: [
          // The last step closes the one ETH lot and jumps; the top lies before it, at 35 lots.
          [
            39n,
            1n,
            116,
            levelsOf([49_998n, 9n], [49_868n, 25n], [48_928n, 1n], [48_538n, 4n]),
            levelsOf([24_620n, 1n]),
            levelsOf([25_001n, 1n]),
          ],
        ],
      },
    )
  })
})

const levelsOf = (...levels: (readonly [bigint, bigint])[]) => levels
