import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { fillableSpread } from './fillable-spread.ts'

describe('fillableSpread', () => {
  const rows = [
    ['0.05', '1.5', '0.02', '0.075', '0.055'],
    ['0.03', '1', '0', '0.03', '0.03'],
    ['0.01', '0.1', '0.004', '0.001', '-0.003'],
  ] as const
  for (const [rate, spread, distance, most, covered] of rows)
    test(`${spread} times ${rate} is ${most}, ${covered} beyond ${distance}`, () =>
      assert.deepEqual(fillableSpread(ratioOf(rate), ratioOf(spread), ratioOf(distance)), {
        most: ratioOf(most),
        covered: ratioOf(covered),
      }))
})
