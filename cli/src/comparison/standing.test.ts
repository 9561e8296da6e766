import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { standingsOf } from './standing.ts'

describe('standingsOf', () => {
  const rows = [
    [['1', '2', '3'], 'lower', 'best between worst'],
    [['1', '2', '3'], 'higher', 'worst between best'],
    [['-1.5', '-2', '0'], 'lower', 'between best worst'],
    [['1', '1', '2'], 'lower', 'best best worst'],
    [['1', '1.0'], 'lower', 'between between'], // equal values of different texts
    [['100000000000000000000.1', '100000000000000000000.2'], 'lower', 'best worst'], // one double, two amounts
    [[0.1, 0.2], 'higher', 'worst best'],
    [['1', null, '3'], 'lower', 'between between between'],
    [['1'], 'lower', 'between'],
    [[], 'lower', ''],
  ] as const
  for (const [values, better, expected] of rows)
    test(`${JSON.stringify(values)}, ${better} is better`, () =>
      assert.equal(standingsOf(values, better).join(' '), expected))
})
