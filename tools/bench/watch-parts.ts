import { benchCross, benchIsolated, FULL_SCALE, type ScaleResult } from './watch-scale.ts'
import { soak } from './watch-soak.ts'
import type { Measurement } from './measurement.ts'

/** Ticks after each of which the watch is held to a sweep. */
const SOAK_TICKS = 40_000

/** Most memory that a part may ever hold, accounts and the screen beside the watch included [bytes]. */
const MEMORY_MAX = 2 ** 31

/** A part of the bench of a watch failed: it named wrong accounts, or held too much memory. */
export class WatchPartError extends Error {
  override readonly name = 'WatchPartError'
}

/** Parts that run in a process of their own, so that a million accounts do not count against the memory of the rest. */
const PARTS: Readonly<Record<string, () => ScaleResult>> = {
  'watch-soak': () => {
    const { late, missed, false: wrong, ...found } = soak(SOAK_TICKS)
    const counts = `${late} late, ${missed} missed, ${wrong} false`
    if (late + missed + wrong > 0)
      throw new WatchPartError(`after ${found.ticks} ticks the watch has ${counts}; the sweep is right`)
    const named = `${found.named} namings, ${found.fresh} of them new`
    const looks = `${found.looks} exact measures where the sweep makes ${found.sweepLooks}`
    return {
      measurements: [],
      notes: [`watch against a sweep after each of ${found.ticks} ticks: ${counts}; ${named}; ${looks}`],
    }
  },
  'watch-cross': () => benchCross(FULL_SCALE),
  'watch-isolated': () => benchIsolated(FULL_SCALE),
}

/** Names of the parts, in their order. */
export const WATCH_PARTS: readonly string[] = Object.keys(PARTS)

/** Runs a part in this process; its notes go to stderr. @returns its measurements. */
export const runWatchPart = (name: string): readonly Measurement[] => {
  const run = PARTS[name]
  if (run === undefined) throw new WatchPartError(`part ${name} is unknown; one of ${WATCH_PARTS.join(', ')}`)
  const { measurements, notes } = run()
  const peakBytes = process.resourceUsage().maxRSS * 1024
  for (const note of notes) console.error(note)
  console.error(`${name}: peak memory ${Math.round(peakBytes / 2 ** 20)} MiB, at most ${MEMORY_MAX / 2 ** 20} MiB`)
  if (peakBytes > MEMORY_MAX) throw new WatchPartError(`${name} held more memory than it may`)
  return measurements
}
