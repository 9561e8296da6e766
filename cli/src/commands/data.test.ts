import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { lengthOf } from '../data/tell.ts'
import { ebb } from '../run.fixtures.ts'

const GOOD =
  'ts_ms,open,high,low,close,volume\n1700000000000,1,2,1,2,3\n1700000060000,2,2,1,1,3\n1700000180000,1,1,1,1,0\n'
const TWICE = 'ts_ms,open,high,low,close,volume\n1700000000000,1,1,1,1,1\n1700000000000,1,1,1,1,1\n'
const BROKEN = 'ts_ms,open,high,low,close,volume\n1700000000000,1,2,1,2,-3\n'

/** A folder with files, where the command runs. */
const folderOf = (t: TestContext, files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-data-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

interface Summary {
  readonly manifests: readonly { readonly path: string; readonly rows: number; readonly schema: string }[]
  readonly refused: readonly { readonly path: string; readonly reason: string }[]
  readonly unknown: readonly string[]
}

describe('ebb data check', () => {
  test('prints a table, and what such data can and cannot show', async (t) => {
    const { code, out, err } = await ebb(['data', 'check', 'a.csv'], { cwd: folderOf(t, { 'a.csv': GOOD }) })
    assert.deepEqual([code, err], [0, ''])
    // three bars of a minute, the third a minute late
    assert.match(out, /^candles +3 +2023-11-14 22:13 +2023-11-14 22:16 +1 min +1 +1 +2 min +- +none +\w{8} +a\.csv$/m)
    assert.match(out, /^ {2}shows the path of a market/m)
    assert.match(out, /cannot show: the order of high and low/)
  })

  test('--json gives the manifests, and nothing else', async (t) => {
    const cwd = folderOf(t, { 'a.csv': GOOD })
    const { out } = await ebb(['data', 'check', '--json', 'a.csv'], { cwd })
    const { manifests } = JSON.parse(out) as Summary
    assert.deepEqual(
      manifests.map(({ path, rows, schema }) => [path, rows, schema]),
      [['a.csv', 3, 'ebbline.dataset/1']],
    )
  })

  test('flaws: exit 3, with rows and remedy', async (t) => {
    const { code, out } = await ebb(['data', 'check', 'a.csv'], { cwd: folderOf(t, { 'a.csv': TWICE }) })
    assert.equal(code, 3)
    assert.match(
      out,
      /a\.csv: 1 × duplicate-time, which the form does not allow: keep one row for each moment\n {2}row 3: 2023/,
    )
  })

  test('bad input: exit 2, row, field and remedy on stderr; the other files are read all the same', async (t) => {
    const cwd = folderOf(t, { 'a.csv': BROKEN, 'b.csv': GOOD })
    const { code, out, err } = await ebb(['data', 'check', 'a.csv', 'b.csv', 'c.csv'], { cwd })
    assert.equal(code, 2)
    assert.match(err, /^ebb: .*a\.csv: row 2, volume = -3 is refused; .*\nebb: .*c\.csv: .*no such file/)
    assert.match(out, /b\.csv$/m)
  })

  test('a folder: all data below it, by name; what is of no known form is listed, not refused', async (t) => {
    const files = {
      'x/b.csv': GOOD,
      'x/a.csv': GOOD,
      'x/y/z.csv': 'p,q\n1,2\n',
      'x/README.md': '#',
      'x/a.csv.manifest.json': '{}',
    }
    const { code, out } = await ebb(['data', 'check', 'x', '--json'], { cwd: folderOf(t, files) })
    const summary = JSON.parse(out) as Summary
    assert.equal(code, 0)
    assert.deepEqual(
      summary.manifests.map((one) => one.path),
      [join('x', 'a.csv'), join('x', 'b.csv')],
    )
    assert.deepEqual(summary.unknown, [join('x', 'y', 'z.csv')])
  })

  test('a folder without any data is a mistake; links to files count', async (t) => {
    const cwd = folderOf(t, { 'x/README.md': '#', 'd/a.csv': GOOD, 'y/README.md': '#' })
    const { code, err } = await ebb(['data', 'check', 'x'], { cwd })
    assert.deepEqual([code, /path = x is refused; .*\.csv/.test(err)], [2, true])
    symlinkSync(join(cwd, 'd', 'a.csv'), join(cwd, 'y', 'b.csv'))
    assert.match((await ebb(['data', 'check', 'y'], { cwd })).out, /b\.csv$/m)
  })

  test('a file of no known form that is named: exit 2 with the forms; --format wants a known one', async (t) => {
    const cwd = folderOf(t, { 'z.csv': 'p,q\n1,2\n' })
    const one = await ebb(['data', 'check', 'z.csv'], { cwd })
    assert.deepEqual([one.code, /candles \(ts_ms,open/.test(one.err)], [2, true])
    const other = await ebb(['data', 'check', 'z.csv', '--format', 'candle'], { cwd })
    assert.deepEqual([other.code, /Allowed choices are depth, bars/.test(other.err)], [2, true])
  })
})

describe('ebb data import', () => {
  test('writes the manifest beside the file; the same again changes no byte', async (t) => {
    const cwd = folderOf(t, { 'd/a.csv': GOOD })
    assert.equal((await ebb(['data', 'import', 'd/a.csv'], { cwd })).code, 0)
    const path = join(cwd, 'd', 'a.csv.manifest.json')
    const text = readFileSync(path, 'utf8')
    assert.equal((JSON.parse(text) as { readonly rows: number }).rows, 3)
    const again = await ebb(['data', 'import', 'd/a.csv', '--json'], { cwd })
    assert.deepEqual([again.code, again.err, readFileSync(path, 'utf8')], [0, '', text])
  })

  test('says when the data changed since', async (t) => {
    const cwd = folderOf(t, { 'a.csv': GOOD })
    await ebb(['data', 'import', 'a.csv'], { cwd })
    writeFileSync(join(cwd, 'a.csv'), GOOD.replace('2,3\n', '2,4\n'))
    const { code, err } = await ebb(['data', 'import', 'a.csv'], { cwd })
    assert.equal(code, 0)
    assert.match(err, /the data changed since it was imported last/)
  })

  test('a flawed file is imported with its flaws: exit 3', async (t) => {
    const cwd = folderOf(t, { 'a.csv': TWICE })
    assert.equal((await ebb(['data', 'import', 'a.csv'], { cwd })).code, 3)
    assert.match(readFileSync(join(cwd, 'a.csv.manifest.json'), 'utf8'), /"kind": "duplicate-time"/)
  })

  test('one file that is refused: nothing is written', async (t) => {
    const cwd = folderOf(t, { 'a.csv': GOOD, 'b.csv': BROKEN })
    assert.equal((await ebb(['data', 'import', 'a.csv', 'b.csv'], { cwd })).code, 2)
    assert.deepEqual(readdirSync(cwd), ['a.csv', 'b.csv'])
  })

  test('nothing of another kind is overwritten', async (t) => {
    for (const there of ['{"mine":1}', 'no json', '{"schema":"ebbline.dataset/1","file":"b.csv"}']) {
      const cwd = folderOf(t, { 'a.csv': GOOD, 'a.csv.manifest.json': there })
      const { code, err } = await ebb(['data', 'import', 'a.csv'], { cwd })
      assert.deepEqual([code, /an earlier manifest of a\.csv; .*--out/.test(err)], [2, true])
      assert.equal(readFileSync(join(cwd, 'a.csv.manifest.json'), 'utf8'), there)
    }
  })

  test('--out puts manifests elsewhere, unless two have one name or the place cannot be written', async (t) => {
    const cwd = folderOf(t, { 'a.csv': GOOD, 'x/a.csv': GOOD, file: '' })
    assert.equal((await ebb(['data', 'import', 'a.csv', '--out', 'new/deep'], { cwd })).code, 0)
    assert.ok(existsSync(join(cwd, 'new/deep/a.csv.manifest.json')))
    const twice = await ebb(['data', 'import', 'a.csv', 'x/a.csv', '--out', 'other'], { cwd })
    assert.deepEqual([twice.code, /a\.csv and x\/a\.csv have one name/.test(twice.err)], [2, true])
    const blocked = await ebb(['data', 'import', 'a.csv', '--out', 'file/below'], { cwd })
    assert.deepEqual([blocked.code, /name another one with --out/.test(blocked.err)], [2, true])
  })

  test(
    'a folder that is read-only is a clear error that names --out',
    { skip: process.getuid?.() === 0 ? 'root may write everywhere' : false },
    async (t) => {
      const cwd = folderOf(t, { 'd/a.csv': GOOD })
      chmodSync(join(cwd, 'd'), 0o555)
      const { code, err } = await ebb(['data', 'import', 'd/a.csv'], { cwd })
      chmodSync(join(cwd, 'd'), 0o755)
      assert.deepEqual([code, /permission denied.*--out/.test(err)], [2, true])
    },
  )
})

describe('lengthOf', () => {
  for (const [ms, text] of [
    [100, '100 ms'],
    [1000, '1 s'],
    [76_000, '1.3 min'],
    [3_600_000, '1 h'],
    [17_100_000, '4.8 h'],
    [86_400_000, '1 d'],
  ] as const)
    test(`${ms} ms is ${text}`, () => assert.equal(lengthOf(ms), text))
})
