/**
 * Two neighbouring integers between which a yes-or-no changes, found by halving.
 *
 * @returns `{ same, other }` with |same - other| = 1, `same` answering as `from` does and `other` as `to` does; refuses
 * nothing: the caller knows that the two ends answer differently.
 */
export const bisect = (
  from: bigint,
  to: bigint,
  holds: (at: bigint) => boolean,
): { readonly same: bigint; readonly other: bigint } => {
  const atFrom = holds(from)
  let [same, other] = [from, to]
  while (other - same > 1n || same - other > 1n) {
    const middle = (same + other) / 2n
    if (holds(middle) === atFrom) same = middle
    else other = middle
  }
  return { same, other }
}

/** Growth of the step by which `bisectNear` leaves a guess that was off. */
const STRIDE = 8n

/**
 * What `bisect` finds where the answer changes exactly once, reached from a guess: a good one costs a few looks instead of
 * one for every doubling of the range. A guess outside the range is moved to its nearer end.
 */
export const bisectNear = (
  { from, to }: { readonly from: bigint; readonly to: bigint },
  guess: bigint,
  holds: (at: bigint) => boolean,
): { readonly same: bigint; readonly other: bigint } => {
  const [low, high] = from < to ? [from, to] : [to, from]
  const inside = (at: bigint): bigint => (at < low ? low : at > high ? high : at)
  const start = inside(guess)
  const atFrom = holds(from)
  const towards = holds(start) === atFrom ? to : from
  let [last, step] = [start, towards > start ? 1n : -1n]
  while (last !== towards) {
    const next = inside(last + step)
    if ((holds(next) === atFrom) === (towards === from))
      return towards === from ? bisect(next, last, holds) : bisect(last, next, holds)
    last = next
    step *= STRIDE
  }
  return bisect(from, to, holds)
}
