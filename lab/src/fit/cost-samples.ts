import { math, REFERENCE_BPS } from '@ebbline/core'
import { midOf, replayBook, walkAsks, walkBids, type DepthTape, type ReplayedBook } from '../l2/index.ts'

/** A size that was walked through the book now and through the book of a little later. */
export interface CostSample {
  readonly side: 'buy' | 'sell'
  /** Receipt of the look, microseconds UTC. */
  readonly timeUs: number
  readonly latencySec: number
  /** Lots of the tape. */
  readonly size: number
  /** Size over what stood within 50 bp. */
  readonly share: number
  /** Walk of the book now, bp of notional against its mid. */
  readonly estimate: number
  /** Walk of the book `latencySec` later against the mid of that moment. */
  readonly realised: number
}

export interface CostSampling {
  /** Time between looks, microseconds. */
  readonly stepUs: number
  /** Whole numbers of steps. */
  readonly latencies: readonly number[]
  /** Sizes drawn for each look, side and latency. */
  readonly sizes: number
  readonly stream: math.RandomStream
}

/** Sizes are log-uniform between these shares of the depth within 50 bp. */
const [SHARE_MIN, SHARE_MAX] = [0.01, 0.5]

/** Levels beyond this distance are left out: the largest size lies well within. */
const FARTHEST_BPS = 150

/**
 * Walks random sizes through a recorded book at even steps and again after each latency. Sizes that either book does not
 * hold within 150 bp are left out.
 *
 * @throws ReplayError as `replayBook` does
 */
export const costSamples = (tape: DepthTape, sampling: CostSampling): readonly CostSample[] => {
  const looks = walkedLooks(tape, sampling.stepUs)
  const samples: CostSample[] = []
  let draw = 0
  for (const [at, now] of looks.entries())
    for (const side of ['buy', 'sell'] as const)
      for (const steps of sampling.latencies) {
        const later = looks[at + steps]
        if (later === undefined) continue
        for (let count = 0; count < sampling.sizes; count += 1) {
          const share = SHARE_MIN * (SHARE_MAX / SHARE_MIN) ** math.uniform(sampling.stream, draw++)
          const size = Math.max(1, Math.round(share * now[side].near))
          const [estimate, realised] = [costOf(now[side], size), costOf(later[side], size)]
          const latencySec = (steps * sampling.stepUs) / 1e6
          if (estimate > 0 && realised > 0)
            samples.push({
              side,
              timeUs: now.timeUs,
              latencySec,
              size,
              share: size / now[side].near,
              estimate,
              realised,
            })
        }
      }
  return samples
}

/** Levels of one side as running sums: size, and size × distance from mid [bp]. */
interface RunningWalk {
  readonly size: Float64Array
  readonly cost: Float64Array
  /** What stands within 50 bp. */
  readonly near: number
}

interface WalkedLook {
  readonly timeUs: number
  readonly buy: RunningWalk
  readonly sell: RunningWalk
}

const walkedLooks = (tape: DepthTape, stepUs: number): readonly WalkedLook[] => {
  const looks: WalkedLook[] = []
  let nextUs = Number.NaN
  replayBook(tape, (book, message, next) => {
    if (message.isSnapshot || next === null) return
    if (Number.isNaN(nextUs)) nextUs = Math.ceil(message.receivedUs / stepUs) * stepUs
    if (nextUs >= next.receivedUs) return
    const walks = { buy: runningWalk(book, 'buy'), sell: runningWalk(book, 'sell') }
    for (; nextUs < next.receivedUs; nextUs += stepUs) looks.push({ timeUs: nextUs, ...walks })
  })
  return looks
}

const runningWalk = (book: ReplayedBook, side: 'buy' | 'sell'): RunningWalk => {
  const mid = midOf(book)
  const [sizes, costs]: [number[], number[]] = [[], []]
  let [size, cost, near] = [0, 0, 0]
  const walk = side === 'buy' ? walkAsks : walkBids
  walk(book, (price, standing) => {
    const distance = (Math.abs(price - mid) / mid) * 10_000
    if (distance > FARTHEST_BPS) return false
    size += standing
    cost += standing * distance
    if (distance <= REFERENCE_BPS) near = size
    sizes.push(size)
    costs.push(cost)
    return true
  })
  return { size: Float64Array.from(sizes), cost: Float64Array.from(costs), near }
}

/** bp of notional; NaN when the walk does not hold the size. */
const costOf = (walk: RunningWalk, wanted: number): number => {
  const at = firstHolding(walk.size, wanted)
  if (at >= walk.size.length) return Number.NaN
  const [before, paid] = at === 0 ? [0, 0] : [walk.size[at - 1] ?? 0, walk.cost[at - 1] ?? 0]
  const distance = ((walk.cost[at] ?? 0) - paid) / ((walk.size[at] ?? 0) - before)
  return (paid + (wanted - before) * distance) / wanted
}

const firstHolding = (sizes: Float64Array, wanted: number): number => {
  let [low, high] = [0, sizes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sizes[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
