import { lots, NO_LOTS, type Lots } from '../../units/index.ts'

/**
 * Largest size in 0..quantity for which `holds` says yes, by bisection on whole lots.
 *
 * `holds` must be monotone: once it fails it fails for every larger size. Size 0 is never asked: taking nothing is always
 * possible. Asks at most ⌈log2(quantity)⌉ + 2 times, and only twice where not even one lot holds.
 */
export const largestHolding = (quantity: Lots, holds: (size: Lots) => boolean): Lots => {
  if (quantity <= 0n) return NO_LOTS
  if (holds(quantity)) return quantity
  if (!holds(ONE_LOT)) return NO_LOTS
  let [yes, no]: [bigint, bigint] = [1n, quantity]
  while (no - yes > 1n) {
    const middle = (yes + no) / 2n
    if (holds(lots(middle))) yes = middle
    else no = middle
  }
  return lots(yes)
}

const ONE_LOT = lots(1n)
