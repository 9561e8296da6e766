import { median, type Contender } from './measurement.ts'

/** One side of a race: does its work once more and says what a unit of it cost [CPU seconds of its own thread]. */
export type Racer = () => number

/** Shortest stretch of work that is timed [microseconds of CPU]. */
const STRETCH = 20_000

const IDLE = new Int32Array(new SharedArrayBuffer(4))

/** CPU time of this thread. Linux books it at clock ticks of 4 ms and when a thread leaves its core, so the thread leaves it for 10 µs. */
const usedMicroseconds = (): number => {
  Atomics.wait(IDLE, 0, 0, 0.01)
  const { user, system } = process.threadCpuUsage()
  return user + system
}

/** A contender in this process, its work repeated until a stretch is long enough to be timed. */
export const inProcess =
  ({ count, work }: Contender): Racer =>
  () => {
    const began = usedMicroseconds()
    let used = 0
    let passes = 0
    for (let batch = 1; used < STRETCH; batch *= 2) {
      for (let pass = 0; pass < batch; pass += 1) work()
      passes += batch
      used = usedMicroseconds() - began
    }
    return used / 1e6 / (passes * count)
  }

/**
 * Lets two sides take turns, each timed by the CPU time of its own thread, so that what else runs on the machine counts for
 * neither; one of them may be another process. The first round warms up and is left out.
 *
 * @returns units per CPU second of the first, and how many times the second's rate that is (median of the rounds).
 */
export const raceByCpu = (
  first: Racer,
  second: Racer,
  rounds: number,
): { readonly perSec: number; readonly ratio: number } => {
  const costs: number[] = []
  const ratios: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const own = first()
    const other = second()
    if (round === 0) continue
    costs.push(own)
    ratios.push(other / own)
  }
  return { perSec: 1 / median(costs), ratio: median(ratios) }
}
