import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openCsv, placesOf, textAt } from './csv.ts'
import { fileOf, packed, table } from './files.fixtures.ts'
import { LINE_BYTES_MAX, lineBlocks } from './lines.ts'

const rowsOf = async (path: string): Promise<readonly string[]> => {
  const opened = await openCsv(path)
  const width = opened.columns.length
  const rows: string[] = []
  for await (const batch of opened.batches)
    for (let index = 0; index < batch.count; index += 1)
      rows.push(
        `${batch.firstRow + index}:${opened.columns.map((_, column) => textAt(batch, width, index, column)).join('|')}`,
      )
  return rows
}

describe('openCsv', () => {
  const forms: readonly (readonly [string, string | Uint8Array])[] = [
    ['plain text', 'a,b\n1,2\n3,4\n'],
    ['text without a last line feed', 'a,b\n1,2\n3,4'],
    ['lines that end in CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['a byte-order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['empty lines at the end', 'a,b\n1,2\n3,4\n\n\n'],
    ['gzip', packed('a,b\n1,2\n3,4\n')],
    ['gzip in two members', Buffer.concat([packed('a,b\n1,2\n'), packed('3,4\n')])],
  ]
  for (const [name, content] of forms)
    test(`reads ${name}, whatever the file is called`, async (t) =>
      assert.deepEqual(await rowsOf(fileOf(t, 'x.dat', content)), ['2:1|2', '3:3|4']))

  test('keeps empty fields', async (t) =>
    assert.deepEqual(await rowsOf(fileOf(t, 'x.csv', 'a,b,c\n,,\n1,,3\n')), ['2:||', '3:1||3']))

  const refused: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ['no byte', '', /0 bytes/],
    ['a header alone', 'a,b\n', /a header alone/],
    ['a field too few', 'a,b\n1,2\n3\n', /row 3 = 1 fields .* 2 fields: a,b/],
    ['a field too many', 'a,b\n1,2,3\n', /row 2 = 3 fields/],
    ['an empty line between rows', 'a,b\n1,2\n\n3,4\n', /row 3 = an empty line/],
    ['quotes', 'a,b\n"1",2\n', /row 2 = "1",2.* without quotes/],
    [
      'gzip that is cut off',
      packed(
        table(
          'a,b',
          Array.from({ length: 99 }, (_, n) => `${n},${n * n}`),
        ),
      ).subarray(0, -9),
      /ends too early/,
    ],
    ['junk after gzip', Buffer.concat([packed('a,b\n1,2\n'), Buffer.from('junk')]), /damaged gzip/],
    ['a line of 10 MB', `a,b\n1,2\n${'x'.repeat(10_000_000)}`, /row 3 = a line of more than 1048576 bytes/],
  ]
  for (const [name, content, message] of refused)
    test(`refuses ${name}`, async (t) =>
      assert.rejects(rowsOf(fileOf(t, 'x.csv', content)), { name: 'WireError', message }))

  test('refuses a file that is not there and a folder', async (t) => {
    const path = fileOf(t, 'x.csv', 'a\n1\n')
    await assert.rejects(rowsOf(`${path}.gz`), /no such file/)
    await assert.rejects(rowsOf(path.slice(0, -'/x.csv'.length)), /a folder/)
  })

  test('rows of a table larger than a batch are all there, once and in order', async (t) => {
    const wanted = Array.from({ length: 60_000 }, (_, n) => `${n},${'y'.repeat(n % 17)}`)
    const rows = await rowsOf(fileOf(t, 'x.csv.gz', packed(table('a,b', wanted))))
    assert.deepEqual(
      rows,
      wanted.map((row, n) => `${n + 2}:${row.replace(',', '|')}`),
    )
  })

  test('names the columns that are missing, or that stand there twice', async (t) => {
    const opened = await openCsv(fileOf(t, 'x.csv', 'a,b\n1,2\n'))
    assert.deepEqual(placesOf(opened, ['b', 'a']), [1, 0])
    assert.throws(() => placesOf(opened, ['a', 'c', 'd']), /row 1, c,d = missing among a,b/)
    const twice = await openCsv(fileOf(t, 'x.csv', 'a,a\n1,2\n'))
    assert.throws(() => placesOf(twice, ['a']), /a column that stands there twice/)
  })
})

describe('lineBlocks', () => {
  const blocksOf = async (chunks: readonly string[]): Promise<readonly string[]> => {
    const blocks: string[] = []
    const source = async function* (): AsyncGenerator<Buffer> {
      for (const chunk of chunks) yield Buffer.from(chunk)
    }
    for await (const block of lineBlocks('x', source(), () => 1)) blocks.push(block.toString())
    return blocks
  }

  test('gives the same lines however the bytes are cut', async () => {
    const pieces = fc.array(fc.stringMatching(/^[ab\n]{0,6}$/), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pieces, async (chunks) => {
        const blocks = await blocksOf(chunks)
        const text = chunks.join('')
        assert.equal(blocks.join(''), text === '' || text.endsWith('\n') ? text : `${text}\n`)
        assert.ok(blocks.every((block) => block.endsWith('\n')))
      }),
    )
  })

  test('refuses a line of one byte too many, wherever it is cut', async () => {
    const line = 'x'.repeat(LINE_BYTES_MAX)
    assert.deepEqual((await blocksOf([line.slice(7), `${line.slice(0, 7)}\n`])).length, 1)
    for (const at of [0, 1, 500_000, LINE_BYTES_MAX])
      await assert.rejects(blocksOf([line.slice(at), `${line.slice(0, at)}x\n`]), /a line of more than/)
  })
})
