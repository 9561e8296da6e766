import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { lots } from '../units/index.ts'
import { marketWindow } from './allocations/market-window.ts'
import { independent } from './allocations/independent.ts'
import { btc } from './fixtures.ts'
import { windowSteps } from './window-steps.ts'

describe('windowSteps', () => {
  // 1 % of 100 BTC, a tenth of it, ten seconds: 1 BTC is 100 lots
  const window = (skewBelow: string) =>
    marketWindow.create({
      makerFee: '0.005',
      takerFee: '0.005',
      skewScale: '100',
      multiplier: '0.1',
      windowSeconds: 10,
      skewBelow,
    })
  const steps = (...requests: readonly (readonly [second: number, request: bigint, skewBelow: string])[]) =>
    windowSteps(
      btc,
      requests.map(([second, request, skewBelow]) => ({
        time: second * 1_000,
        request: lots(request),
        skew: lots(0n),
        allocation: skewBelow === 'endorsed' ? independent.create({}) : window(skewBelow),
      })),
    )
  test('the window fills, and empties as its oldest part leaves it', () =>
    assert.deepEqual(steps([0, 60n, '0'], [4, 60n, '0'], [9, 5n, '0'], [10, 90n, '0'], [14, 90n, '0']), [
      60n,
      40n,
      0n,
      60n,
      40n,
    ]))
  test('a balanced market lets another one through at another moment', () =>
    assert.deepEqual(steps([0, 150n, '0.1'], [0, 50n, '0.1'], [1, 50n, '0.1'], [1, 1n, '0.1']), [100n, 0n, 50n, 0n]))
  test('an endorsed liquidator is not held, and counts', () =>
    assert.deepEqual(steps([0, 150n, 'endorsed'], [1, 50n, '0'], [10, 50n, '0']), [150n, 0n, 50n]))
})
