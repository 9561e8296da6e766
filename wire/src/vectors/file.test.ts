import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { WireError } from '../error.ts'
import { compareCase } from './compare.ts'
import { parseVectorFile } from './file.ts'
import { NumberLiteral } from './literal.ts'

const abs = (num: bigint, den: bigint): unknown => ({
  kind: 'all',
  bound: { abs: { num, den }, rel: { num: 0n, den: 1n } },
})

describe('parseVectorFile', () => {
  test('joins the parameters of the file with the inputs of the case, which win', () => {
    const file = parseVectorFile(
      'v.json',
      '{"system":"S","parameters":{"a":1,"b":2},"tolerance":{"default":0},"vectors":[{"id":"i","formula":"f","inputs":{"b":3},"expected":{"x":1}}]}',
    )
    assert.deepEqual([file.system, file.cases[0]?.inputs], ['S', { a: 1, b: 3 }])
  })

  test('keeps the digits of expected numbers', () => {
    const [first] = parseVectorFile(
      'v',
      '{"vectors":[{"id":"i","formula":"f","inputs":{},"expected":{"x":[0.100000000000000000001]},"tolerance":0}]}',
    ).cases
    const list = first?.expected['x']
    assert.ok(Array.isArray(list) && list[0] instanceof NumberLiteral)
    assert.equal(list[0].text, '0.100000000000000000001')
  })

  test('an input that no double holds stays a text, in lists too', () => {
    const text =
      '{"vectors":[{"id":"i","formula":"f","inputs":{"a":9007199254740993,"b":[0.1,{"c":1e-400}],"d":"x"},"expected":{"x":1},"tolerance":0}]}'
    const inputs = { a: '9007199254740993', b: [0.1, { c: '1e-400' }], d: 'x' }
    assert.deepEqual(parseVectorFile('v', text).cases[0]?.inputs, inputs)
  })

  const row = (id: string, more: string): string => `{"id":"${id}","formula":"f","inputs":{},"expected":{"x":1}${more}}`
  test('a case has its own tolerance, or that of formula and group, formula, default, in this order', () => {
    const shared = '{"f/g":{"abs":0.1},"f":{"abs":0.2},"default":{"abs":0.3}}'
    const rows = [
      row('own', ',"group":"g","tolerance":{"abs":0.4}'),
      row('group', ',"group":"g"'),
      row('other', ',"group":"h"'),
      row('plain', ''),
    ]
    const other = '{"id":"elsewhere","formula":"g","inputs":{},"expected":{"x":1}}'
    const file = parseVectorFile('v', `{"tolerance":${shared},"vectors":[${rows.join(',')},${other}]}`)
    assert.deepEqual(
      file.cases.map(({ tolerance }) => tolerance),
      [abs(4n, 10n), abs(1n, 10n), abs(2n, 10n), abs(2n, 10n), abs(3n, 10n)],
    )
  })

  const faults = [
    ['[]', '(whole)'],
    ['{}', 'vectors'],
    ['{"vectors":[{"formula":"f","inputs":{},"expected":{"x":1},"tolerance":0}]}', 'vectors.0.id'],
    ['{"vectors":[{"id":"i","inputs":{},"expected":{"x":1},"tolerance":0}]}', 'vectors.0.formula'],
    ['{"vectors":[{"id":"i","formula":"f","expected":{"x":1},"tolerance":0}]}', 'vectors.0.inputs'],
    ['{"vectors":[{"id":"i","formula":"f","inputs":{},"expected":{},"tolerance":0}]}', 'vectors.0.expected'],
    ['{"vectors":[{"id":"i","formula":"f","inputs":{},"expected":{"x":1}}]}', 'tolerance (for f)'],
    [`{"vectors":[${row('i', ',"tolerance":0.1')}]}`, 'vectors.0.tolerance'],
    [`{"vectors":[${row('i', ',"tolerance":{"abs":-1}')}]}`, 'vectors.0.tolerance'],
    [`{"vectors":[${row('i', ',"tolerance":{"abs":"1"}')}]}`, 'vectors.0.tolerance'],
    [`{"vectors":[${row('i', ',"tolerance":{}')}]}`, 'vectors.0.tolerance'],
    [`{"vectors":[${row('i', ',"tolerance":{"x":{"near":1}}')}]}`, 'vectors.0.tolerance'],
    [`{"vectors":[${row('i', ',"tolerance":0')},${row('i', ',"tolerance":0')}]}`, 'vectors.1.id'],
    ['not json', '(whole)'],
  ] as const
  for (const [text, field] of faults)
    test(`refuses ${text.slice(0, 60)} at ${field}`, () =>
      assert.throws(
        () => parseVectorFile('v', text),
        (error) => error instanceof WireError && error.problems[0]?.field === field,
      ))

  const folder = process.env['EBB_VECTORS']
  test('reads every file of EBB_VECTORS, and each case meets its own numbers', { skip: folder === undefined }, () => {
    let cases = 0
    for (const name of readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.json')) continue
      for (const found of parseVectorFile(name, readFileSync(join(folder ?? '', name), 'utf8')).cases) {
        cases += 1
        assert.deepEqual(compareCase(found, found.expected), [], `${name} ${found.id}`)
        if (found.tolerance.kind === 'by-field')
          assert.deepEqual([...found.tolerance.fields.keys()].toSorted(), Object.keys(found.expected).toSorted())
      }
    }
    assert.ok(cases > 0)
  })
})
