import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { WireError } from '@ebbline/wire'
import { readCcxtBook } from './ccxt-book.ts'
import { checkDataset, formatOf } from './dataset.ts'
import { candle, CANDLES, fileOf, packed, START_MS, table } from './files.fixtures.ts'
import { dataFormats } from './formats.ts'

const BOOK = {
  symbol: 'A/U',
  timestamp: START_MS,
  nonce: 5,
  bids: [
    [2, 1],
    [1, 3],
  ],
  asks: [
    [3, 1],
    [4, 2],
  ],
}

describe('checkDataset', () => {
  for (const { name, headers } of dataFormats)
    for (const header of headers)
      test(`${name} is told by ${header.join(',')}`, async (t) => {
        assert.equal((await formatOf(fileOf(t, 'x', table(header.join(','), ['1']))))?.name, name)
        assert.equal((await formatOf(fileOf(t, 'x', packed(table([...header, 'more'].join(','), ['1'])))))?.name, name)
      })

  const documents: readonly (readonly [string, string, string | undefined])[] = [
    ['candles of ccxt', '[[1,2,3,4,5,6]]', 'ccxt-ohlcv'],
    ['candles of ccxt over lines', '[\n  [\n    1,', 'ccxt-ohlcv'],
    ['a book of ccxt', JSON.stringify(BOOK), 'ccxt-book'],
    ['a book of ccxt over lines', JSON.stringify(BOOK, null, 2), 'ccxt-book'],
    ['Tardis', '{"type":"trade","symbol":"A"}\n', 'tardis'],
    ['any other list', '[{"a":1}]', undefined],
    ['any other object', '{"a":1}', undefined],
    ['any other table', 'a,b\n1,2\n', undefined],
  ]
  for (const [name, text, format] of documents)
    test(`${name}: ${format ?? 'no form'}`, async (t) =>
      assert.equal((await formatOf(fileOf(t, 'x', text)))?.name, format))

  test('an unknown header names the nearest form with what it lacks; one like none of them names all', async (t) => {
    const near = fileOf(t, 'x.csv', 'ts_ms,open,high,low,volume\n1,1,1,1,1\n')
    await assert.rejects(
      checkDataset(near),
      /row 1 = ts_ms,open,high,low,volume is refused; allowed: candles \(ts_ms,\S+\); close missing: /,
    )
    await assert.rejects(checkDataset(fileOf(t, 'y.csv', 'a,b\n1,2\n')), (error: unknown) => {
      assert.ok(error instanceof WireError)
      for (const { name } of dataFormats) assert.ok(error.message.includes(`${name} (`), name)
      return true
    })
    await assert.rejects(checkDataset(fileOf(t, 'z.csv.gz', gzipSync(''))), /row 1 = nothing .*a file with rows/)
  })

  const archives: readonly (readonly [string, readonly number[]])[] = [
    ['zip', [0x50, 0x4b, 3, 4]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39]],
    ['Parquet', [0x50, 0x41, 0x52, 0x31]],
  ]
  for (const [name, bytes] of archives)
    test(`${name}: says what to do with it`, async (t) =>
      assert.rejects(checkDataset(fileOf(t, 'x', Uint8Array.from([...bytes, 9, 9]))), new RegExp(`this is .*${name}`)))

  test('a named form goes before the header', async (t) => {
    const path = fileOf(t, 'x.csv', table(CANDLES, [candle(0)]))
    assert.equal((await checkDataset(path, 'candles')).rows, 1)
    await assert.rejects(checkDataset(path, 'trades'), /row 1, .* missing among ts_ms/)
    await assert.rejects(checkDataset(path, 'candle'), /format = candle is refused/)
  })
})

