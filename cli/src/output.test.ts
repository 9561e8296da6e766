import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fakeIo } from './io.fixtures.ts'
import { jsonText, present } from './output.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-output-'))
after(() => rmSync(folder, { recursive: true }))

const result = { json: { atoms: 12n ** 20n, marks: new Map([['BTC-PERP', 5n]]) }, text: () => 'text\n' }

describe('jsonText', () => {
  test('exact integers become decimal texts and maps objects', () =>
    assert.deepEqual(JSON.parse(jsonText(result.json)), {
      atoms: '3833759992447475122176',
      marks: { 'BTC-PERP': '5' },
    }))
})

describe('present', () => {
  test('text for people, one JSON value for programs', () => {
    const io = fakeIo()
    present(io, {}, result)
    present(io, { json: true }, result)
    assert.equal(io.stdout(), `text\n${jsonText(result.json)}`)
  })
  test('--out writes a file in the working folder and nothing on stdout', () => {
    const io = fakeIo({ cwd: folder })
    present(io, { out: 'a/b.txt' }, result)
    assert.equal(io.stdout(), '')
    assert.equal(readFileSync(join(folder, 'a', 'b.txt'), 'utf8'), 'text\n')
  })
})
