/** The known name closest to what was typed, or null when none is close enough to be meant. */
export const nearest = (typed: string, known: readonly string[]): string | null => {
  let [best, least] = [null as string | null, Math.max(2, Math.floor(typed.length / 3)) + 1]
  for (const name of known) {
    const steps = editDistance(typed.toLowerCase(), name.toLowerCase())
    if (steps < least) [best, least] = [name, steps]
  }
  return best
}

/** `did you mean x? known: a, b, c`, or the known names alone. */
export const suggestion = (typed: string, known: readonly string[]): string => {
  const close = nearest(typed, known)
  const all = known.length === 0 ? 'there are none' : `known: ${known.join(', ')}`
  return close === null ? all : `did you mean ${close}? ${all}`
}

/** Insertions, deletions and replacements that turn one text into the other (Levenshtein). */
export const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [i, unit] of Array.from(from).entries()) {
    const next = [i + 1]
    for (const [j, other] of Array.from(to).entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (unit === other ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
