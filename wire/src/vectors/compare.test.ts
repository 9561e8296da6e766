import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compareCase, compareOutputs } from './compare.ts'
import { parseVectorFile } from './file.ts'

/** Compares outputs with a case written as in a vector file. */
const judge = (expected: string, tolerance: string, got: Readonly<Record<string, unknown>>): readonly string[] => {
  const text = `{"vectors":[{"id":"a","formula":"f","inputs":{},"expected":${expected},"tolerance":${tolerance}}]}`
  const [first] = parseVectorFile('v.json', text).cases
  assert.ok(first !== undefined)
  return compareCase(first, got).map((mismatch) => mismatch.path)
}

const rows: readonly (readonly [string, string, string, Readonly<Record<string, unknown>>, readonly string[]])[] = [
  ['decimals of one value are equal', '{"x":4.50}', '0', { x: '4.5' }, []],
  ['text, number and bigint meet as numbers', '{"x":"7","y":7,"z":"7.0"}', '0', { x: 7n, y: '7', z: 7 }, []],
  ['one atom off is a miss', '{"x":"1000000000000000000000"}', '0', { x: 1_000_000_000_000_000_000_001n }, ['x']],
  ['digits beyond a double are seen in a number', '{"x":9007199254740993}', '0', { x: 9_007_199_254_740_992n }, ['x']],
  [
    'digits beyond a double are seen in a decimal',
    '{"x":0.12345678901234567891}',
    '0',
    { x: '0.12345678901234567890' },
    ['x'],
  ],
  ['minus zero is zero', '{"x":0}', '0', { x: -0 }, []],
  ['at the absolute bound it passes', '{"x":10}', '{"abs":0.5}', { x: 10.5 }, []],
  ['above the absolute bound it fails', '{"x":10}', '{"abs":0.5}', { x: '10.5000000000000000001' }, ['x']],
  ['at the relative bound it passes', '{"x":-200}', '{"rel":0.01}', { x: -202 }, []],
  ['above the relative bound it fails', '{"x":-200}', '{"rel":0.01}', { x: '-202.0000001' }, ['x']],
  ['of two bounds the larger counts, small numbers', '{"x":0}', '{"rel":1e-9,"abs":1e-280}', { x: 1e-280 }, []],
  ['of two bounds the larger counts, large numbers', '{"x":1000}', '{"rel":1e-2,"abs":1e-280}', { x: 1010 }, []],
  ['a bound of zero is exact', '{"x":1.5}', '{"abs":0}', { x: '1.50000000000001' }, ['x']],
  [
    'each field has its own bound',
    '{"x":1,"y":1,"z":1}',
    '{"x":{"abs":1},"y":{"abs":0.1},"z":0}',
    { x: 2, y: 1.2, z: 1 },
    ['y'],
  ],
  [
    'a bound by field reaches into lists and objects',
    '{"x":[1,{"a":2}]}',
    '{"x":{"abs":0.5}}',
    { x: [1.4, { a: 2.6 }] },
    ['x.1.a'],
  ],
  ['a field that is missing is a miss', '{"x":1,"y":2}', '{"abs":5}', { x: 1 }, ['y']],
  ['further outputs are free', '{"x":1}', '0', { x: 1, y: 2 }, []],
  ['a list of another length is a miss', '{"x":[1,2]}', '{"abs":9}', { x: [1, 2, 3] }, ['x']],
  ['a step may list fewer fields', '{"steps":[{"a":1},{"b":2}]}', '0', { steps: [{ a: 1, b: 9 }, { b: 2 }] }, []],
  ['a list is no object', '{"x":[1]}', '0', { x: { 0: 1 } }, ['x']],
  ['booleans compare exactly', '{"x":true,"y":false}', '{"abs":9}', { x: true, y: true }, ['y']],
  ['a boolean is no number', '{"x":1}', '{"abs":9}', { x: true }, ['x']],
  [
    'texts compare exactly',
    '{"status":"limitAlreadyExceeded"}',
    '{"abs":9}',
    { status: 'limitalreadyexceeded' },
    ['status'],
  ],
  ['verdicts compare exactly', '{"verdict":"revert:TooMuch"}', '0', { verdict: 'revert:TooMuch' }, []],
  ['numbers do not answer a verdict', '{"verdict":"healthy"}', '0', { close: 5 }, ['verdict']],
  ['a verdict does not answer numbers', '{"close":5}', '0', { verdict: 'healthy' }, ['close']],
  ['null is null', '{"x":null}', '0', { x: null }, []],
  ['null is not nothing', '{"x":null}', '0', {}, ['x']],
  ['NaN matches no number', '{"x":1}', '{"abs":9}', { x: Number.NaN }, ['x']],
  ['a rational equals its terms', '{"x":{"num":1,"den":3}}', '0', { x: { num: 1n, den: 3n } }, []],
  ['a rational equals another form of it', '{"x":{"num":"1","den":"4"}}', '0', { x: '0.25' }, []],
  ['a rational is not its rounding', '{"x":{"num":1,"den":3}}', '0', { x: '0.33333333333333333333' }, ['x']],
  ['a rational has a tolerance too', '{"x":{"num":1,"den":3}}', '{"abs":1e-9}', { x: 0.3333333333 }, []],
  ['a key of the prototype is no output', '{"constructor":1}', '0', {}, ['constructor']],
]

describe('compareCase', () => {
  for (const [rule, expected, tolerance, got, misses] of rows)
    test(rule, () => assert.deepEqual(judge(expected, tolerance, got), misses))

  test('says what was expected, what came, and what was allowed', () => {
    const expected = { x: 2, list: [1, 2] }
    const bound = { abs: { num: 1n, den: 1_000n }, rel: { num: 0n, den: 1n } }
    assert.deepEqual(compareOutputs(expected, { x: 3n, list: [1n] }, { kind: 'all', bound }), [
      { path: 'x', expected: '2', got: '3', allowed: 'within 1e-3' },
      { path: 'list', expected: '2 entries', got: '1 entries', allowed: 'the same number of entries' },
    ])
  })
})
