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
