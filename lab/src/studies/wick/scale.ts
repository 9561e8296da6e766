/** Ticks in one USD: all prices of the tape have at most six decimals. */
export const TICKS_PER_USD = 1_000_000
/** Lots in one coin. A tick of one lot is then one atom of a dollar with eight decimals. */
export const LOTS_PER_COIN = 100
export const USD_DECIMALS = 8

/** 2025-10-10 21:00 UTC: entries stand at the index of this moment, and falls are counted from here. */
export const START_MS = 1_760_130_000_000
/** A bar of one second is four prints. */
export const STEP_MS = 250

/** Moments of the study, ms UTC: every `stepMs` from `startMs` to `endMs`, both included. */
export interface Grid {
  readonly startMs: number
  readonly endMs: number
  readonly stepMs: number
}

/** Quarters of a second from 21:00 on. */
export const gridOf = (minutes: number): Grid => ({
  startMs: START_MS,
  endMs: START_MS + minutes * 60_000,
  stepMs: STEP_MS,
})

/** Window over which a source states its volume. */
export const VOLUME_WINDOW_MS = 300_000

/** Datasets of the study, relative to the data folder. */
export const DATASETS = {
  own: 'crash-2025-10-10-microstructure/binance-delivery_1s_2025-10-10_2045-2300.csv.gz',
  coinbase: 'crash-2025-10-10-microstructure/coinbase_1s_2025-10-10_2045-2300.csv.gz',
  gemini: 'crash-2025-10-10-microstructure/gemini_1s_2025-10-10_2045-2300.csv.gz',
  ownDay: 'crash-2025-10-10-microstructure/binance-delivery_1m_2025-10-10.csv.gz',
  coinbaseDay: 'crash-2025-10-10-microstructure/coinbase_1m_2025-10-10.csv.gz',
} as const

/** Sources of the venue: its own last trade and two spot markets. */
export type SourceName = 'own' | 'coinbase' | 'gemini'

/** All sources, in a fixed order. */
export const SOURCE_NAMES: readonly SourceName[] = ['own', 'coinbase', 'gemini']
