/**
 * p-values of tests that are made together, each raised so that the chance of any false alarm among them stays under the level at which
 * they are read, however the tests depend on one another. In the order given.
 *
 * @source Holm, Scandinavian J. Statistics 6 (1979) 65; docs/models/model-risk.md, section 3
 */
export const holm = (pValues: readonly number[]): readonly number[] => {
  const order = pValues.map((_, at) => at).toSorted((one, other) => (pValues[one] ?? 1) - (pValues[other] ?? 1))
  const adjusted = pValues.map(() => 1)
  let before = 0
  for (const [rank, at] of order.entries()) {
    before = Math.max(before, Math.min(1, (pValues.length - rank) * (pValues[at] ?? 1)))
    adjusted[at] = before
  }
  return adjusted
}
