import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { ebb } from '../run.fixtures.ts'
import { chainCsv } from '../surface/chain.fixtures.ts'

/** A folder that goes with the test and holds some files. */
const folderOf = (t: TestContext, files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-surface-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

describe('ebb surface', () => {
  test('tells forward, smile and verdict of the last snapshot', async (t) => {
    const cwd = folderOf(t, { 'a.csv': chainCsv('BTC', 3) })
    const { code, out } = await ebb(['surface', 'a.csv'], { cwd })
    assert.equal(code, 0)
    assert.match(out, /BTC at 3 Jan 2026, 08:00 UTC, index 99.00, svi/)
    // 58 days before 2 March, forward 100, ln(100/99)·365/58 = 6.3 % a year
    assert.match(out, /2 Mar 2026 +58 days +100\.00 +6\.3 .* none +fitted/)
    assert.match(out, /100\.0 % of 11 quotes inside bid and ask/)
  })

  test('--at all has a line a snapshot, a time the last one known then', async (t) => {
    const cwd = folderOf(t, { 'a.csv': chainCsv('BTC', 3) })
    const all = await ebb(['surface', 'a.csv', '--at', 'all'], { cwd })
    assert.equal(all.out.match(/ Jan 2026, 08:00 UTC/g)?.length, 3)
    const one = await ebb(['surface', 'a.csv', '--at', '2026-01-02T09:00'], { cwd })
    assert.match(one.out, /BTC at 2 Jan 2026/)
  })

  test('--json is one value, --out a page a chain', async (t) => {
    const cwd = folderOf(t, { 'a.csv': chainCsv('BTC', 1), 'b.csv': chainCsv('ETH', 1) })
    const { code, out } = await ebb(['surface', 'a.csv', 'b.csv', '--json', '--out', 'kept'], { cwd })
    assert.equal(code, 0)
    const { schema, chains } = JSON.parse(out) as { schema: string; chains: readonly { coin: string }[] }
    assert.deepEqual([schema, chains.map(({ coin }) => coin)], ['ebbline.surface/1', ['BTC', 'ETH']])
    assert.deepEqual(readdirSync(join(cwd, 'kept')).toSorted(), ['btc.html', 'eth.html', 'surface.json'])
    assert.match(readFileSync(join(cwd, 'kept', 'btc.html'), 'utf8'), /<h1>BTC volatility surface<\/h1>/)
  })

  test('two strikes: a stated status and no smile', async (t) => {
    const cwd = folderOf(t, { 'a.csv': chainCsv('BTC', 1, [90, 110]) })
    const { code, out } = await ebb(['surface', 'a.csv'], { cwd })
    assert.equal(code, 0)
    assert.match(out, /none: too few quotes/)
    assert.match(out, /0 fitted, 0 kept, 1 without \(too-few-quotes 1\)\.$/m)
    assert.doesNotMatch(out, /NaN|- %/)
  })

  test('a data folder is searched for what is no file here', async (t) => {
    const dataRoot = folderOf(t, { 'a.csv': chainCsv('BTC', 1) })
    assert.equal((await ebb(['surface', 'a.csv'], { dataRoot })).code, 0)
  })

  const refused = [
    ['a file that is nowhere', ['b.csv'], /chain = b\.csv .*--data, EBB_DATA/],
    ['a coin that is not there', ['a.csv', '--coin', 'ETH'], /--coin = ETH .*BTC/],
    ['a time before the first snapshot', ['a.csv', '--at', '2025-01-01'], /--at = 2025-01-01.* 2026-01-01T08:00/],
    ['a time in another form', ['a.csv', '--at', 'noon'], /2026-02-05T21:30/],
    ['a model that is none', ['a.csv', '--model', 'sabr'], /svi, ssvi, essvi/],
  ] as const
  for (const [what, args, message] of refused)
    test(`refuses ${what}: exit 2, nothing written`, async (t) => {
      const cwd = folderOf(t, { 'a.csv': chainCsv('BTC', 1) })
      const { code, out, err } = await ebb(['surface', ...args, '--out', 'kept'], { cwd, dataRoot: null })
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, message)
      assert.ok(!existsSync(join(cwd, 'kept')))
    })
})
