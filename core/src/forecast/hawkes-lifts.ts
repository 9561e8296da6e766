import { exp } from '../math/index.ts'
import type { EventTimes } from './event-times.ts'

/** Sums over strictly earlier events of e^(−βd), d·e^(−βd) and d²·e^(−βd), d the time since, at each event and at the end. */
export type LiftSums = {
  readonly plain: Float64Array
  readonly first: Float64Array
  readonly second: Float64Array
  readonly end: { readonly plain: number; readonly first: number; readonly second: number }
}

/** All three sums in one pass: with them a likelihood, its slope and its curvature in β cost O(n). */
export const liftSums = (events: EventTimes, decay: number, until: number): LiftSums => {
  const count = events.length
  const [plain, first, second] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  const run = { plain: 0, first: 0, second: 0 }
  let [since, pending] = [0, 0]
  for (let at = 0; at < count; at += 1) {
    const time = events[at] ?? Number.NaN
    if (time > since) {
      age(run, pending, decay, time - since)
      pending = 0
    }
    since = time
    pending += 1
    plain[at] = run.plain
    first[at] = run.first
    second[at] = run.second
  }
  if (until > since) age(run, pending, decay, until - since)
  return { plain, first, second, end: run }
}

type Run = { plain: number; first: number; second: number }

const age = (run: Run, pending: number, decay: number, gap: number): void => {
  const fade = exp(-decay * gap)
  const all = run.plain + pending
  run.second = fade * (run.second + gap * (2 * run.first + gap * all))
  run.first = fade * (run.first + gap * all)
  run.plain = fade * all
}
