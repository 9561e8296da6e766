import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratio, ratioOf, type Ratio } from '../../units/index.ts'
import type { Position } from '../../accounts/index.ts'
import { untouchedProRata } from '../directions/untouched-pro-rata.ts'
import { atMark, book, holder, shown, viewOf, type ViewTerms } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { untouchedNow } from '../untouched.ts'
import type { LiquidationView } from '../types.ts'
import { asymptoticCurve } from './asymptotic-curve.ts'

const rule = { from: '1.5', steepness: '1.5' }
const slice = (view: LiquidationView, parameters = rule): readonly string[] => {
  const path = untouchedProRata.create({})(view)
  return shown(path.at(asymptoticCurve.create(parameters)(view, path, ratio(0n)).step))
}
const btc = (size: bigint): Position => atMark('BTC-PERP', size)
const holding = (cash: string, size = 100n, terms: Partial<ViewTerms> = {}) =>
  viewOf({ account: holder(cash, [btc(size)]), ...terms })
/** A view of what is left of an account of which the episode found 100 BTC lots and saw a lowest health. */
const later = (left: bigint, lowest: string) => {
  const untouched = { ...untouchedNow(holding('1000')), lowest: ratioOf(lowest) }
  return holding('1000', left, { episode: { ...startMemory(0), untouched } })
}

// 100 BTC lots of 500: requirement 1 000, so cash of 1 000 is health 1: u = 1/3, F = 1 - e^-0.75 = 0.527633.
describe('asymptoticCurve', () => {
  for (const [cash, legs] of [
    ['1500', []],
    ['1499.999999', ['BTC-PERP -1']],
    ['1000', ['BTC-PERP -53']],
    ['0', ['BTC-PERP -100']],
    ['-5', ['BTC-PERP -100']],
  ] as const)
    test(`equity ${cash} of 1 000 closes ${legs.join() || 'nothing'}`, () =>
      assert.deepEqual(slice(holding(cash)), legs))
  for (const [what, left, lowest, legs] of [
    ['nothing more while there is no new low', 47n, '1', []],
    ['what is missing to the new low', 47n, '0.5', ['BTC-PERP -43']], // u = 2/3: F = 1 - e^-3 = 0.950213, 96 in all
    ['what the trader closed counts', 20n, '1', []],
    ['a rise brings nothing back', 47n, '1.4', []],
  ] as const)
    test(what, () => assert.deepEqual(slice(later(left, lowest)), legs))
  test('`to` moves the end up', () => {
    // u = 0.5 / 1.3: F = 1 - e^(-1.5 · 0.625) = 0.608394
    assert.deepEqual(slice(holding('1000'), { ...rule, to: '0.2' } as typeof rule), ['BTC-PERP -61'])
    assert.deepEqual(slice(holding('200'), { ...rule, to: '0.2' } as typeof rule), ['BTC-PERP -100'])
  })
  test('a thin book makes it slower, by the root of the depth', () => {
    const books = [book('BTC-PERP', [[49_900n, 100n]], [])]
    // δ = 1 of 4: κ = 1.5 / 2, F = 1 - e^-0.375 = 0.312711
    assert.deepEqual(slice(holding('1000', 100n, { books }), { ...rule, depth: '4' } as typeof rule), ['BTC-PERP -32'])
  })
  test('volatility makes it steeper', () => {
    const view = { ...holding('1000'), volatility: (): Ratio => ratioOf('1.6') }
    // κ = 3: F = 1 - e^-1.5 = 0.776870
    assert.deepEqual(slice(view, { ...rule, volatility: '0.8' } as typeof rule), ['BTC-PERP -78'])
  })
  test('worse health never closes less, in 20,000 pairs of accounts', () => {
    const drawn = fc.tuple(fc.bigInt(1n, 400n), fc.bigInt(-400n, 400n), fc.bigInt(-100n, 1_600n), fc.bigInt(1n, 500n))
    const closed = (cash: bigint, first: bigint, second: bigint): bigint => {
      const positions = [btc(first), ...(second === 0n ? [] : [atMark('ETH-PERP', second)])]
      const view = viewOf({ account: holder(String(cash), positions) })
      const path = untouchedProRata.create({})(view)
      return asymptoticCurve.create(rule)(view, path, ratio(0n)).step
    }
    fc.assert(
      fc.property(
        drawn,
        ([first, second, cash, less]) => closed(cash - less, first, second) >= closed(cash, first, second),
      ),
      { numRuns: 20_000 },
    )
  })
  for (const [field, value] of [
    ['from', '0'],
    ['steepness', '0'],
    ['steepness', '21'],
    ['volatility', '0'],
    ['depthExponent', '4'],
  ] as const)
    test(`refuses ${field} ${value}`, () => {
      assert.deepEqual(
        asymptoticCurve.check({ ...rule, [field]: value }).map((problem) => problem.field),
        [field],
      )
    })
  test('refuses an end above its start', () => {
    assert.equal(asymptoticCurve.check({ ...rule, to: '1.5' })[0]?.allowed, 'from 1.5 > to 1.5 is required')
  })
})
