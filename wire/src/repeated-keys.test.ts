import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseJson, wholeFile } from './json.ts'
import { repeatedKey } from './repeated-keys.ts'

describe('repeatedKey', () => {
  const rows = [
    ['{"a":1,"b":2}', null],
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"a":{"a":1},"b":{"a":2}}', null],
    ['[{"a":1},{"a":1}]', null],
    ['{"x":[0,{"y":1},{"y":[],"z":"}{","y":3}]}', 'x.2.y'],
    ['{"a":"a","b":"a,\\"a\\":1"}', null],
    ['["a","a"]', null],
    ['{"a":["a","b"],"a":1}', 'a'],
    ['"a"', null],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ] as const
  for (const [text, path] of rows) test(`${text} → ${path}`, () => assert.equal(repeatedKey(text), path))

  test('what a program prints repeats no key', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 5 }), (text) => repeatedKey(text) === null))
  })

  test('a file with a repeated key is refused by path', () => {
    assert.throws(
      () => parseJson(wholeFile('p.json'), '{"size":{"share":"0.1","share":"0.9"}}'),
      /p\.json: size\.share = given twice/,
    )
  })
})
