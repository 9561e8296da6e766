import fc from 'fast-check'

/** Sorted times from 0 to 20 on a grid of 1/64, so that some fall together. */
export const eventTimes: fc.Arbitrary<readonly number[]> = fc
  .array(fc.integer({ min: 0, max: 1280 }), { maxLength: 40 })
  .map((ticks) => ticks.toSorted((one, other) => one - other).map((tick) => tick / 64))

/** Within a billionth, absolutely and relatively. */
export const isClose = (got: number, wanted: number): boolean =>
  got === wanted || Math.abs(got - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted))
