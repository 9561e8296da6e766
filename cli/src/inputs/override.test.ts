import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { WireError } from '@ebbline/wire'
import { applyOverrides, parseOverride, type Override } from './override.ts'

const set = (text: string): Override => {
  const parsed = parseOverride(text)
  assert.ok(parsed !== null)
  return parsed
}

describe('parseOverride', () => {
  const rows = [
    ['a=1', { path: ['a'], text: '1' }],
    ['a.b.0.c=x=y', { path: ['a', 'b', '0', 'c'], text: 'x=y' }],
    ['a=', { path: ['a'], text: '' }],
    ['=1', null],
    ['a', null],
    ['a..b=1', null],
    ['', null],
  ] as const
  for (const [text, expected] of rows) test(`'${text}'`, () => assert.deepEqual(parseOverride(text), expected))
})

describe('applyOverrides', () => {
  const base = { fee: '0.0005', clock: { batchMs: 5000, on: true }, rows: [{ floor: '0' }, { floor: '10' }] }
  const rows = [
    ['fee=0.001', { ...base, fee: '0.001' }], // a text stays a text, though it looks like a number
    ['clock.batchMs=1000', { ...base, clock: { batchMs: 1000, on: true } }],
    ['clock.batchMs=soon', { ...base, clock: { batchMs: 'soon', on: true } }], // the schema refuses it later
    ['rows.1.floor=20', { ...base, rows: [{ floor: '0' }, { floor: '20' }] }],
    ['clock={"batchMs":1}', { ...base, clock: { batchMs: 1 } }],
  ] as const
  for (const [text, expected] of rows)
    test(text, () => {
      const before = structuredClone(base)
      assert.deepEqual(applyOverrides('s.json', base, [set(text)]), expected)
      assert.deepEqual(base, before)
    })

  test('later overrides see earlier ones', () =>
    assert.deepEqual(applyOverrides('s.json', base, [set('fee=1'), set('fee=2')]), { ...base, fee: '2' }))

  for (const text of ['fees=1', 'clock.batchMs.x=1', 'rows.2.floor=1', 'rows.-1=1', 'rows.x=1', '__proto__.x=1'])
    test(`${text} names what exists`, () =>
      assert.throws(
        () => applyOverrides('s.json', base, [set(text)]),
        (error) => error instanceof WireError && error.message.includes('s.json'),
      ))

  test('a near miss is suggested', () =>
    assert.throws(() => applyOverrides('s.json', base, [set('clock.batchms=1')]), /did you mean batchMs\?/))

  test('any text on any value either changes it or is refused by name', () =>
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, value) => {
        const override = parseOverride(text)
        if (override === null) return
        try {
          applyOverrides('any.json', value, [override])
        } catch (error) {
          assert.ok(error instanceof WireError)
        }
      }),
    ))
})
