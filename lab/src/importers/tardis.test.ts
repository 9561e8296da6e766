import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileOf, packed } from './files.fixtures.ts'
import { readTardis, scanTardis } from './tardis.ts'
import type { TardisMessage } from './tardis-message.ts'

type Json = Readonly<Record<string, unknown>>

const HEARD = {
  symbol: 'A',
  exchange: 'x',
  timestamp: '2024-02-29T23:59:59.998Z',
  localTimestamp: '2024-03-01T00:00:00.001234Z',
}
const TIME_US = Date.UTC(2024, 1, 29, 23, 59, 59, 998) * 1000
const RECEIVED_US = Date.UTC(2024, 2, 1, 0, 0, 0, 1) * 1000 + 234

const lines = (...messages: readonly Json[]): string => `${messages.map((one) => JSON.stringify(one)).join('\n')}\n`
const trade = (more: Json = {}): Json => ({
  type: 'trade',
  ...HEARD,
  id: '5',
  price: 61130.98,
  amount: 0.00145,
  side: 'sell',
  ...more,
})
const book = (isSnapshot: boolean, bids: readonly Json[], asks: readonly Json[]): Json => ({
  type: 'book_change',
  ...HEARD,
  isSnapshot,
  bids,
  asks,
})
const level = (price: number, amount: number): Json => ({ price, amount })

const read = async (path: string): Promise<readonly TardisMessage[]> => {
  const all: TardisMessage[] = []
  for await (const batch of readTardis(path)) all.push(...batch)
  return all
}

describe('readTardis', () => {
  test('reads every message of the normalised form', async (t) => {
    const ticker = {
      type: 'derivative_ticker',
      ...HEARD,
      lastPrice: 2,
      fundingRate: -0.0001,
      fundingTimestamp: '2024-03-01T08:00:00.000Z',
      markPrice: null,
    }
    const text = lines(
      trade(),
      { ...trade({ side: 'unknown', id: undefined }), type: 'liquidation' },
      book(true, [level(1, 2)], [level(3, 0)]),
      ticker,
      { type: 'disconnect', exchange: 'x', localTimestamp: HEARD.localTimestamp },
      { type: 'quote_10ms', ...HEARD },
    )
    const heard = { exchange: 'x', symbol: 'A', timeUs: TIME_US, receivedUs: RECEIVED_US }
    assert.deepEqual(await read(fileOf(t, 'a.ndjson.gz', packed(text))), [
      { kind: 'trade', row: 1, ...heard, id: '5', price: 61130.98, size: 0.00145, side: 'sell' },
      { kind: 'liquidation', row: 2, ...heard, id: null, price: 61130.98, size: 0.00145, side: 'unknown' },
      {
        kind: 'book-change',
        row: 3,
        ...heard,
        isSnapshot: true,
        bids: [{ price: 1, size: 2 }],
        asks: [{ price: 3, size: 0 }],
      },
      {
        kind: 'derivative-ticker',
        row: 4,
        ...heard,
        lastPrice: 2,
        openInterest: null,
        fundingRate: -0.0001,
        predictedFundingRate: null,
        fundingTimeUs: Date.UTC(2024, 2, 1, 8) * 1000,
        indexPrice: null,
        markPrice: null,
      },
      { kind: 'disconnect', row: 5, exchange: 'x', receivedUs: RECEIVED_US },
      { kind: 'unread', row: 6, type: 'quote_10ms' },
    ])
  })

  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['a line that is no JSON', `${lines(trade())}{"type":`, /row 2, line = .*one JSON object a line/],
    ['another type', lines({ type: 'candle' }), /row 1, type = "candle"/],
    ['a price of 0', lines(trade({ price: 0 })), /row 1, price = 0 .*above 0/],
    ['a negative size', lines(trade({ amount: -1 })), /row 1, amount = -1/],
    ['a time in milliseconds', lines(trade({ timestamp: 1709251199998 })), /row 1, timestamp = 1709251199998/],
    ['a time in another zone', lines(trade({ timestamp: '2024-02-29T23:59:59+01:00' })), /a moment in UTC/],
    ['a day that is none', lines(trade({ timestamp: '2024-02-31T99:59:59Z' })), /a moment in UTC/],
    ['a level that is a pair', lines({ ...book(true, [], []), bids: [[1, 2]] }), /row 1, bids = \[1,2\]/],
    ['no message', '\n\n', /no message/],
    ['a line of 10 MB', `{"type":"${'x'.repeat(10_000_000)}`, /row 1 = a line of more than/],
  ]
  for (const [name, text, message] of refused)
    test(`refuses ${name}`, async (t) =>
      assert.rejects(read(fileOf(t, 'a.ndjson', text)), { name: 'WireError', message }))
})

describe('scanTardis', () => {
  const flawsOf = async (path: string): Promise<readonly unknown[]> =>
    (await scanTardis(path)).flaws.map(({ kind, count, allowed, first }) => [kind, count, allowed, first[0]?.row])

  test('names what every symbol has', async (t) => {
    const manifest = await scanTardis(fileOf(t, 'a.ndjson', lines(trade(), trade(), trade({ symbol: 'B' }))))
    assert.deepEqual(
      manifest.series.map(({ name, rows }) => [name, rows]),
      [
        ['x:A:trade', 2],
        ['x:B:trade', 1],
      ],
    )
    assert.deepEqual([manifest.rows, manifest.lastMs, manifest.flaws], [3, RECEIVED_US / 1000, []])
  })

  test('finds crossed books, updates without a snapshot, and clocks that go back', async (t) => {
    const crossed = [
      book(true, [level(1, 1)], [level(3, 1)]),
      book(false, [level(3, 1)], []),
      book(false, [level(3, 0)], []),
    ]
    assert.deepEqual(await flawsOf(fileOf(t, 'a.ndjson', lines(...crossed))), [['crossed-book', 1, false, 2]])
    assert.deepEqual(await flawsOf(fileOf(t, 'b.ndjson', lines(book(false, [], [])))), [
      ['sequence-break', 1, false, 1],
    ])
    const back = lines(trade(), trade({ localTimestamp: '2024-02-29T00:00:00Z' }))
    assert.deepEqual(await flawsOf(fileOf(t, 'c.ndjson', back)), [['unsorted-time', 1, false, 2]])
  })

  test('a disconnect is allowed, and the book begins anew after it', async (t) => {
    const gone = { type: 'disconnect', exchange: 'x', localTimestamp: HEARD.localTimestamp }
    const text = lines(
      book(true, [level(2, 1)], [level(3, 1)]),
      gone,
      book(true, [level(3, 1)], [level(4, 1)]),
      gone,
      book(false, [], []),
    )
    assert.deepEqual(await flawsOf(fileOf(t, 'a.ndjson', text)), [
      ['disconnect', 2, true, 2],
      ['sequence-break', 1, false, 5],
    ])
  })
})
