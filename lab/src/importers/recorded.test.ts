import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readBands } from './bands.ts'
import { checkDataset, formatOf } from './dataset.ts'

interface Listed {
  readonly path: string
  readonly rows: number
  readonly sha256: string
}

const root = process.env['EBB_DATA']
const skip = root === undefined ? 'EBB_DATA is not set' : false
const listed = (): readonly Listed[] => {
  const index = JSON.parse(readFileSync(join(root ?? '', 'index.json'), 'utf8')) as {
    readonly files: readonly Listed[]
  }
  return index.files
}

/** Larger files, and two of three of a form, are left to the command. */
const ROWS_MAX = 170_000
const EVERY = 3

describe('recorded data', () => {
  // a sample of every form; `ebb data check` reads the whole folder
  test(
    'rows and hash are those of the index, and no file has a flaw that its form does not allow',
    { skip },
    async () => {
      const met = new Map<string, number>()
      for (const { path, rows, sha256 } of listed()) {
        const file = join(root ?? '', path)
        const format = rows > ROWS_MAX ? null : await formatOf(file)
        if (format === null) continue
        const count = met.get(format.name) ?? 0
        met.set(format.name, count + 1)
        if (count % EVERY > 0) continue
        const manifest = await checkDataset(file)
        assert.deepEqual([path, manifest.rows, manifest.sha256], [path, rows, sha256])
        assert.deepEqual(
          manifest.flaws.filter((flaw) => !flaw.allowed),
          [],
          path,
        )
      }
      assert.ok(met.size >= 10, [...met.keys()].join(' '))
    },
  )

  // counted with the system's zcat and grep ',1$'
  test('10,340 bands of 2025-10-10 are refused as suspect, all of them from 15:23:04 UTC on', { skip }, async () => {
    const path = listed().find((one) => one.path.includes('bookdepth'))?.path ?? ''
    const { data, manifest } = await readBands(join(root ?? '', path))
    assert.equal(manifest.refused, 10_340)
    assert.equal(data.timeMs.length, manifest.rows - manifest.refused)
    assert.ok(data.timeMs.every((time) => time < Date.UTC(2025, 9, 10, 15, 23, 4)))
  })
})
