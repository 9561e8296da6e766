import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { ratio, ratioOf, ticks } from '../../units/index.ts'
import { defineAsset, defineSpot } from '../../instruments/index.ts'
import type { IndexPrint } from '../../market/index.ts'
import { evidence, now } from '../fixtures.ts'
import { judgeMark } from '../judge.ts'
import type { ConversionRule } from '../rules.ts'
import type { Mark } from '../types.ts'

const spot = (id: string, base: string, tickSize: string) =>
  defineSpot({
    id,
    base: defineAsset(base, 18),
    quote: defineAsset('USDC', 6),
    tickSize: ratioOf(tickSize),
    lotSize: ratioOf('0.001'),
  })
const eth = spot('ETH/USDC', 'ETH', '0.1')
const wrapped = spot('WETH/USDC', 'WSTETH', '0.01')

const rule: ConversionRule = {
  kind: 'conversion',
  base: 'ETH/USDC',
  redemption: { source: 'contract', step: ratioOf('0.000001'), ageMax: 60_000 },
  changeMax: ratioOf('0.001'),
  changePer: 3_600_000,
  market: {
    index: { sources: [{ source: 'pool', weight: 1n }], ageMax: 60_000, deviationMax: null },
    discountMax: ratioOf('0.05'),
  },
}
const ethMark: Mark = {
  instrument: 'ETH/USDC',
  price: ticks(20_000n),
  index: ticks(20_000n),
  status: 'fine',
  time: now,
}

const printed = (source: string, price: bigint, time: number): IndexPrint => ({
  source,
  instrument: 'WETH/USDC',
  price: ticks(price),
  time,
})

interface Terms {
  readonly stated: bigint
  readonly pool?: bigint
  readonly base?: Mark | null
  readonly previous?: Mark | null
  readonly after?: number
  readonly by?: ConversionRule
}

const judged = ({ stated, pool, base = ethMark, previous = null, after = 0, by = rule }: Terms): Mark | null => {
  const time = now + after
  return judgeMark(
    by,
    evidence({
      instrument: wrapped,
      prints: [printed('contract', stated, time), ...(pool === undefined ? [] : [printed('pool', pool, time)])],
      marks: new Map(base === null ? [] : [[base.instrument, base]]),
      instruments: new Map([[eth.id, eth]]),
      previous,
      now: time,
    }),
  )
}

describe('conversion', () => {
  // ETH at 2 000.0 in ticks of 0.1 and 1.15 for one: 2 300.00 in ticks of 0.01.
  test('the base mark times the ratio, in ticks of its own', () =>
    assert.equal(judged({ stated: 1_150_000n })?.price, 230_000n))
  test('rounds down to a tick', () => assert.equal(judged({ stated: 1_150_004n })?.price, 230_000n))
  test('a peg is the ratio alone', () =>
    assert.equal(judged({ stated: 999_900n, by: { ...rule, base: null } })?.price, 99n))
  test('its own market never enters the price; a discount beyond the cap is suspect', () => {
    const at = (pool: bigint) => judged({ stated: 1_150_000n, pool })
    assert.deepEqual([at(218_500n)?.price, at(218_500n)?.status], [230_000n, 'fine'])
    assert.deepEqual([at(218_499n)?.price, at(218_499n)?.status], [230_000n, 'suspect'])
    assert.deepEqual([at(241_501n)?.price, at(241_501n)?.status], [230_000n, 'suspect'])
    assert.equal(at(115_000n)?.trouble?.doubt, 'discount')
  })
  test('a ratio that halves is followed by a thousandth an hour', () => {
    const first = judged({ stated: 1_150_000n })
    const later = judged({ stated: 575_000n, previous: first, after: 3_600_000 })
    // 2 300.00 less a thousandth.
    assert.equal(later?.price, 229_770n)
    assert.equal(judged({ stated: 575_000n, previous: first, after: 1_800_000 })?.price, 229_885n)
  })
  test('a mark whose base is in doubt is in doubt with it, and follows its price', () => {
    const found = judged({ stated: 1_150_000n, base: { ...ethMark, price: ticks(19_000n), status: 'stale' } })
    assert.deepEqual([found?.price, found?.status, found?.trouble?.doubt], [218_500n, 'suspect', 'base'])
  })
  test('without base or ratio the price stays', () => {
    const first = judged({ stated: 1_150_000n })
    assert.equal(judged({ stated: 1_150_000n, base: null, previous: first })?.status, 'suspect')
    const silent = judgeMark(rule, evidence({ instrument: wrapped, previous: first, now: now + 60_001 }))
    assert.deepEqual([silent?.price, silent?.status], [230_000n, 'stale'])
    assert.equal(judged({ stated: 1_150_000n, base: null }), null)
  })

  test('whatever the source states, the ratio moves at most by its speed, however the time is split', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.bigInt(1n, 10n ** 7n), fc.nat(7_200_000)), { maxLength: 12 }), (steps) => {
        let [previous, after] = [judged({ stated: 1_000_000n }), 0]
        for (const [stated, wait] of steps) {
          after += wait
          const next = judged({ stated, previous, after })
          assert.ok(previous?.memory?.kind === 'redemption' && next?.memory?.kind === 'redemption')
          const [before, moved] = [previous.memory.ratio, ratio(next.memory.ratio - previous.memory.ratio)]
          assert.ok((moved < 0n ? -moved : moved) * 3_600_000_000n <= before * BigInt(wait))
          previous = next
        }
      }),
    ))
})
