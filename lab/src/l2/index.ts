export {
  applyLevel,
  createReplayedBook,
  depthCurveOf,
  depthWithin,
  isCrossed,
  levelsOf,
  midOf,
  topOf,
  walkAsks,
  walkBids,
} from './book.ts'
export type { ReplayedBook, Top } from './book.ts'
export { CLOCK_TOLERANCE_US, compareQuotes } from './compare-quotes.ts'
export type { QuoteComparison, RecordedQuote } from './compare-quotes.ts'
export { replayBook, ReplayError } from './replay.ts'
export type { ReplayCounts, SeeBook } from './replay.ts'
export { depthTapeOf, readDepthTape } from './read-tape.ts'
export type { DepthMessage, DepthTape } from './tape.ts'
