import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { tagOf } from './tag.ts'

const branch = (properties: object): { readonly type: 'object'; readonly properties: object } => ({
  type: 'object',
  properties,
})
const fixed = (text: string): object => ({ const: text })
const any = { type: 'string' }

describe('tagOf', () => {
  test('finds the key that fixes another text in every branch, wherever it stands', () => {
    const [a, b] = [branch({ time: any, kind: fixed('a') }), branch({ kind: fixed('b'), time: any })]
    assert.deepEqual(tagOf([a, b]), {
      key: 'kind',
      branches: new Map([
        ['a', a],
        ['b', b],
      ]),
    })
  })

  test('a branch may answer to several texts', () => {
    const [a, b] = [branch({ kind: { enum: ['a', 'c'] } }), branch({ kind: fixed('b') })]
    assert.deepEqual(
      [...(tagOf([a, b])?.branches.entries() ?? [])],
      [
        ['a', a],
        ['c', a],
        ['b', b],
      ],
    )
  })

  test('null beside objects does not hinder', () => {
    const a = branch({ kind: fixed('a') })
    assert.equal(tagOf([a, { type: 'null' }])?.key, 'kind')
  })

  const without = [
    ['two branches of one text', [branch({ kind: fixed('a') }), branch({ kind: fixed('a') })]],
    ['a branch that leaves it open', [branch({ kind: fixed('a') }), branch({ kind: any })]],
    ['no objects', [{ type: 'string' }, { type: 'null' }]],
    ['no branches', []],
  ] as const
  for (const [what, branches] of without) test(`there is none with ${what}`, () => assert.equal(tagOf(branches), null))
})
