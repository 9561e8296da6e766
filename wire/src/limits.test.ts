import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { WHOLE, WireError } from './error.ts'
import { DEPTH_MAX, requireShallow, requireSize, utf8Bytes } from './limits.ts'

describe('utf8Bytes', () => {
  test('counts what an encoder writes, lone surrogates included', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '\ud800', '\udc00', '\udc00\ud800'),
        (text, lone) => {
          assert.equal(utf8Bytes(text + lone), new TextEncoder().encode(text + lone).length)
        },
      ),
    )
  })
})

describe('requireSize', () => {
  const rows = [
    ['aaaa', 4, true],
    ['aaaaa', 4, false],
    ['éé', 4, true],
    ['ééa', 4, false],
    ['', 0, true],
  ] as const
  for (const [text, most, fits] of rows)
    test(`'${text}' ${fits ? 'fits into' : 'is too large for'} ${most} bytes`, () => {
      const run = (): void => requireSize('f', WHOLE, text, most)
      if (fits) run()
      else assert.throws(run, WireError)
    })
})

describe('requireShallow', () => {
  const nest = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

  test(`takes nesting of ${DEPTH_MAX} and refuses ${DEPTH_MAX + 1} by name`, () => {
    requireShallow('f', WHOLE, nest(DEPTH_MAX))
    assert.throws(() => requireShallow('f', 'line 3', nest(DEPTH_MAX + 1)), {
      name: 'WireError',
      message:
        'f: line 3 = nesting of 65 at character 64 is refused; allowed: lists and objects nested at most 64 deep; flatten the document',
    })
  })

  test('does not count brackets within texts, whatever is escaped there', () => {
    requireShallow('f', WHOLE, `["${'['.repeat(100)}","\\"${'{'.repeat(100)}"]`)
  })

  test('a million open brackets end at once', () => {
    assert.throws(() => requireShallow('f', WHOLE, '['.repeat(1_000_000)), WireError)
  })
})
