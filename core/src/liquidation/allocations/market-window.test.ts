import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, magnitude, ratio, ratioOf } from '../../units/index.ts'
import { btc, eth, leg, shown, windowOn } from '../fixtures.ts'
import type { Budget, Proposal } from '../types.ts'
import { marketWindow, windowCapacity, windowLeft, type WindowTerms } from './market-window.ts'

/** 1 % of 1 000 BTC, four times, ten seconds: 400 BTC are 40 000 lots of 0.01. */
const terms: WindowTerms = {
  makerFee: ratioOf('0.004'),
  takerFee: ratioOf('0.006'),
  skewScale: ratioOf('1000'),
  multiplier: ratioOf('4'),
  windowSeconds: 10,
  skewBelow: ratioOf('0'),
}
const parameters = {
  makerFee: '0.004',
  takerFee: '0.006',
  skewScale: '1000',
  multiplier: '4',
  windowSeconds: 10,
}

describe('windowCapacity', () => {
  test('counts in lots', () => assert.equal(windowCapacity(terms, btc), 40_000n))
  test('is rounded down to one', () =>
    assert.equal(windowCapacity({ ...terms, multiplier: ratioOf('0.00019'), windowSeconds: 1 }, btc), 0n))
})

describe('windowLeft', () => {
  const window = (given: object) => ({ ...windowOn(btc, 0n), time: 20_000, ...given })
  test('what was taken after the window began counts', () => {
    const taken = (since: number) => lots(since < 10_001 ? 30_000n : 0n)
    assert.equal(windowLeft(terms, window({ taken })), 10_000n)
    assert.equal(windowLeft(terms, window({ taken, time: 20_001 })), 40_000n)
  })
  const full = { taken: () => lots(41_000n), last: 19_999 }
  const rows = [
    ['nothing is left of a full window', terms, full, 0n],
    [
      'nearly balanced, another one',
      { ...terms, skewBelow: ratioOf('0.06') },
      { ...full, skew: lots(-5_999n) },
      40_000n,
    ],
    ['at the bound, none', { ...terms, skewBelow: ratioOf('0.06') }, { ...full, skew: lots(6_000n) }, 0n],
    ['not twice at one moment', { ...terms, skewBelow: ratioOf('0.06') }, { ...full, last: 20_000 }, 0n],
    ['a part is left: no more than that', { ...terms, skewBelow: ratioOf('0.06') }, { taken: () => lots(1n) }, 39_999n],
  ] as const
  for (const [rule, given, flow, expected] of rows)
    test(rule, () => assert.equal(windowLeft(given, window(flow)), expected))
})

describe('market-window', () => {
  const strategy = marketWindow.create({ ...parameters, skewScales: { ETH: '10' } })
  const proposal = (account: string, rank: bigint, ...legs: Proposal['legs']): Proposal => ({
    account,
    rank: ratio(rank),
    legs,
    whole: false,
  })
  const cap = (instrument: string, left: bigint): Budget => ({ instrument, buy: lots(left), sell: lots(left) })
  const granted = (proposals: readonly Proposal[], budgets: readonly Budget[]) =>
    strategy
      .allocate(proposals, budgets)
      .map(({ account, legs, bound }) => [account, shown(legs).join(' '), bound.join()])

  test('looks back as far as its window', () => assert.equal(strategy.lookbackMs, 10_000))
  test('a market may have its own scale', () => {
    assert.equal(strategy.budget(windowOn(btc, 0n)), 40_000n)
    assert.equal(strategy.budget(windowOn(eth, 0n)), 40n) // 4 ETH
  })
  test('the worst account goes first, and both sides draw on one window', () =>
    assert.deepEqual(
      granted(
        [proposal('b', 2n, leg('BTC-PERP', -7n)), proposal('a', 1n, leg('BTC-PERP', 5n), leg('ETH-PERP', 2n))],
        [cap('BTC-PERP', 8n), cap('ETH-PERP', 1n)],
      ),
      [
        ['a', 'BTC-PERP 5 ETH-PERP 1', 'ETH-PERP'],
        ['b', 'BTC-PERP -3', 'BTC-PERP'],
      ],
    ))
  test('a full window grants nothing', () =>
    assert.deepEqual(granted([proposal('a', 1n, leg('BTC-PERP', -5n))], [cap('BTC-PERP', 0n)]), [
      ['a', '', 'BTC-PERP'],
    ]))
  test('never more than asked for, nor than is left', () => {
    const sizes = fc.array(fc.bigInt(-50n, 50n), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, fc.bigInt(0n, 90n), (wanted, left) => {
        const proposals = wanted.map((size, index) => proposal(`a${index}`, 0n, leg('BTC-PERP', size)))
        const grants = strategy.allocate(proposals, [cap('BTC-PERP', left)])
        const sum = grants.reduce((all, grant) => all + magnitude(grant.legs[0]?.size ?? lots(0n)), 0n)
        const asked = wanted.reduce((all, size) => all + (size < 0n ? -size : size), 0n)
        assert.equal(sum, asked < left ? asked : left)
      }),
    )
  })
  test('fees above one, and a scale of nothing, are refused', () =>
    assert.deepEqual(
      marketWindow.check({ ...parameters, makerFee: '1.5', skewScale: '0' }).map(({ field }) => field),
      ['makerFee', 'skewScale'],
    ))
})
