import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fakeIo } from '../io.fixtures.ts'
import { dataRootOf } from './data-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-data-'))
after(() => rmSync(folder, { recursive: true }))

describe('dataRootOf', () => {
  test('takes the option before the environment, relative to where the user is', () => {
    const io = fakeIo({ cwd: dirname(folder), dataRoot: '/nowhere' })
    assert.equal(dataRootOf(basename(folder), io), folder)
    assert.equal(dataRootOf(undefined, { ...io, dataRoot: folder }), folder)
  })
  test('is null where nobody names one, or an empty name', () => {
    assert.equal(dataRootOf(undefined, fakeIo()), null)
    assert.equal(dataRootOf(undefined, fakeIo({ dataRoot: '' })), null)
  })
  test('refuses what is no folder, by the name of who said it', () => {
    const file = join(folder, 'a.csv')
    writeFileSync(file, 'x')
    assert.throws(() => dataRootOf(file, fakeIo()), /--data = .*a\.csv is refused/)
    assert.throws(
      () => dataRootOf(undefined, fakeIo({ dataRoot: '/no/such' })),
      /EBB_DATA = \/no\/such is refused.*there is none/,
    )
  })
})
