import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readBands, readCandles, readTrades, type Bands, type Bars, type Trades } from '../importers/index.ts'
import { readDepthTape, type DepthTape } from '../l2/index.ts'
import { readFlowMinutes } from './flow-minutes.ts'
import type { FlowMinutes } from './response.ts'

/** A recorded book with its trades, and the bars that give the volume of its day. */
export interface RecordedMarket {
  readonly name: string
  readonly tape: DepthTape
  readonly trades: Trades
  /** One-minute spot bars of the coin over the same time. */
  readonly spot: Bars
  /** Bars of the market itself in base units; null where there are none, and its volume is scaled up like that of the spot market. */
  readonly own: Bars | null
}

/** Everything that the fit reads. */
export interface ReactionData {
  readonly markets: readonly RecordedMarket[]
  /** Depth in percent bands of one market, suspect rows refused. */
  readonly bands: Bands
  /** Bars of that market [base units]. */
  readonly bandBars: Bars
  /** One-minute prices of that market. */
  readonly bandPrices: Bars
  /** Signed flow of many markets, calm hours only. */
  readonly flows: readonly FlowMinutes[]
  readonly datasets: readonly { readonly file: string; readonly sha256: string }[]
}

const L2 = 'l2-orderbook-2024-08-08'
const CRASH = 'crash-2025-10-10-microstructure'
const SPOT = 'crash-candles-1m/binance-spot_BTCUSDT_1m_2024-07-26_2024-08-25.csv.gz'
const SPOT_ETH = 'crash-candles-1m/binance-spot_ETHUSDT_1m_2024-07-26_2024-08-25.csv.gz'
const PERP = 'candles-1h-history/binance-usdm_BTCUSDT_1h_2019-09_2025-06.csv.gz'
const BANDS = `${CRASH}/binance-usdm_BTCUSDT_bookdepth_2025-10-10.csv.gz`
const BAND_BARS = 'crash-candles-5m/binance-usdm_BTCUSDT_5m_2025-01-01_2026-01-15.csv.gz'
const BAND_PRICES = 'crash-candles-1m/binance-coinm-mark_BTCUSD_PERP_1m_2025-10-09_2025-10-10.csv.gz'
const FLOWS = ['binance-delivery', 'coinbase', 'binance'].map((venue) => `${CRASH}/${venue}_1m_2025-10-10.csv.gz`)

/** Recorded books, the spot bars beside each, and the market's own bars where there are some. */
const BOOKS: readonly { readonly name: string; readonly spot: string; readonly own: string | null }[] = [
  { name: 'binance-coinm_BTCUSD_PERP', spot: SPOT, own: null },
  { name: 'binance-spot_BTCUSDT', spot: SPOT, own: SPOT },
  { name: 'binance-usdm_BTCUSDT', spot: SPOT, own: PERP },
  { name: 'binance-usdm_ETHUSDT', spot: SPOT_ETH, own: null },
]

/** The calm hours of 2025-10-10, before anything fell. */
const CALM = { fromMs: Date.UTC(2025, 9, 10), toMs: Date.UTC(2025, 9, 10, 20, 30), minutesMin: 1000 }

/** Reads every dataset of the fit from a folder of recorded data. @throws WireError for a file that is missing or unsound */
export const readReactionData = async (dataDir: string): Promise<ReactionData> => {
  const path = (file: string): string => join(dataDir, file)
  const read = new Map<string, Bars>()
  const bars = async (file: string): Promise<Bars> => {
    const known = read.get(file) ?? (await readCandles(path(file), { flaws: 'report' })).data
    read.set(file, known)
    return known
  }
  const markets: RecordedMarket[] = []
  for (const { name, spot, own } of BOOKS)
    markets.push({
      name,
      tape: await readDepthTape(path(`${L2}/${name}_depth.csv.gz`)),
      trades: (await readTrades(path(`${L2}/${name}_trades.csv.gz`))).data,
      spot: await bars(spot),
      own: own === null ? null : await bars(own),
    })
  const flows: FlowMinutes[] = []
  for (const file of FLOWS) flows.push(...(await readFlowMinutes(path(file), CALM)))
  return {
    markets,
    bands: (await readBands(path(BANDS), 'report')).data,
    bandBars: await bars(BAND_BARS),
    bandPrices: await bars(BAND_PRICES),
    flows,
    datasets: await Promise.all(FILES.map(async (file) => ({ file, sha256: await hashOf(path(file)) }))),
  }
}

const FILES: readonly string[] = [
  ...BOOKS.flatMap(({ name }) => [`${L2}/${name}_depth.csv.gz`, `${L2}/${name}_trades.csv.gz`]),
  SPOT,
  SPOT_ETH,
  PERP,
  BANDS,
  BAND_BARS,
  BAND_PRICES,
  ...FLOWS,
]

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
