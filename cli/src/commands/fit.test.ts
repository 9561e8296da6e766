import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { ebb } from '../run.fixtures.ts'

describe('ebb fit', () => {
  test('without a data folder names both ways to give one', async () => {
    const { code, err } = await ebb(['fit'], { dataRoot: null })
    assert.equal(code, 2)
    assert.match(err, /--data = nothing .*EBB_DATA/)
  })
  test('a folder without the files names the first that is missing, and nothing is printed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-fit-'))
    try {
      const { code, out, err } = await ebb(['fit', '--data', folder])
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, /binance-coinm_BTCUSD_PERP_depth/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  for (const day of ['1 May', '2026-13-01', '2026-02-30', '2026-2-1'])
    test(`${day} is no day and refused`, async () => {
      const { code, err } = await ebb(['fit', '--date', day])
      assert.equal(code, 2)
      assert.match(err, /2026-02-01/)
    })
})
