import type { Advance } from './advance.ts'

/** Exact steps of geometric Brownian motion: X + (carry − ½·vol²)·dt + vol·√dt·Z. */
export const constantVolStep = (vol: number, carry: number, years: number): Advance => {
  const drift = (carry - 0.5 * vol * vol) * years
  const deviation = vol * Math.sqrt(years)
  return ({ logSpot, from, count, normals }) => {
    for (let i = 0; i < count; i += 1)
      logSpot[from + i] = (logSpot[from + i] as number) + drift + deviation * (normals[i] as number)
  }
}
