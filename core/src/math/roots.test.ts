import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { bisectInteger, brent } from './roots.ts'

describe('bisectInteger', () => {
  const rows = [
    [0n, 10n, 7n, 7n],
    [0n, 10n, 0n, 0n], // holds at the lower end
    [0n, 10n, -5n, 0n], // holds everywhere
    [0n, 10n, 10n, 10n], // holds at the upper end only
    [0n, 10n, 11n, null], // holds nowhere
    [-9n, -2n, -4n, -4n],
    [5n, 5n, 5n, 5n],
    [5n, 5n, 6n, null],
    [6n, 5n, 0n, null], // an empty interval
  ] as const
  for (const [lo, hi, threshold, expected] of rows)
    test(`[${lo}, ${hi}] with threshold ${threshold} gives ${expected}`, () =>
      assert.equal(
        bisectInteger(lo, hi, (n) => n >= threshold),
        expected,
      ))
  test('finds what a walk from below finds', () => {
    const small = fc.bigInt({ min: -60n, max: 60n })
    fc.assert(
      fc.property(small, small, small, (lo, hi, threshold) => {
        let walk: bigint | null = null
        for (let n = lo; n <= hi && walk === null; n += 1n) if (n >= threshold) walk = n
        assert.equal(
          bisectInteger(lo, hi, (n) => n >= threshold),
          walk,
        )
      }),
    )
  })
  test('asks at most 2 + log2(hi − lo) times and never outside the interval', () => {
    let asked = 0
    const hi = 2n ** 200n
    const found = bisectInteger(0n, hi, (n) => {
      asked += 1
      assert.ok(n >= 0n && n <= hi)
      return n * n >= 10n ** 60n
    })
    assert.equal(found, 10n ** 30n)
    assert.ok(asked <= 202)
  })
})

const search = (lo: number, hi: number): { lo: number; hi: number; tolerance: number; evaluationsMax: number } => ({
  lo,
  hi,
  tolerance: 1e-14,
  evaluationsMax: 200,
})

describe('brent', () => {
  const rows = [
    ['x² − 2', (x: number) => x * x - 2, 0, 2, 1.4142135623730951],
    ['x² − 2, ends exchanged', (x: number) => x * x - 2, 2, 0, 1.4142135623730951],
    ['x³ − 2x − 5, Wallis', (x: number) => x * x * x - 2 * x - 5, 2, 3, 2.0945514815423265],
    ['root at the lower end', (x: number) => x - 1, 1, 4, 1],
    ['root at the upper end', (x: number) => x - 4, 1, 4, 4],
    ['a jump counts as a root', (x: number) => (x < 0.3 ? -1 : 1), 0, 1, 0.3],
    ['flat on both sides: x⁹', (x: number) => x ** 9, -1, 1.5, 0],
  ] as const
  for (const [name, f, lo, hi, root] of rows)
    test(`${name}: within the tolerance`, () => {
      const result = brent(f, search(lo, hi))
      assert.ok(
        result.kind === 'found' && Math.abs(result.x - root) <= 1e-14 + 9e-16 * Math.abs(root),
        JSON.stringify(result),
      )
    })
  test('finds the root of every increasing cubic that a bisection finds', () => {
    const part = fc.double({ min: 0.01, max: 100, noNaN: true })
    fc.assert(
      fc.property(part, part, fc.double({ min: -50, max: 50, noNaN: true }), (cubic, linear, root) => {
        const f = (x: number): number => cubic * (x - root) ** 3 + linear * (x - root)
        const result = brent(f, { lo: -100, hi: 100, tolerance: 1e-10, evaluationsMax: 100 })
        assert.ok(result.kind === 'found' && Math.abs(result.x - root) <= 1e-10 + 1e-15 * Math.abs(root))
      }),
    )
  })
  // Bisection alone needs 48 evaluations for 1e-14; interpolation is superlinear, so a smooth root takes a handful.
  for (const [name, f, lo, hi] of [
    ['x³ − 2x − 5', (x: number) => x * x * x - 2 * x - 5, 2, 3],
    ['x² − 2', (x: number) => x * x - 2, 0, 2],
    ['1/x − 0.7', (x: number) => 1 / x - 0.7, 0.5, 4],
  ] as const)
    test(`interpolates: ${name} takes at most 11 evaluations`, () => {
      const result = brent(f, search(lo, hi))
      assert.ok(result.kind === 'found' && result.evaluations <= 11, JSON.stringify(result))
    })
  test('says so where f does not change sign', () =>
    assert.deepEqual(
      brent((x) => x * x + 1, search(-1, 2)),
      { kind: 'no-sign-change', atLo: 2, atHi: 5 },
    ))
  test('names the point where f has no value', () => {
    assert.deepEqual(brent(Math.sqrt, search(-1, 2)), { kind: 'not-a-number', x: -1 })
    const broken = brent((x) => (x === -1 || x === 1 ? x : NaN), search(-1, 1))
    assert.equal(broken.kind, 'not-a-number')
  })
  test('returns a bracket of the root when its evaluations run out', () => {
    const result = brent((x) => x ** 9 - 1e-6, { lo: -1, hi: 4, tolerance: 1e-15, evaluationsMax: 8 })
    const root = 10 ** (-6 / 9)
    assert.ok(result.kind === 'not-converged' && result.lo <= root && root <= result.hi)
  })
  test('never evaluates more often than allowed', () => {
    let count = 0
    brent((x) => ((count += 1), x ** 9 - 1e-6), { lo: -1, hi: 4, tolerance: 0, evaluationsMax: 12 })
    assert.ok(count <= 12)
  })
})
