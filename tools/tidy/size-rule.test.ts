import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { RATCHET_FILE, sizeRule, slack, tightened } from './size-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'
import type { Workspace } from './workspace.ts'

const linesOf = (count: number): string => 'a\n'.repeat(count)
const functionOf = (count: number): string => `const f = () => {\n${linesOf(count - 2)}}\n`

const sized = (texts: Readonly<Record<string, string>>, ratchet: Readonly<Record<string, unknown>>): Workspace =>
  house({ ...texts, [RATCHET_FILE]: JSON.stringify(ratchet) })

const START = { functionLines: 60, fileLines: 400, testFileLines: 400 }

describe('sizeRule', () => {
  test('a file at the ratchet passes, one line more fails', () => {
    assertFinds(sizeRule(sized({ 'lab/src/a.ts': linesOf(400), 'lab/src/b.ts': linesOf(401) }, START)), [
      'lab/src/b.ts:1: a source file of 401 lines; the ratchet holds 400',
    ])
  })

  test('a function at the ratchet passes, one line more fails at its first line', () => {
    const text = `${functionOf(60)}${functionOf(61)}`
    assertFinds(sizeRule(sized({ 'lab/src/a.ts': text }, START)), [
      'lab/src/a.ts:61: a function of 61 lines; the ratchet holds 60',
    ])
  })

  test('tests have their own measure, and their functions none', () => {
    const texts = { 'lab/src/a.test.ts': functionOf(90), 'lab/src/fixtures.ts': linesOf(101) }
    assertFinds(sizeRule(sized(texts, { functionLines: 10, fileLines: 10, testFileLines: 100 })), [
      'lab/src/fixtures.ts:1: a test file of 101 lines; the ratchet holds 100',
    ])
  })

  test('the ratchet cannot be loosened beyond its start', () => {
    assertFinds(sizeRule(sized({}, { ...START, functionLines: 61 })), [
      `${RATCHET_FILE}:1: functionLines is 61, above 60`,
    ])
  })

  test('a missing or meaningless ratchet holds nothing', () => {
    const found = sizeRule(sized({ 'lab/src/a.ts': 'a\n' }, { fileLines: 'many' }))
    assertFinds(found, ['lab/src/a.ts:1: a source file of 1 lines; the ratchet holds 0'])
  })
})

describe('tightened', () => {
  const texts = { 'lab/src/a.ts': functionOf(20), 'lab/src/b.ts': linesOf(30), 'lab/src/a.test.ts': linesOf(40) }

  test('takes the largest value of each measure', () => {
    assert.deepEqual(tightened(sized(texts, START)), { functionLines: 20, fileLines: 30, testFileLines: 40 })
  })

  test('never rises', () => {
    const ratchet = { functionLines: 19, fileLines: 29, testFileLines: 39 }
    assert.deepEqual(tightened(sized(texts, ratchet)), ratchet)
  })

  test('slack names each measure that could fall, and none that cannot', () => {
    assert.deepEqual(slack(sized(texts, { functionLines: 20, fileLines: 31, testFileLines: 40 })), [
      'fileLines 31 could be 30; tighten: node tools/tidy/main.ts --tighten',
    ])
  })
})
