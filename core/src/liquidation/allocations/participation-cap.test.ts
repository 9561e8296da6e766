import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratio } from '../../units/index.ts'
import { btc, leg, shown, windowOn } from '../fixtures.ts'
import type { Budget, DraftLeg, Proposal } from '../types.ts'
import { participationCap } from './participation-cap.ts'

const { budget, allocate } = participationCap.create({ share: '0.1' })

const proposal = (account: string, rank: bigint, legs: readonly DraftLeg[], whole = false): Proposal => ({
  account,
  rank: ratio(rank),
  legs,
  whole,
})
const cap = (instrument: string, buy: bigint | null, sell: bigint | null): Budget => ({
  instrument,
  buy: buy === null ? null : lots(buy),
  sell: sell === null ? null : lots(sell),
})

describe('participationCap budget', () => {
  for (const [volume, expected] of [
    [0n, 0n],
    [1n, 1n], // one lot where anything trades
    [19n, 1n],
    [20n, 2n],
    [1_009n, 100n],
    [-5n, 0n],
  ] as const)
    test(`a tenth of ${volume} lots is ${expected}`, () => assert.equal(budget(windowOn(btc, volume)), expected))
})

describe('participationCap allocate', () => {
  test('serves the worst account first and says who was bound', () => {
    const grants = allocate(
      [
        proposal('mild', 9n, [leg('BTC-PERP', -8n)]),
        proposal('worst', 1n, [leg('BTC-PERP', -7n)]),
        proposal('late', 10n, [leg('BTC-PERP', -1n)]),
      ],
      [cap('BTC-PERP', 0n, 10n)],
    )
    assert.deepEqual(
      grants.map((grant) => [grant.account, shown(grant.legs), grant.bound]),
      [
        ['worst', ['BTC-PERP -7'], []],
        ['mild', ['BTC-PERP -3'], ['BTC-PERP']],
        ['late', [], ['BTC-PERP']],
      ],
    )
  })
  test('counts buys and sells apart', () => {
    const grants = allocate(
      [proposal('seller', 1n, [leg('BTC-PERP', -9n)]), proposal('buyer', 2n, [leg('BTC-PERP', 9n)])],
      [cap('BTC-PERP', 5n, 4n)],
    )
    assert.deepEqual(
      grants.map((grant) => shown(grant.legs)),
      [['BTC-PERP -4'], ['BTC-PERP 5']],
    )
  })
  test('grants a whole proposal whole or not at all, and spends nothing on a refused one', () => {
    const grants = allocate(
      [
        proposal('whole', 1n, [leg('ETH-PERP', -2n), leg('BTC-PERP', -6n)], true),
        proposal('next', 2n, [leg('BTC-PERP', -5n), leg('ETH-PERP', -2n)]),
      ],
      [cap('BTC-PERP', null, 5n), cap('ETH-PERP', null, 2n)],
    )
    assert.deepEqual(
      grants.map((grant) => [shown(grant.legs), grant.bound]),
      [
        [[], ['BTC-PERP']],
        [['BTC-PERP -5', 'ETH-PERP -2'], []],
      ],
    )
  })
  test('cuts both sides of a hedge in one proportion, and what goes one way leg by leg', () => {
    const budgets = [cap('BTC-PERP', 5n, 5n), cap('ETH-PERP', 90n, 90n), cap('SOL-PERP', null, 0n)]
    const granted = (...legs: readonly DraftLeg[]) => shown(allocate([proposal('a', 1n, legs)], budgets)[0]?.legs ?? [])
    assert.deepEqual(granted(leg('BTC-PERP', -20n), leg('ETH-PERP', 82n)), ['BTC-PERP -5', 'ETH-PERP 20']) // 82 · 5 / 20 = 20.5
    assert.deepEqual(granted(leg('BTC-PERP', -20n), leg('ETH-PERP', -82n)), ['BTC-PERP -5', 'ETH-PERP -82'])
    assert.deepEqual(granted(leg('SOL-PERP', -1n), leg('ETH-PERP', 82n)), [])
  })
  test('a market without a budget is not capped', () => {
    assert.deepEqual(shown(allocate([proposal('a', 1n, [leg('SOL-PERP', 70n)])], [])[0]?.legs ?? []), ['SOL-PERP 70'])
  })

  const size = fc.bigInt(-40n, 40n).filter((lots) => lots !== 0n)
  const legs = fc
    .uniqueArray(fc.tuple(fc.constantFrom('BTC-PERP', 'ETH-PERP', 'SOL-PERP'), size), {
      selector: ([id]) => id,
      maxLength: 3,
    })
    .map((list) => list.map(([id, lots]) => leg(id, lots)))
  const proposals = fc
    .array(fc.tuple(fc.bigInt(0n, 3n), legs, fc.boolean()), { maxLength: 8 })
    .map((list) => list.map(([rank, wanted, whole], index) => proposal(`account-${index}`, rank, wanted, whole)))
  const caps = fc
    .tuple(
      ...['BTC-PERP', 'ETH-PERP', 'SOL-PERP'].map((id) =>
        fc.tuple(fc.constant(id), fc.option(fc.bigInt(0n, 60n)), fc.option(fc.bigInt(0n, 60n))),
      ),
    )
    .map((list) => list.map(([id, buy, sell]) => cap(id, buy, sell)))

  test('never above a proposal, never above a budget, blind to the order of its input, bound said where it bound', () => {
    fc.assert(
      fc.property(proposals, caps, (wanted, budgets) => {
        const grants = allocate(wanted, budgets)
        assert.deepEqual(allocate(wanted.toReversed(), budgets.toReversed()), grants)
        assert.equal(grants.length, wanted.length)
        for (const grant of grants) {
          const asked = wanted.find((each) => each.account === grant.account)?.legs ?? []
          for (const { instrument, size } of asked) {
            const got = grant.legs.find((each) => each.instrument === instrument)?.size ?? 0n
            assert.ok(size > 0n ? got >= 0n && got <= size : got <= 0n && got >= size)
            const whole = wanted.find((each) => each.account === grant.account)?.whole ?? false
            if (!whole) assert.equal(grant.bound.includes(instrument), got !== size)
            else assert.equal(grant.legs.length === 0 && asked.length > 0, grant.bound.length > 0)
          }
        }
        const spent = (id: string, sign: bigint): bigint =>
          grants
            .flatMap((grant) => grant.legs)
            .filter((each) => each.instrument === id && each.size * sign > 0n)
            .reduce((sum, each) => sum + each.size * sign, 0n)
        for (const { instrument, buy, sell } of budgets) {
          if (buy !== null) assert.ok(spent(instrument, 1n) <= buy)
          if (sell !== null) assert.ok(spent(instrument, -1n) <= sell)
        }
      }),
      { numRuns: 200 },
    )
  })
})
