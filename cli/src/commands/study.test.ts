import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { ebb } from '../run.fixtures.ts'

const dataRoot = process.env['EBB_DATA'] ?? null

describe('ebb study wick', () => {
  test('without a data folder names both ways to give one', async () => {
    const { code, err } = await ebb(['study', 'wick'], { dataRoot: null })
    assert.equal(code, 2)
    assert.match(err, /--data = nothing .*EBB_DATA/)
  })
  test('a folder without the files names the first that is missing, and nothing is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-study-'))
    try {
      const { code, err } = await ebb(['study', 'wick', '--data', folder, '--out', join(folder, 'out')])
      assert.equal(code, 2)
      assert.match(err, /binance-delivery_1s_2025-10-10/)
      assert.deepEqual(readdirSync(folder), [])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  test('knows no other study', async () => {
    const { code, err } = await ebb(['study', 'flood'])
    assert.equal(code, 2)
    assert.match(err, /wick/)
    assert.match(err, /adl/)
  })
  test('answers from recorded data', { skip: dataRoot === null ? 'EBB_DATA is not set' : false }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-study-'))
    try {
      const out = join(folder, 'wick')
      const asked = ['study', 'wick', '--minutes', '1', '--accounts', '4', '--quiet', '--out', out]
      const { code, out: text } = await ebb(asked, { dataRoot })
      assert.equal(code, 0)
      assert.match(text, /FIL +84\.7% +17\.3% +52\.3%/)
      assert.match(text, /volume-index liquidated exactly/)
      assert.deepEqual(readdirSync(out).toSorted(), ['accounts.svg', 'report.html', 'study.json'])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('ebb study adl', () => {
  test('a folder without the files names the first that is missing, and nothing is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-study-'))
    try {
      const { code, err } = await ebb(['study', 'adl', '--data', folder, '--out', join(folder, 'out')])
      assert.equal(code, 2)
      assert.match(err, /adl_waves_policy_metrics/)
      assert.deepEqual(readdirSync(folder), [])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  test('answers from recorded data', { skip: dataRoot === null ? 'EBB_DATA is not set' : false }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-study-'))
    try {
      const out = join(folder, 'adl')
      const { code, out: text } = await ebb(['study', 'adl', '--quiet', '--out', out], { dataRoot })
      assert.equal(code, 0)
      assert.match(text, /Needed \$15\.1M, taken \$60\.1M/)
      const files = ['report.html', 'rules.csv', 'study.json', 'waves.csv', 'waves.svg']
      assert.deepEqual(readdirSync(out).toSorted(), files)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
