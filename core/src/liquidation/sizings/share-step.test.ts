import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf, RATIO_ONE } from '../../units/index.ts'
import { allProRata } from '../directions/all-pro-rata.ts'
import { atMark, holder, shown, usdc, viewOf } from '../fixtures.ts'
import { afterShare, leastShare, shareStep } from './share-step.ts'

const terms = (equity: bigint, requirement: bigint, fee = '0') => ({
  equity: atoms(equity),
  requirement: atoms(requirement),
  feeRate: ratioOf(fee),
})

describe('afterShare', () => {
  test('a quarter of 100 at half a fee', () =>
    assert.deepEqual(Object.values(afterShare(terms(90n, 100n, '0.5'), ratioOf('0.25'))), [
      75n,
      13n,
      77n,
      974025974025974026n,
    ]))
  test('there is no ratio without equity, and one below zero for a debt', () => {
    assert.equal(afterShare(terms(10n, 100n, '0.5'), ratioOf('0.2')).ratio, null)
    assert.equal(afterShare(terms(-30n, 100n, '0.5'), ratioOf('0.2')).ratio, ratioOf('-2'))
  })
})

describe('leastShare', () => {
  const rows = [
    // 80 / 90, 60 / 90, 40 / 90 without a fee
    ['90', '100', '0', '0.9', '0.2'],
    // equal to the target is not below it: 60 / 80 at 0.75
    ['80', '100', '0', '0.75', '0.6'],
    ['80', '100', '0', '0.76', '0.4'],
    ['10', '100', '0', '0.9', '1'],
    ['-5', '100', '0', '0.9', '1'],
    // 80 / 100 after one step is not below 0.8
    ['100', '100', '0', '0.8', '0.4'],
    // already below: one step
    ['200', '100', '0', '0.9', '0.2'],
    // 10 are missing, a share frees 100 - 0.9 · 100 = 10: above 1
    ['100', '100', '1', '0.9', '1'],
    // a fee of twice what is freed, only the first step could do it: 80 against 0.9 · 80 and 0.9 · 90
    ['120', '100', '2', '0.9', '1'],
    ['130', '100', '2', '0.9', '0.2'],
  ] as const
  for (const [equity, requirement, fee, target, share] of rows)
    test(`${requirement} over ${equity} below ${target}: ${share}`, () => {
      const given = { step: ratioOf('0.2'), target: ratioOf(target) }
      assert.equal(leastShare(terms(usdc(equity), usdc(requirement), fee), given), ratioOf(share))
    })

  test('it is below the target unless it is everything, and one step less is not', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-50n, 2_000n),
        fc.bigInt(1n, 1_000n),
        fc.constantFrom('0', '0.3', '0.9'),
        (equity, required, fee) => {
          const given = terms(equity, required, fee)
          const share = leastShare(given, { step: ratioOf('0.1'), target: ratioOf('0.9') })
          // ten times everything, so that nothing is rounded
          const below = (x: bigint): boolean => {
            const left = equity * 100n - x * required * BigInt(Math.round(Number(fee) * 10))
            return left > 0n && required * (10n - x) * 10n * 10n < 9n * left
          }
          const tenths = share / (RATIO_ONE / 10n)
          assert.ok(tenths === 10n || below(tenths))
          assert.ok(tenths === 1n || !below(tenths - 1n))
        },
      ),
    )
  })
})

describe('share-step', () => {
  const slice = (cash: string, rate: string) => {
    const view = viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n), atMark('ETH-PERP', -40n)]) })
    const path = allProRata.create({})(view)
    const sized = shareStep.create({ step: '0.2', ratio: '0.9' })(view, path, ratioOf(rate))
    return { legs: shown(path.at(sized.step)), sized }
  }
  // 100 · 500 · 2 % + 40 · 250 · 4 % = 1 400; 1 120 / 1 300 = 0.86
  test('all positions by one share', () => assert.deepEqual(slice('1300', '0').legs, ['BTC-PERP -20', 'ETH-PERP 8']))
  // 1 120 / 1 200 = 0.93, 840 / 1 200 = 0.7
  test('the next step where the first does not do', () =>
    assert.deepEqual(slice('1200', '0').legs, ['BTC-PERP -40', 'ETH-PERP 16']))
  // 60 000 notional at 1 %: 120 a step; 1 120 / 1 180 = 0.95, 840 / 1 060 = 0.79
  test('the penalty counts', () => assert.deepEqual(slice('1300', '0.01').legs, ['BTC-PERP -40', 'ETH-PERP 16']))
  test('everything where nothing would do, and it says so', () => {
    const { legs, sized } = slice('-1', '0')
    assert.deepEqual(legs, ['BTC-PERP -100', 'ETH-PERP 40'])
    assert.equal(sized.reachable, false)
  })
  test('a step of nothing and a ratio above one are refused', () =>
    assert.deepEqual(
      shareStep.check({ step: '0', ratio: '1.1' }).map(({ field }) => field),
      ['step', 'ratio'],
    ))
  test('a step of an atom is found at once, the same as share by share', () => {
    assert.equal(
      leastShare(terms(80n, 100n, '0.5'), { step: ratio(1n), target: ratioOf('0.9') }),
      509_090_909_090_909_091n,
    )
    const amount = fc.bigInt(0n, 200n)
    const rate = fc.integer({ min: 0, max: 20 }).map((tenths) => ratioOf(String(tenths / 10)))
    fc.assert(
      fc.property(
        amount,
        amount,
        rate,
        rate,
        fc.integer({ min: 1, max: 12 }),
        (equity, requirement, feeRate, target, n) => {
          const account = { equity: atoms(equity * 10n ** 18n), requirement: atoms(requirement * 10n ** 18n), feeRate }
          const step = ratio(RATIO_ONE / BigInt(n))
          const multiples = Array.from({ length: n }, (_, k) => ratio(step * BigInt(k + 1)))
          const enough = multiples.find((share) => {
            const { requirement: left, equity: after } = afterShare(account, share)
            return share < RATIO_ONE && left * RATIO_ONE < target * after
          })
          assert.equal(leastShare(account, { step, target }), enough ?? RATIO_ONE)
        },
      ),
    )
  })
  test('a share is a whole when the step does not divide it', () =>
    assert.equal(leastShare(terms(0n, 100n), { step: ratio(RATIO_ONE / 3n), target: RATIO_ONE }), RATIO_ONE))
})
