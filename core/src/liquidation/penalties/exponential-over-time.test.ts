import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { formatRatio, ratio, ratioOf } from '../../units/index.ts'
import { accrue, accruedRate } from '../accrual.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import type { PenaltyAccrual } from '../types.ts'
import { exponentialOverTime } from './exponential-over-time.ts'

const rule = { scale: '0.002', growth: '3', most: '0.03', per: 60, cap: 'none' }
const half = ratioOf('0.0069')

describe('accrue', () => {
  test('the rate of the earlier look counts until the next one', () => {
    const first = accrue(undefined, 1_000, half)
    assert.deepEqual(first, { time: 1_000, rate: half, area: 0n })
    const second = accrue(first, 4_000, ratioOf('0.001'))
    assert.deepEqual(second, { time: 4_000, rate: ratioOf('0.001'), area: 3_000n * half })
    assert.equal(accruedRate(second, 5_000, { per: 10_000, most: ratioOf('1') }), (3n * half) / 10n + ratioOf('0.0001'))
  })
  test('a look at which nothing changed changes nothing, so a path may be cut into any number of looks', () => {
    const path = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.bigInt(0n, 10n ** 16n)), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(path, fc.integer({ min: 2, max: 5 }), (steps, cuts) => {
        const total = (each: number): bigint => {
          let [time, accrual] = [0, undefined as PenaltyAccrual | undefined]
          for (const [span, rate] of steps) {
            for (let cut = 0; cut < each; cut += 1)
              accrual = accrue(accrual, time + Math.floor((span * cut) / each), ratio(rate))
            time += span
          }
          return accruedRate(accrual, time, { per: 1_000, most: ratioOf('1000') })
        }
        return total(1) === total(cuts)
      }),
    )
  })
})

describe('exponentialOverTime', () => {
  const account = holder('500', [atMark('BTC-PERP', 100n)])
  const rateAfter = (time: number, accrual?: PenaltyAccrual): string => {
    const episode = accrual === undefined ? startMemory(0) : { ...startMemory(0), accrual }
    return formatRatio(exponentialOverTime.create(rule)(viewOf({ account, time, episode })).rate)
  }
  test('charges what has built up, not the moment', () => {
    assert.equal(rateAfter(30_000), '0') // nothing yet, deep as the breach is
    assert.equal(rateAfter(30_000, { time: 0, rate: half, area: ratio(0n) }), '0.00345') // half of a minute
    assert.equal(rateAfter(600_000, { time: 0, rate: half, area: ratio(0n) }), '0.03') // the most
  })
  test('builds up at the penalty of the moment', () => {
    const rate = exponentialOverTime.accrues?.(rule)(viewOf({ account })) ?? ratio(0n)
    assert.ok(formatRatio(rate).startsWith('0.0069633781406')) // 0.002 (e^1.5 - 1)
  })
})
