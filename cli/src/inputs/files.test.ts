import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { WireError } from '@ebbline/wire'
import { readText, writeWhole } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-files-'))
after(() => rmSync(folder, { recursive: true }))

describe('readText', () => {
  test('reads UTF-8', () => {
    writeFileSync(join(folder, 'a'), 'µ €')
    assert.equal(readText(join(folder, 'a')), 'µ €')
  })
  const refusals = [
    ['a missing file', () => join(folder, 'missing'), /no such file/],
    ['a folder', () => folder, /a folder/],
    ['other bytes', () => join(folder, 'bytes'), /not UTF-8/],
    ['a name that is too long', () => join(folder, 'x'.repeat(5000)), /too long/],
    ['a NUL in the name', () => 'a\0b', /ERR_INVALID_ARG_VALUE/],
  ] as const
  writeFileSync(join(folder, 'bytes'), Uint8Array.from([0x7b, 0xff, 0xfe]))
  for (const [what, path, message] of refusals)
    test(`${what} is refused by name`, () =>
      assert.throws(
        () => readText(path()),
        (error) => error instanceof WireError && message.test(error.message),
      ))
})

describe('writeWhole', () => {
  test('replaces a file and leaves no sibling', () => {
    const path = join(folder, 'deep', 'er', 'out.json')
    writeWhole(path, 'one')
    writeWhole(path, 'two')
    assert.equal(readFileSync(path, 'utf8'), 'two')
    assert.deepEqual(readdirSync(join(folder, 'deep', 'er')), ['out.json'])
  })
  test('a path through a file is refused', () => {
    writeFileSync(join(folder, 'plain'), '')
    assert.throws(() => writeWhole(join(folder, 'plain', 'x'), 'x'), WireError)
  })
  test('a place that cannot be written is refused and left as it was', () => {
    const path = join(folder, 'taken')
    mkdirSync(join(path, 'inside'), { recursive: true })
    assert.throws(() => writeWhole(path, 'x'), WireError)
    assert.deepEqual(readdirSync(path), ['inside'])
    assert.ok(readdirSync(folder).every((name) => !name.endsWith('.partial')))
  })
})
