import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { holder, viewOf } from '../fixtures.ts'
import type { Parameters, Trigger, Wake } from '../types.ts'
import { anyOf } from './any.ts'

const level = (multiple: string): Wake => ({ kind: 'health', multiple: ratioOf(multiple) })
const fixed = (holds: boolean, wake: Wake = { kind: 'always' }): Trigger => ({
  holds: () => ({ holds, facts: () => ({ seen: String(holds) }) }),
  wake,
})
const TRIGGERS: Readonly<Record<string, Trigger>> = {
  yes: fixed(true),
  no: fixed(false),
  one: fixed(true, level('1')),
  half: fixed(true, level('0.5')),
  inside: fixed(true, { kind: 'episode' }),
}
const compile = (nested: Parameters): Trigger => TRIGGERS[String(nested['rule'])] ?? assert.fail('unknown rule')
const of = (...rules: readonly string[]) => anyOf.create({ of: rules.map((rule) => ({ rule })) }, compile)
const view = viewOf({ account: holder('1', []) })

describe('anyOf', () => {
  test('asks every nested trigger', () => {
    assert.equal(of('yes', 'yes').holds(view).holds, true)
    assert.equal(of('yes', 'no').holds(view).holds, true)
    assert.equal(of('no', 'yes').holds(view).holds, true)
    assert.equal(of('no', 'no').holds(view).holds, false)
  })
  test('keeps the facts of each under its place', () => {
    assert.deepEqual(of('yes', 'no').holds(view).facts(), {
      'of[0]': 'holds',
      'of[0].seen': 'true',
      'of[1]': 'does not hold',
      'of[1].seen': 'false',
    })
  })
  test('wakes when it could first come true', () => {
    assert.deepEqual(of('one', 'half').wake, { kind: 'health', multiple: ratioOf('1') })
    assert.deepEqual(of('one', 'inside').wake, { kind: 'health', multiple: ratioOf('1') })
    assert.deepEqual(of('one', 'yes').wake, { kind: 'always' })
    assert.deepEqual(of('inside').wake, { kind: 'episode' })
    assert.deepEqual(of('yes').wake, { kind: 'always' })
  })
})
