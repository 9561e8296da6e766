import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { toCsv } from './csv.ts'

describe('toCsv', () => {
  const rows = [
    ['soft', 'soft'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['=1+1', "'=1+1"], // a spreadsheet would compute it
    ['@cmd', "'@cmd"],
    ['-12.50', '-12.50'], // a plain decimal stays a number
    ['-x', "'-x"],
    [0.1, '0.1'],
    [-3, '-3'],
    [null, ''],
  ] as const
  for (const [value, written] of rows)
    test(`${String(value)} → ${written}`, () => assert.equal(toCsv(['h'], [[value]]), `h\n${written}\n`))
})
