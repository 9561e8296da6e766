import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DATASETS, START_MS } from './scale.ts'

const HEADER = 'open,high,low,close,volume,buy_volume,trades'

/** A data folder with two made-up coins whose perpetuals lose most of their price for half a minute, and one without a reference. */
export const madeUpData = (): { readonly folder: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'ebb-wick-'))
  for (const [name, text] of filesOf()) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), gzipSync(text))
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Index: falls by a tenth in the second minute and stays. Wick: the perpetual falls to a fifth from 30 to 60 s. */
const spotAt = (second: number): number => (second < 70 ? 10 : 9)
const ownAt = (second: number): number => (second >= 30 && second < 60 ? 2 : spotAt(second))

const filesOf = (): readonly (readonly [string, string])[] => {
  const first = START_MS / 1_000
  const seconds = Array.from({ length: 180 }, (_, at) => at - 60)
  const line = (name: string, time: number, price: number): string =>
    `${name},${time},${price},${price},${price},${price},10,5,3`
  const rows = (name: string, price: (second: number) => number): readonly string[] =>
    seconds.map((second) => line(name, first + second, price(second)))
  const minutes = (name: string, price: (second: number) => number): readonly string[] =>
    [-60, 0, 30, 60, 120].map((second) => line(name, 1_000 * (first + second), price(second)))
  const table = (time: string, ...parts: readonly (readonly string[])[]): string =>
    `exchange,symbol,${time},${HEADER}\n${parts.flat().join('\n')}\n`
  const [perps, spots] = [
    ['AAA', 'BBB', 'CCC'],
    ['AAA', 'BBB'],
  ]
  return [
    [DATASETS.own, table('ts_s', ...perps.map((coin) => rows(`binance-delivery,${coin}USD_PERP`, ownAt)))],
    [DATASETS.coinbase, table('ts_s', ...spots.map((coin) => rows(`coinbase,${coin}-USD`, spotAt)))],
    [DATASETS.gemini, table('ts_s', rows('gemini,AAAUSD', (second) => spotAt(second) + 0.5).slice(0, 100))],
    [DATASETS.ownDay, table('ts_ms', ...perps.map((coin) => minutes(`binance-delivery,${coin}USD_PERP`, ownAt)))],
    [DATASETS.coinbaseDay, table('ts_ms', ...spots.map((coin) => minutes(`coinbase,${coin}-USD`, spotAt)))],
  ]
}
