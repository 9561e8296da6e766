/**
 * What one stretch of time of one market contributes to an estimate: sums that add up over stretches, so that drawing
 * stretches anew needs no second look at the data.
 */
export type Sums = Float64Array

/** Stretches of one market (or of several that share their shocks), in order of time. */
export type Stretches = readonly Sums[]

/** Sum of some stretches; `width` zeros when there is none. */
export const totalOf = (stretches: Stretches, width: number): Sums => {
  const total = new Float64Array(width)
  for (const sums of stretches) for (const [at, value] of sums.entries()) total[at] = (total[at] ?? 0) + value
  return total
}

/** Writes stretches by number: what is added to stretch 7 lands in the eighth. Empty ones are kept out. */
export interface StretchBook {
  /** The sums of a stretch, to be added to in place. */
  readonly at: (stretch: number) => Sums
  readonly done: () => Stretches
}

/** An empty book of stretches with `width` sums each. */
export const openStretches = (width: number): StretchBook => {
  const kept = new Map<number, Sums>()
  return {
    at: (stretch) => {
      const known = kept.get(stretch)
      if (known !== undefined) return known
      const fresh = new Float64Array(width)
      kept.set(stretch, fresh)
      return fresh
    },
    done: () => [...kept].toSorted(([one], [other]) => one - other).map(([, sums]) => sums),
  }
}

/** Adds to one of the sums. */
export const add = (sums: Sums, at: number, value: number): void => {
  sums[at] = (sums[at] ?? 0) + value
}
