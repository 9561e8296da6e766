import fc from 'fast-check'
import type { SviSlice } from './svi.ts'

const within = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true })

/** Any slice with variance above 0, arbitrage or not: the least variance is drawn and a follows from it. */
export const sviDraw: fc.Arbitrary<SviSlice> = fc
  .record({
    least: within(0.001, 0.3),
    b: within(0.001, 2.2),
    rho: within(-0.98, 0.98),
    m: within(-0.6, 0.6),
    sigma: within(0.02, 1),
  })
  .map(({ least, b, rho, m, sigma }) => ({ a: least - b * sigma * Math.sqrt(1 - rho * rho), b, rho, m, sigma }))
