import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { WireError } from './error.ts'
import { parseJson, wholeFile } from './json.ts'

describe('parseJson', () => {
  test('names the file, the place and what is wrong', () => {
    assert.throws(
      () => parseJson(wholeFile('a.json'), '{"a":}'),
      /^WireError: a\.json: \(whole\) = Unexpected token '}'.* is refused; allowed: one JSON value/,
    )
    assert.throws(() => parseJson(wholeFile('a.json'), '  '), /the text is empty/)
    assert.throws(
      () => parseJson({ file: 'j', field: 'line 2', bytesMax: 3 }, '[1,2]'),
      /line 2 = 5 characters .* at most 3 bytes/,
    )
  })

  test('any text gives a value or a WireError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[[\]{}",:0eE.-]*$/)), (text) => {
        try {
          assert.deepEqual(parseJson(wholeFile('f'), text), JSON.parse(text))
        } catch (error) {
          assert.ok(error instanceof WireError)
        }
      }),
    )
  })
})
