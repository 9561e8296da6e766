import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { feeRamp, rampedFee } from './fee-ramp.ts'

describe('rampedFee', () => {
  const ramp = { base: 100n, most: 2_000n, graceSlots: 10n, perSlot: 7n }
  const rows = [
    [0n, 100n],
    [9n, 100n],
    [10n, 170n], // all ten slots count, not only what follows them
    [100n, 800n],
    [271n, 1_997n],
    [272n, 2_000n],
    [10n ** 12n, 2_000n],
  ] as const
  for (const [slots, fee] of rows) test(`after ${slots} slots: ${fee}`, () => assert.equal(rampedFee(ramp, slots), fee))
})

describe('feeRamp', () => {
  const parameters = { keeper: '0.01', keeperMost: '0.05', graceSlots: 1_500, perSlot: '0.000001', slotMs: 400 }
  const view = (time: number) => viewOf({ account: holder('900', [atMark('BTC-PERP', 100n)]), time })
  const keeperAt = (time: number) => feeRamp.create(parameters)(view(time)).keeper
  test('slots are counted whole since the episode began', () => {
    assert.equal(keeperAt(599_999), ratioOf('0.01'))
    assert.equal(keeperAt(600_000), ratioOf('0.0115'))
    assert.equal(keeperAt(600_399), ratioOf('0.0115'))
    assert.equal(keeperAt(100_000_000), ratioOf('0.05'))
  })
  test('the fund gets nothing', () => assert.equal(feeRamp.create(parameters)(view(0)).rate, 0n))
  test('a fee that would fall is refused with the inequality', () =>
    assert.equal(
      feeRamp.check({ ...parameters, keeperMost: '0.005' })[0]?.allowed,
      'keeper 0.01 <= keeperMost 0.005 is required',
    ))
  test('a fee above all of the notional is refused', () =>
    assert.equal(feeRamp.check({ ...parameters, keeperMost: '1.5' })[0]?.field, 'keeperMost'))
})
