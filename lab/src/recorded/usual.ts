import type { RecordedMarket, RecordedScenario } from '@ebbline/wire'
import { seriesNamed } from './recorded-path.ts'
import type { Tape } from './tape.ts'
import { trailingOf } from './trailing.ts'

/** A week: so long that the crash itself hardly deepens the book that is derived from volume. */
export const USUAL_MS: number = 7 * 86_400_000

/** What is usual in a market: known before the first batch, from bars that were closed by then. */
export interface Usual {
  /** Base units, or contracts, in a day. */
  readonly dailyVolume: number
  /** Realised volatility of a day. */
  readonly dailyVol: number
}

/** Volume and volatility over the week before the start, or as much of it as the tape holds. */
export const usualOf = ({ clock }: RecordedScenario, tape: Tape, { volume, volumeMultiple }: RecordedMarket): Usual => {
  const trailing = trailingOf(seriesNamed(tape, volume ?? '').bars)
  return {
    dailyVolume: trailing.dailyVolume(clock.startUtcMs, USUAL_MS) * volumeMultiple,
    dailyVol: trailing.dailyVol(clock.startUtcMs, USUAL_MS),
  }
}
