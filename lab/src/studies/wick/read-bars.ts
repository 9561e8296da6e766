import { join } from 'node:path'
import { WireError } from '@ebbline/wire'
import { requireSound, scanCandles, type Bar, type Manifest } from '../../importers/index.ts'
import { DATASETS, START_MS, type SourceName } from './scale.ts'

/** Bars of one series in order of time; times in ms UTC, prices in USD. */
export type BarList = readonly Bar[]

/** One coin: bars of one second by source (Gemini may be empty), and bars of a minute over the whole day. */
export interface CoinBars {
  readonly coin: string
  readonly seconds: Readonly<Record<SourceName, BarList>>
  readonly ownDay: BarList
  readonly coinbaseDay: BarList
}

/** What was read, and which files it came from. */
export interface StudyData {
  /** Every coin with a coin-margined perpetual and a Coinbase market, by name. */
  readonly coins: readonly CoinBars[]
  /** Perpetuals without a Coinbase market at 21:00. */
  readonly without: readonly string[]
  readonly datasets: readonly { readonly name: string; readonly sha256: string }[]
}

/**
 * Reads the five files of the study once each. @throws WireError for a missing, broken or flawed file, with its remedy.
 */
export const readStudyData = async (dataRoot: string): Promise<StudyData> => {
  const own = await readFile(dataRoot, DATASETS.own)
  const coinbase = await readFile(dataRoot, DATASETS.coinbase)
  const gemini = await readFile(dataRoot, DATASETS.gemini)
  const ownDay = await readFile(dataRoot, DATASETS.ownDay)
  const coinbaseDay = await readFile(dataRoot, DATASETS.coinbaseDay)
  const perpetuals = [...own.series.keys()].flatMap((name) => /:(\w+)USD_PERP$/.exec(name)?.[1] ?? []).toSorted()
  const listed = (coin: string): boolean =>
    startsBefore(own.series.get(`binance-delivery:${coin}USD_PERP`)) &&
    startsBefore(coinbase.series.get(`coinbase:${coin}-USD`))
  if (!perpetuals.some(listed)) throw noCoin(coinbase.name, perpetuals)
  const coins = perpetuals.filter(listed).map((coin) => ({
    coin,
    seconds: {
      own: own.series.get(`binance-delivery:${coin}USD_PERP`) ?? [],
      coinbase: coinbase.series.get(`coinbase:${coin}-USD`) ?? [],
      gemini: gemini.series.get(`gemini:${coin}USD`) ?? [],
    },
    ownDay: ownDay.series.get(`binance-delivery:${coin}USD_PERP`) ?? [],
    coinbaseDay: coinbaseDay.series.get(`coinbase:${coin}-USD`) ?? [],
  }))
  const files = [own, coinbase, gemini, ownDay, coinbaseDay]
  const datasets = files.map(({ name, manifest }) => ({ name, sha256: manifest.sha256 }))
  return { coins, without: perpetuals.filter((coin) => !listed(coin)), datasets }
}

/** Whether a series has a price at 21:00, from which entries and falls count. */
const startsBefore = (bars: BarList | undefined): boolean => (bars?.[0]?.time ?? Infinity) <= START_MS

const noCoin = (file: string, perpetuals: readonly string[]): WireError =>
  new WireError(file, [
    {
      field: 'symbol',
      value: 'no coin that has a perpetual',
      allowed: `at least one of ${perpetuals.map((coin) => `${coin}-USD`).join(', ') || 'none: there is no perpetual'}, from before 21:00 UTC`,
      remedy: 'name the folder whose README lists these files, with --data or EBB_DATA',
    },
  ])

interface ReadFile {
  readonly name: string
  readonly manifest: Manifest
  readonly series: ReadonlyMap<string, BarList>
}

const readFile = async (dataRoot: string, name: string): Promise<ReadFile> => {
  const series = new Map<string, Bar[]>()
  const path = join(dataRoot, name)
  const manifest = await scanCandles(path, (id, bar) => {
    const list = series.get(id)
    if (list === undefined) series.set(id, [bar])
    else list.push(bar)
  })
  return { name, manifest: requireSound(path, manifest), series }
}
