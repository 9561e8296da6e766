import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'

/** Writes a file into a folder of its own that goes with the test. @returns its path */
export const fileOf = (t: TestContext, name: string, content: string | Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-data-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** Lines as a table: the header, then rows. */
export const table = (header: string, rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`

/** The same, packed. */
export const packed = (text: string): Uint8Array => gzipSync(text)

/** Header of candles. */
export const CANDLES = 'ts_ms,open,high,low,close,volume'

/** 2023-11-14 22:13:00 UTC. */
export const START_MS = 1_699_999_980_000

/** A candle `minute` minutes after the start, around a price. */
export const candle = (minute: number, price = 100): string =>
  `${START_MS + minute * 60_000},${price},${price * 1.01},${price * 0.99},${price},5`
