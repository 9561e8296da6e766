import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { CaseShapeError, exactIn, numberIn } from './adapter.ts'

describe('exactIn', () => {
  const rows = [
    [4.5, 450n],
    ['4.50', 450n],
    ['-7', -700n],
    ['4.5e2', 45_000n],
    ['4.5E-1', 45n],
    ['-1e-2', -1n],
    ['0.045e+2', 450n],
    ['0e5', 0n],
    [1e21, 10n ** 23n],
    [1e-2, 1n],
    ['12345678901234567890.12', 1_234_567_890_123_456_789_012n],
  ] as const
  for (const [value, exact] of rows)
    test(`${typeof value} ${value} at two decimals is ${exact}`, () =>
      assert.equal(exactIn({ x: value }, 'x', 2), exact))

  test('no digit of a small double is lost', () =>
    assert.equal(exactIn({ x: 1.234567890123456e-7 }, 'x', 22), 1_234_567_890_123_456n))

  for (const value of ['', 'abc', '1e', '1e-3', 0.001, true, null, undefined, [1], '1e9999'])
    test(`${JSON.stringify(value) ?? 'nothing'} is refused by its name`, () =>
      assert.throws(() => exactIn({ x: value }, 'x', 2), CaseShapeError))
})

describe('numberIn', () => {
  test('a decimal text is the number that it states', () =>
    assert.deepEqual(
      ['0.1', '-3', '2e-3'].map((x) => numberIn({ x }, 'x')),
      [0.1, -3, 0.002],
    ))

  for (const value of ['', 'long', ' 1', '1e999', Number.NaN, null])
    test(`${JSON.stringify(value)} is refused`, () => assert.throws(() => numberIn({ x: value }, 'x'), CaseShapeError))
})
