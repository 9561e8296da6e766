import {
  butterflyFactor,
  butterflyOf,
  hullWithin,
  jumpWingsOf,
  leastButterfly,
  repairedJumpWings,
  sviOfJumpWings,
  sviVariance,
  sviVol,
  type SviJumpWings,
  type SviSlice,
} from '@ebbline/core'
import { numberIn, numbersIn, type Adapter, type Inputs } from './adapter.ts'

/** The stretch of log strike that the file judges. */
const WINDOW = { low: -3, high: 3 }

const sliceIn = (inputs: Inputs): SviSlice => ({
  a: numberIn(inputs, 'a'),
  b: numberIn(inputs, 'b'),
  rho: numberIn(inputs, 'rho'),
  m: numberIn(inputs, 'm'),
  sigma: numberIn(inputs, 'sigma'),
})

/** Maturity, `T` or `t`. */
const timeIn = (inputs: Inputs): number => numberIn(inputs, inputs['T'] === undefined ? 't' : 'T')

const negativeStretch = (slice: SviSlice): ReturnType<typeof hullWithin> => {
  const butterfly = butterflyOf(slice)
  return butterfly.kind === 'free' ? null : hullWithin(butterfly.where, WINDOW)
}

/** Total variance, volatility and Durrleman's g along a slice. */
export const sviSliceCase: Adapter = {
  file: 'svi.json',
  formula: 'sviSlice',
  run: (inputs) => {
    const slice = sliceIn(inputs)
    const [time, ks] = [timeIn(inputs), numbersIn(inputs, 'k')]
    const least = leastButterfly(slice, WINDOW)
    return {
      total_variance: ks.map((k) => sviVariance(slice, k)),
      implied_vol: ks.map((k) => sviVol(slice, k, time)),
      g: ks.map((k) => butterflyFactor(slice, k)),
      arbitrage_free_on_minus3_3: negativeStretch(slice) === null,
      min_g: least.g,
      argmin_k: least.k,
    }
  },
}

/** Where g is negative. */
export const sviNegativeIntervalCase: Adapter = {
  file: 'svi.json',
  formula: 'sviNegativeInterval',
  run: (inputs) => ({ ...negativeStretch(sliceIn(inputs)) }),
}

/** Jump-wings parameters of a raw slice, and its repair. */
export const sviJwCase: Adapter = {
  file: 'svi.json',
  formula: 'sviJw',
  run: (inputs) => {
    const slice = sliceIn(inputs)
    const time = timeIn(inputs)
    const wings = jumpWingsOf(slice, time)
    const repaired = repairedJumpWings(wings)
    return {
      v: wings.variance,
      psi: wings.skew,
      p: wings.putSlope,
      c: wings.callSlope,
      v_tilde: wings.leastVariance,
      butterfly_arbitrage: hasArbitrage(slice),
      repaired_c: repaired.callSlope,
      repaired_v_tilde: repaired.leastVariance,
      repaired_butterfly_arbitrage: hasArbitrage(sviOfJumpWings(repaired, time)),
    }
  },
}

/** Whether a slice given by its jump wings has butterfly arbitrage. */
export const sviJwButterflyCase: Adapter = {
  file: 'svi.json',
  formula: 'sviJwButterfly',
  run: (inputs) => ({ butterfly_arbitrage: hasArbitrage(sviOfJumpWings(wingsIn(inputs), timeIn(inputs))) }),
}

const wingsIn = (inputs: Inputs): SviJumpWings => ({
  variance: numberIn(inputs, 'v'),
  skew: numberIn(inputs, 'psi'),
  putSlope: numberIn(inputs, 'p'),
  callSlope: numberIn(inputs, 'c'),
  leastVariance: numberIn(inputs, 'v_tilde'),
})

const hasArbitrage = (slice: SviSlice): boolean => butterflyOf(slice).kind === 'arbitrage'
