import { greatest, least } from '../units/index.ts'
import { bisectInteger } from '../math/index.ts'

/** A stretch of steps on which `surplus` is concave but for rounding, with a first guess of where it turns non-negative. */
export interface Sought {
  readonly from: bigint
  readonly to: bigint
  readonly guess: bigint
  readonly surplus: (step: bigint) => bigint
}

/**
 * The smallest step in (from, to] with a surplus of at least zero, null when there is none; the surplus at `from` is
 * negative. The step before the answer always misses.
 */
export const firstReaching = (sought: Sought): bigint | null => {
  const { from, to, surplus } = sought
  const reached = surplus(to) >= 0n ? to : reachingPoint(sought)
  if (reached === null) return null
  const [low, high] = bracket({ ...sought, to: reached })
  return bisectInteger(low, high, (step) => surplus(step) >= 0n) ?? (high > from ? high : null)
}

/** The step with the highest surplus in [from, to], the smallest of equals. */
export const highestPoint = ({ from, to, surplus }: Sought): bigint => {
  const [low, high] = narrow(from, to, surplus, () => false)
  let best = low
  for (let step = low + 1n; step <= high; step += 1n) if (surplus(step) > surplus(best)) best = step
  return best
}

const reachingPoint = ({ from, to, surplus }: Sought): bigint | null => {
  let found: bigint | null = null
  const [low, high] = narrow(from, to, surplus, (step) => {
    if (surplus(step) >= 0n) found = step
    return found !== null
  })
  for (let step = low; step <= high && found === null; step += 1n) if (surplus(step) >= 0n) found = step
  return found
}

/** Narrows [from, to] around the top of a concave function to a few steps, at once when it only rises or only falls, or stops when `enough` says so. */
const narrow = (
  from: bigint,
  to: bigint,
  surplus: (step: bigint) => bigint,
  enough: (step: bigint) => boolean,
): readonly [bigint, bigint] => {
  let [low, high] = [from, to]
  if (surplus(high - 1n) < surplus(high)) low = greatest(low, high - 1n)
  else if (surplus(low) > surplus(low + 1n)) high = least(high, low + 1n)
  while (high - low > 8n) {
    const left = low + ((high - low) * 382n) / 1000n
    const right = high - ((high - low) * 382n) / 1000n
    if (enough(left) || enough(right)) break
    if (surplus(left) < surplus(right)) low = left
    else high = right
  }
  return [low, high]
}

/** Doubling strides from the guess until a missing and a reaching step stand on either side. */
const bracket = ({ from, to, guess, surplus }: Sought): readonly [bigint, bigint] => {
  let [low, high] = [from, to]
  let at = guess <= from ? from + 1n : guess >= to ? to : guess
  for (let stride = 1n; at > low && at < high; stride *= 2n) {
    if (surplus(at) >= 0n) {
      high = at
      at -= stride
    } else {
      low = at
      at += stride
    }
  }
  return [low, high]
}
