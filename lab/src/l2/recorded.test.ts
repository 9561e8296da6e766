import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readQuotes } from '../importers/index.ts'
import { compareQuotes, readDepthTape, type DepthTape, type RecordedQuote } from './index.ts'

const dataDir = process.env['EBB_DATA']
const skip = dataDir === undefined ? 'EBB_DATA names no folder of recorded data' : false
const folder = join(dataDir ?? '', 'l2-orderbook-2024-08-08')

// Rows, messages and quotes as the data's own page counts them.
const books = [
  { name: 'binance-coinm_BTCUSD_PERP', rows: 298_013, messages: 26_847, quotes: 2366 },
  { name: 'binance-spot_BTCUSDT', rows: 126_090, messages: 3451, quotes: 2899 },
  { name: 'binance-usdm_BTCUSDT', rows: 445_521, messages: 6551, quotes: 3334 },
  { name: 'binance-usdm_ETHUSDT', rows: 430_662, messages: 6586, quotes: 3281 },
] as const

const recordedQuotes = async (name: string, tape: DepthTape): Promise<readonly RecordedQuote[]> => {
  const { data } = await readQuotes(join(folder, `${name}_bbo_100ms.csv.gz`))
  const ticks = (value: number | undefined): number => Math.round((value ?? 0) / 1e8 / tape.tickSize)
  const lots = (value: number | undefined): number => Math.round((value ?? 0) / 1e8 / tape.lotSize)
  return Array.from(data.recvUs, (receivedUs, at) => ({
    receivedUs,
    bid: ticks(data.bid[at]),
    bidSize: lots(data.bidQty[at]),
    ask: ticks(data.ask[at]),
    askSize: lots(data.askQty[at]),
  }))
}

describe('recorded books of 2024-08-08', { skip }, () => {
  for (const { name, rows, messages, quotes } of books)
    test(`${name}: no gap, never crossed, and every recorded quote is a state of the replayed book`, async () => {
      const tape = await readDepthTape(join(folder, `${name}_depth.csv.gz`))
      const { counts, comparison } = compareQuotes(tape, await recordedQuotes(name, tape))
      assert.deepEqual(
        [counts.rows, counts.snapshotRows, counts.dropped + counts.applied, counts.gaps, counts.crossed],
        [rows, 2000, messages, 0, 0],
      )
      assert.equal(comparison.quotes, quotes)
      assert.equal(comparison.contradicted, 0)
      assert.equal(comparison.pinnedEqual, comparison.pinned)
      assert.ok(comparison.outside <= 4 && comparison.shifted <= 11, JSON.stringify(comparison))
      assert.ok(comparison.pinned > 800 && comparison.equal / quotes > 0.96, JSON.stringify(comparison))
    })
})
