import { ratioOf, type FundingDue } from '@ebbline/core'
import { timeOf, type ExogenousPath } from '../path.ts'
import type { Tape } from './tape.ts'

/** Recorded rates that fall due in a batch: those after the batch before, up to its time. */
export const recordedFundingDue = (tape: Tape, path: ExogenousPath, batch: number): readonly FundingDue[] => {
  if (batch === 0) return []
  const [before, now] = [timeOf(path, batch - 1), timeOf(path, batch)]
  return tape.funding.flatMap(({ instrument, times, rates }) =>
    times.flatMap((time, at) =>
      time > before && time <= now ? [{ instrument, rate: ratioOf(rates[at] ?? '0') }] : [],
    ),
  )
}
