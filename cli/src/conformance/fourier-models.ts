import {
  bates,
  heston,
  kou,
  merton,
  mertonOfShare,
  type ExpiryOption,
  type HestonParameters,
  type KouParameters,
  type NormalJumps,
} from '@ebbline/core'
import { numberIn, type Adapter, type Inputs } from './adapter.ts'
import { kindIn } from './option-terms.ts'

const DAYS_PER_YEAR = 365

const optionIn = (inputs: Inputs, time: number): ExpiryOption => ({
  kind: kindIn(inputs),
  spot: numberIn(inputs, 'S'),
  strike: numberIn(inputs, 'K'),
  time,
  rate: numberIn(inputs, 'r'),
  dividend: numberIn(inputs, 'q'),
})

const inYears = (inputs: Inputs): ExpiryOption => optionIn(inputs, numberIn(inputs, 'T'))

const inDays = (inputs: Inputs): ExpiryOption => optionIn(inputs, numberIn(inputs, 'days') / DAYS_PER_YEAR)

const hestonIn = (inputs: Inputs): HestonParameters => ({
  variance: numberIn(inputs, 'v0'),
  reversion: numberIn(inputs, 'kappa'),
  longVariance: numberIn(inputs, 'theta'),
  volOfVariance: numberIn(inputs, 'sigma'),
  correlation: numberIn(inputs, 'rho'),
})

const normalJumpsIn = (inputs: Inputs): NormalJumps => ({
  intensity: numberIn(inputs, 'jump_intensity'),
  logMean: numberIn(inputs, 'jump_log_mean'),
  logDeviation: numberIn(inputs, 'jump_log_std'),
})

const kouIn = (inputs: Inputs): KouParameters => ({
  vol: numberIn(inputs, 'vol'),
  jumps: {
    intensity: numberIn(inputs, 'jump_intensity'),
    upShare: numberIn(inputs, 'p_up'),
    upRate: numberIn(inputs, 'eta_up'),
    downRate: numberIn(inputs, 'eta_down'),
  },
})

/** Printed prices under stochastic volatility. */
export const hestonPublishedCase: Adapter = {
  file: 'heston.json',
  formula: 'hestonPublished',
  run: (inputs) => ({ price: heston(hestonIn(inputs), inYears(inputs)).price }),
}

/** Prices over strikes and expiries under stochastic volatility. */
export const hestonGridCase: Adapter = {
  file: 'heston.json',
  formula: 'hestonGrid',
  run: (inputs) => ({ price: heston(hestonIn(inputs), inDays(inputs)).price }),
}

/** Stochastic volatility with normal jumps. */
export const batesCase: Adapter = {
  file: 'bates.json',
  formula: 'batesPrice',
  run: (inputs) => ({
    price: bates({ diffusion: hestonIn(inputs), jumps: normalJumpsIn(inputs) }, inDays(inputs)).price,
  }),
}

/** Printed prices under normal jumps, told by total volatility and the share of jumps. */
export const mertonPublishedCase: Adapter = {
  file: 'merton_jump_diffusion.json',
  formula: 'mertonPublished',
  run: (inputs) => {
    const law = mertonOfShare({
      totalVol: numberIn(inputs, 'total_vol'),
      jumpShare: numberIn(inputs, 'jump_fraction_gamma'),
      intensity: numberIn(inputs, 'jump_intensity'),
    })
    return { price: merton(law, inYears(inputs)).price }
  },
}

/** Prices over strikes and expiries under normal jumps. */
export const mertonGridCase: Adapter = {
  file: 'merton_jump_diffusion.json',
  formula: 'mertonGrid',
  run: (inputs) => ({
    price: merton({ vol: numberIn(inputs, 'vol'), jumps: normalJumpsIn(inputs) }, inDays(inputs)).price,
  }),
}

/** The printed price under double-exponential jumps. */
export const kouPublishedCase: Adapter = {
  file: 'kou_jump_diffusion.json',
  formula: 'kouPublished',
  run: (inputs) => ({ price: kou(kouIn(inputs), inYears(inputs)).price }),
}

/** Prices over strikes and expiries under double-exponential jumps. */
export const kouGridCase: Adapter = {
  file: 'kou_jump_diffusion.json',
  formula: 'kouGrid',
  run: (inputs) => ({ price: kou(kouIn(inputs), inDays(inputs)).price }),
}
