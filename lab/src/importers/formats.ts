import { scanBands } from './bands.ts'
import { scanCandles } from './candles.ts'
import { scanCcxtBook } from './ccxt-book.ts'
import { scanCcxtCandles } from './ccxt-candles.ts'
import { DEPTH_COLUMNS, scanDepth } from './depth.ts'
import { scanFunding } from './funding.ts'
import type { Manifest } from './manifest.ts'
import { scanOpenInterest } from './open-interest.ts'
import { CHAIN_COLUMNS, scanOptionChain } from './option-chain.ts'
import { scanQuotes } from './quotes.ts'
import { scanTardis } from './tardis.ts'
import { scanLeverageTiers } from './tiers.ts'
import { scanTrades } from './trades.ts'

/** A form of data file that is read. */
export interface DataFormat {
  readonly name: string
  readonly what: string
  /** What can be learned from it, to be read after "shows". */
  readonly shows: string
  /** Headers that tell it, as the columns that must be there; none for JSON, which is told by its first line. */
  readonly headers: readonly (readonly string[])[]
  /** Walks through a file and gives its manifest. @throws WireError for what is no such file */
  readonly scan: (path: string) => Promise<Manifest>
}

const BAR = ['open', 'high', 'low', 'close', 'volume']

/** All forms, those with the most columns first, so that the first whose columns are all there is the right one. */
export const dataFormats: readonly DataFormat[] = [
  {
    name: 'depth',
    what: 'L2 book updates',
    shows: 'a real book moment by moment: depth, spread, refill, and what a sale would have cost',
    headers: [DEPTH_COLUMNS],
    scan: scanDepth,
  },
  {
    name: 'bars',
    what: 'bars of several symbols',
    shows: 'the same crash on several symbols and venues: who fell, when, and how far apart',
    headers: [
      ['exchange', 'symbol', 'ts_ms', ...BAR],
      ['exchange', 'symbol', 'ts_s', ...BAR],
      ['venue', 'coin', 'ts_ms', ...BAR],
    ],
    scan: scanCandles,
  },
  {
    name: 'candles',
    what: 'bars of one symbol, last trade or mark',
    shows: 'the path of a market bar by bar: falls, volatility, and volume to scale depth by',
    headers: [['ts_ms', ...BAR]],
    scan: scanCandles,
  },
  {
    name: 'daily-liquidations',
    what: 'liquidations, open interest and funding by day',
    shows: 'how much was liquidated each day, and how large the market was',
    headers: [['date', 'symbol', 'long_liq_base', 'short_liq_base', 'open_interest_base', 'close']],
    scan: scanOpenInterest,
  },
  {
    name: 'leverage-tiers',
    what: 'leverage tiers by symbol',
    shows: 'maintenance rates and leverage by size of position',
    headers: [['symbol', 'min_notional', 'max_notional', 'maint_margin_rate', 'max_leverage', 'maint_amount_cum']],
    scan: scanLeverageTiers,
  },
  {
    name: 'option-chain',
    what: 'quotes of whole option chains',
    shows: 'what options cost at every strike and expiry: smiles, forwards, and how the surface moved',
    headers: [CHAIN_COLUMNS],
    scan: scanOptionChain,
  },
  {
    name: 'trades',
    what: 'single trades',
    shows: 'every print with its aggressor: order flow, impact, and the moment of a low',
    headers: [
      ['recv_us', 'trade_ms', 'trade_id', 'price', 'qty', 'taker_side'],
      ['ts_us', 'side', 'price', 'amount'],
    ],
    scan: scanTrades,
  },
  {
    name: 'quotes',
    what: 'best bid and offer',
    shows: 'the best prices: spread, and whether a rebuilt book is right',
    headers: [['recv_us', 'bid', 'bid_qty', 'ask', 'ask_qty']],
    scan: scanQuotes,
  },
  {
    name: 'bands',
    what: 'depth in percent bands',
    shows: 'how much rests within percents of mid, through a day',
    headers: [['ts_ms', 'percentage', 'depth', 'notional']],
    scan: scanBands,
  },
  {
    name: 'open-interest',
    what: 'open interest by venue',
    shows: 'how large the market was, to scale a population by',
    headers: [['venue', 'coin', 'ts_ms', 'oi_usd']],
    scan: scanOpenInterest,
  },
  {
    name: 'funding',
    what: 'funding rates',
    shows: 'what longs paid shorts, and so how crowded they were',
    headers: [
      ['venue', 'coin', 'ts_ms', 'funding_rate'],
      ['symbol', 'ts_ms', 'rate'],
    ],
    scan: scanFunding,
  },
  {
    name: 'ccxt-ohlcv',
    what: 'candles as ccxt gives them, JSON',
    shows: 'the path of a market bar by bar: falls, volatility, and volume',
    headers: [],
    scan: scanCcxtCandles,
  },
  {
    name: 'ccxt-book',
    what: 'a book as ccxt gives it, JSON',
    shows: 'the cost of a sale at one moment',
    headers: [],
    scan: scanCcxtBook,
  },
  {
    name: 'tardis',
    what: 'Tardis normalised messages, one JSON object a line',
    shows: 'trades, books, tickers and liquidations of one feed in the order of receipt',
    headers: [],
    scan: scanTardis,
  },
]
