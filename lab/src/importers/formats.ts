import { scanBands } from './bands.ts'
import { scanCandles } from './candles.ts'
import { scanCcxtBook } from './ccxt-book.ts'
import { scanCcxtCandles } from './ccxt-candles.ts'
import { DEPTH_COLUMNS, scanDepth } from './depth.ts'
import { scanFunding } from './funding.ts'
import type { Manifest } from './manifest.ts'
import { scanOpenInterest } from './open-interest.ts'
import { scanQuotes } from './quotes.ts'
import { scanTardis } from './tardis.ts'
import { scanLeverageTiers } from './tiers.ts'
import { scanTrades } from './trades.ts'

/** A form of data file that is read. */
export interface DataFormat {
  readonly name: string
  readonly what: string
  /** Headers that tell it, as the columns that must be there; none for JSON, which is told by its first line. */
  readonly headers: readonly (readonly string[])[]
  /** Walks through a file and gives its manifest. @throws WireError for what is no such file */
  readonly scan: (path: string) => Promise<Manifest>
}

const BAR = ['open', 'high', 'low', 'close', 'volume']

/** All forms, those with the most columns first, so that the first whose columns are all there is the right one. */
export const dataFormats: readonly DataFormat[] = [
  { name: 'depth', what: 'L2 book updates', headers: [DEPTH_COLUMNS], scan: scanDepth },
  {
    name: 'bars',
    what: 'bars of several symbols',
    headers: [
      ['exchange', 'symbol', 'ts_ms', ...BAR],
      ['exchange', 'symbol', 'ts_s', ...BAR],
      ['venue', 'coin', 'ts_ms', ...BAR],
    ],
    scan: scanCandles,
  },
  { name: 'candles', what: 'bars of one symbol, last trade or mark', headers: [['ts_ms', ...BAR]], scan: scanCandles },
  {
    name: 'daily-liquidations',
    what: 'liquidations, open interest and funding by day',
    headers: [['date', 'symbol', 'long_liq_base', 'short_liq_base', 'open_interest_base', 'close']],
    scan: scanOpenInterest,
  },
  {
    name: 'leverage-tiers',
    what: 'leverage tiers by symbol',
    headers: [['symbol', 'min_notional', 'max_notional', 'maint_margin_rate', 'max_leverage', 'maint_amount_cum']],
    scan: scanLeverageTiers,
  },
  {
    name: 'trades',
    what: 'single trades',
    headers: [
      ['recv_us', 'trade_ms', 'trade_id', 'price', 'qty', 'taker_side'],
      ['ts_us', 'side', 'price', 'amount'],
    ],
    scan: scanTrades,
  },
  {
    name: 'quotes',
    what: 'best bid and offer',
    headers: [['recv_us', 'bid', 'bid_qty', 'ask', 'ask_qty']],
    scan: scanQuotes,
  },
  {
    name: 'bands',
    what: 'depth in percent bands',
    headers: [['ts_ms', 'percentage', 'depth', 'notional']],
    scan: scanBands,
  },
  {
    name: 'open-interest',
    what: 'open interest by venue',
    headers: [['venue', 'coin', 'ts_ms', 'oi_usd']],
    scan: scanOpenInterest,
  },
  {
    name: 'funding',
    what: 'funding rates',
    headers: [
      ['venue', 'coin', 'ts_ms', 'funding_rate'],
      ['symbol', 'ts_ms', 'rate'],
    ],
    scan: scanFunding,
  },
  { name: 'ccxt-ohlcv', what: 'candles as ccxt gives them, JSON', headers: [], scan: scanCcxtCandles },
  { name: 'ccxt-book', what: 'a book as ccxt gives it, JSON', headers: [], scan: scanCcxtBook },
  { name: 'tardis', what: 'Tardis normalised messages, one JSON object a line', headers: [], scan: scanTardis },
]
