import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WHOLE } from './error.ts'
import { locate } from './locate.ts'

const stage = {
  anyOf: [
    {
      type: 'object',
      properties: { rule: { const: 'full', type: 'string' } },
      required: ['rule'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        rule: { const: 'fraction', type: 'string' },
        share: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      },
      required: ['rule', 'share'],
      additionalProperties: false,
    },
  ],
}

const rows: readonly (readonly [string, object, unknown, readonly (readonly [string, string])[]])[] = [
  ['nothing where all is well', stage, { rule: 'full' }, []],
  [
    'the branch that the value names, not the others',
    stage,
    { rule: 'fraction', share: 2 },
    [['share', 'a finite number above 0, up to 1']],
  ],
  ['a missing field', stage, { rule: 'fraction' }, [['share', 'a finite number above 0, up to 1']]],
  ['a stranger and what is known', stage, { rule: 'full', share: 1 }, [['share', 'only the fields rule']]],
  ['a name that no branch has', stage, { rule: 'half' }, [['rule', 'one of "full", "fraction"']]],
  ['a name that is not there', stage, {}, [['rule', 'one of "full", "fraction"']]],
  ['a value of no branch', stage, 7, [[WHOLE, 'an object']]],
  [
    'null or a text, of the one that fits',
    { anyOf: [{ type: 'string', maxLength: 2 }, { type: 'null' }] },
    'abc',
    [[WHOLE, 'a text with characters up to 2']],
  ],
  ['null or a text, of neither', { anyOf: [{ type: 'string' }, { type: 'null' }] }, 3, [[WHOLE, 'a text, or null']]],
  [
    'an item of a list',
    { type: 'array', items: { type: 'integer', minimum: 1 } },
    [1, 0, 1.5],
    [
      ['1', 'a whole number from 1'],
      ['2', 'a whole number from 1'],
    ],
  ],
  ['a list that is too long', { type: 'array', maxItems: 1 }, [1, 2], [[WHOLE, 'a list with entries up to 1']]],
  [
    'a value under any key',
    { type: 'object', additionalProperties: { type: 'boolean' } },
    { a: true, b: 'no' },
    [['b', 'true or false']],
  ],
  [
    'the words of a described text',
    { type: 'string', pattern: '^a$', description: 'the letter a' },
    'b',
    [[WHOLE, 'the letter a']],
  ],
  ['the form of an undescribed text', { type: 'string', pattern: '^a$' }, 'b', [[WHOLE, 'a text of the form ^a$']]],
  ['an enumeration', { enum: ['x', 2] }, 3, [[WHOLE, 'one of "x", 2']]],
  ['NaN', { type: 'number' }, Number.NaN, [[WHOLE, 'a finite number']]],
  ['nothing for keywords that it does not know', { not: {} }, 3, []],
]

describe('locate', () => {
  for (const [what, schema, value, found] of rows)
    test(`names ${what}`, () =>
      assert.deepEqual(
        locate(schema, value, WHOLE).map(({ field, allowed }) => [field, allowed]),
        found,
      ))

  test('names twenty problems at most', () => {
    const many = Array.from({ length: 1_000 }, () => 'x')
    assert.equal(locate({ type: 'array', items: { type: 'number' } }, many, WHOLE).length, 20)
  })
})