describe('readCcxtBook', () => {
  const json = (more: object): string => JSON.stringify({ ...BOOK, ...more })
  test('reads what fetchOrderBook gives', async (t) => {
    const { data, manifest } = await readCcxtBook(fileOf(t, 'a.json', json({})))
    assert.deepEqual(
      [data.symbol, data.timeMs, data.bids[0], data.asks.length],
      ['A/U', START_MS, { price: 2, size: 1 }, 2],
    )
    assert.deepEqual([manifest.rows, manifest.unread], [4, ['nonce']])
  })

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ['a bid at the ask', { bids: [[3, 1]] }, /crossed-book = bid 3 at ask 3/],
    [
      'levels out of order',
      {
        asks: [
          [4, 1],
          [3, 1],
        ],
      },
      /row 4, not-monotone = price 3 behind 4/,
    ],
    ['a size of 0', { asks: [[4, 0]] }, /row 3, asks size = 0/],
    ['a level that is an object', { bids: [{ price: 1 }] }, /row 1, bids = /],
    ['no level', { bids: [], asks: [] }, /at least one level/],
    ['a time in seconds', { timestamp: 1_700_000_000 }, /looks like seconds/],
  ]
  for (const [name, more, message] of refused)
    test(`refuses ${name}`, async (t) =>
      assert.rejects(readCcxtBook(fileOf(t, 'a.json', json(more))), { name: 'WireError', message }))
})

describe('any file at all', () => {
  /** A manifest, or an error that names the file and the remedy; nothing else may come out. */
  const tried = async (path: string, format?: string): Promise<void> => {
    try {
      const manifest = await checkDataset(path, format)
      assert.ok(manifest.rows > 0)
      assert.deepEqual(JSON.parse(JSON.stringify(manifest)), manifest)
    } catch (error) {
      assert.ok(error instanceof WireError, String(error))
      assert.match(error.message, / is refused; allowed: .+; .+/)
      assert.doesNotMatch(error.message, /\p{Cc}/u)
    }
  }

  test('random bytes, plain and packed, in every form', async (t) => {
    const path = fileOf(t, 'x', 'a')
    const form = fc.constantFrom(undefined, ...dataFormats.map((one) => one.name))
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), form, fc.boolean(), async (bytes, format, zip) => {
        writeFileSync(path, zip ? packed(Buffer.from(bytes).toString('latin1')) : bytes)
        await tried(path, format)
      }),
      { numRuns: 150 },
    )
  })

  test('sound files with some bytes changed, cut or doubled', async (t) => {
    const path = fileOf(t, 'x', 'a')
    const us = START_MS * 1000
    const sound = [
      table(
        CANDLES,
        [0, 1, 2, 3].map((minute) => candle(minute)),
      ),
      table('ts_us,side,price,amount', [`${us},buy,1.5,2`, `${us + 1},sell,1.25,3`]),
      table('recv_us,event_ms,kind,first_id,last_id,prev_id,side,price,qty', [
        `${us},,s,7,7,,b,1,1`,
        `${us},${START_MS},u,8,9,7,a,2,1`,
      ]),
      table('symbol,ts_ms,rate', [`A,${START_MS},0.0001`]),
      JSON.stringify(BOOK),
      `${JSON.stringify({ type: 'trade', symbol: 'A', exchange: 'x', price: 1, amount: 1, side: 'buy', timestamp: '2024-01-01T00:00:00Z', localTimestamp: '2024-01-01T00:00:00Z' })}\n`,
    ].flatMap((text) => [Buffer.from(text), Buffer.from(packed(text))])
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      how: fc.constantFrom('set', 'cut', 'twice'),
      byte: fc.nat(255),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (bytes, changes) => {
          writeFileSync(path, changes.reduce(changed, bytes))
          await tried(path)
        },
      ),
      { numRuns: 250 },
    )
  })
})

const changed = (
  bytes: Buffer,
  { at, how, byte }: { readonly at: number; readonly how: string; readonly byte: number },
): Buffer => {
  const index = Math.floor(at * bytes.length)
  if (how === 'cut') return bytes.subarray(0, index)
  const middle = how === 'twice' ? bytes.subarray(index) : Buffer.of(byte)
  return Buffer.concat([bytes.subarray(0, index), middle, bytes.subarray(how === 'twice' ? index : index + 1)])
}
