export { readCandles } from './candles.ts'
export type { Bars, CandleOptions } from './candles.ts'
export type { FlawChoice } from './flaws.ts'
export type { Flaw, FlawKind, Gaps, Imported, Manifest, SeriesCover } from './manifest.ts'
