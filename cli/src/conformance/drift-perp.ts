import { baseToCover, formatDecimal, insuranceFeeRate, maxPortion, rampedFee } from '@ebbline/core'
import { exactIn, exactOf, type Adapter, type Inputs } from './adapter.ts'

/** Name of the vector file of Drift. */
export const DRIFT = 'drift-v2.json'
/** Decimals of quote amounts, prices, rates and fees. */
export const QUOTE = 6
/** Decimals of base amounts. */
export const BASE = 9
/** Decimals of portions and weights. */
export const PORTION = 4

const marketIn = (inputs: Inputs) => ({
  shortage: exactIn(inputs, 'marginShortage', QUOTE),
  marginRate: exactIn(inputs, 'marginRatio', QUOTE),
  keeperFee: exactIn(inputs, 'liquidatorFee', QUOTE),
  price: exactIn(inputs, 'oraclePrice', QUOTE),
  quotePrice: exactIn(inputs, 'quotePrice', QUOTE),
})

/** What covers a shortage: the sizing `cover-shortage`. */
export const driftSizeCase: Adapter = {
  file: DRIFT,
  formula: 'sizeToCoverShortage',
  run: (inputs) => {
    const base = baseToCover(marketIn(inputs), exactIn(inputs, 'insuranceFee', QUOTE))
    return base === null ? { verdict: 'unlimited' } : { baseAmount: formatDecimal(base, BASE), baseAmountAtoms: base }
  },
}

/** The insurance fee on a position: the penalty `insurance-fee`. */
export const driftInsuranceCase: Adapter = {
  file: DRIFT,
  formula: 'insuranceFeeRate',
  run: (inputs) => {
    const base = exactIn(inputs, 'baseAmount', BASE)
    const fee = insuranceFeeRate(marketIn(inputs), base, exactIn(inputs, 'maxInsuranceFee', QUOTE))
    return { insuranceFee: formatDecimal(fee, QUOTE) }
  },
}

/** Below what shortage nothing is held back. */
const TINY = '50'

/** How much may be taken by now: the pacing `freed-ramp`. */
export const driftPortionCase: Adapter = {
  file: DRIFT,
  formula: 'maxPortion',
  run: (inputs) => {
    const portion = maxPortion(
      {
        shortage: exactIn(inputs, 'marginShortage', QUOTE),
        freed: exactIn(inputs, 'marginAlreadyFreed', QUOTE),
        tiny: exactOf('tiny', TINY, QUOTE),
      },
      {
        elapsed: exactIn(inputs, 'slotsElapsed', 0),
        duration: exactIn(inputs, 'durationSlots', 0),
        initial: exactIn(inputs, 'initialPct', PORTION),
      },
    )
    return { maxPortion: formatDecimal(portion, PORTION) }
  },
}

/** Decimals of a rise a slot. */
const FINE = 18

/** The keeper's fee as time goes on: the penalty `fee-ramp`. */
export const driftFeeRampCase: Adapter = {
  file: DRIFT,
  formula: 'liquidatorFeeRamp',
  run: (inputs) => {
    const fee = rampedFee(
      {
        base: exactIn(inputs, 'baseFee', FINE),
        most: exactIn(inputs, 'maxFee', FINE),
        graceSlots: exactIn(inputs, 'graceSlots', 0),
        perSlot: exactIn(inputs, 'increasePerSlot', FINE),
      },
      exactIn(inputs, 'slotsElapsed', 0),
    )
    return { liquidatorFee: formatDecimal(fee, FINE) }
  },
}
