import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { metricLong, metricShort } from './metric.ts'

describe('metricShort and metricLong', () => {
  const rows = [
    ['1234567.25', 'money', '1.23M', '1,234,567.25 USDC'],
    [0.1234, 'ratio', '12.3%', '12.3%'],
    [1.01936, 'number', '1.02', '1.019'],
    [-13.257, 'bps', '-13.3', '-13.26 bp'],
    [3_725, 'seconds', '3.73k', '1 h 02 min 05 s'],
    [10_000, 'count', '10,000', '10,000'],
    [null, 'ratio', '-', 'n/a (nothing to divide by)'],
    [undefined, 'money', '-', 'n/a (nothing to divide by)'],
  ] as const
  for (const [value, unit, short, long] of rows)
    test(`${String(value)} as ${unit}`, () => {
      assert.equal(metricShort(value, unit), short)
      assert.equal(metricLong(value, unit, 'USDC'), long)
    })
})
