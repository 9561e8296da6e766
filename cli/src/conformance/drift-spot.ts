import {
  assetForLiability,
  formatDecimal,
  liabilityForAsset,
  liabilityToCover,
  spotInsuranceFee,
  swapBound,
  type TokenTerms,
} from '@ebbline/core'
import { exactIn, numberIn, type Adapter, type Inputs } from './adapter.ts'
import { DRIFT, PORTION, QUOTE } from './drift-perp.ts'

/** Decimals of tokens where a case states none. */
const TOKEN = 18

const tokenIn = (inputs: Inputs, name: 'asset' | 'liability'): TokenTerms => ({
  decimals: numberIn(inputs, `${name}Decimals`),
  ...pricedIn(inputs, name),
})

const pricedIn = (inputs: Inputs, name: 'asset' | 'liability') => ({
  price: exactIn(inputs, `${name}Price`, QUOTE),
  multiplier: exactIn(inputs, `${name}Multiplier`, QUOTE),
})

const weightsIn = (inputs: Inputs) => ({
  assetWeight: exactIn(inputs, 'assetWeight', PORTION),
  assetMultiplier: exactIn(inputs, 'assetMultiplier', QUOTE),
  liabilityWeight: exactIn(inputs, 'liabilityWeight', PORTION),
})

/** How much of a debt covers a shortage. */
export const driftLiabilityCase: Adapter = {
  file: DRIFT,
  formula: 'liabilityToCoverShortage',
  run: (inputs) => {
    const liability = tokenIn(inputs, 'liability')
    const transfer = liabilityToCover({
      ...weightsIn(inputs),
      liability,
      shortage: exactIn(inputs, 'marginShortage', QUOTE),
      insuranceFee: exactIn(inputs, 'insuranceFee', QUOTE),
    })
    return transfer === null
      ? { verdict: 'unlimited' }
      : { liabilityTransferAtoms: transfer, liabilityTransfer: formatDecimal(transfer, liability.decimals) }
  },
}

/** How much of a debt an asset pays for. */
export const driftImpliedCase: Adapter = {
  file: DRIFT,
  formula: 'liabilityImpliedByAsset',
  run: (inputs) => ({
    liabilityTransferAtoms: liabilityForAsset(
      exactIn(inputs, 'assetAmountAtoms', 0),
      tokenIn(inputs, 'asset'),
      tokenIn(inputs, 'liability'),
    ),
  }),
}

/** How much of an asset pays for a debt. */
export const driftAssetCase: Adapter = {
  file: DRIFT,
  formula: 'assetForLiability',
  run: (inputs) => ({
    assetTransferAtoms: assetForLiability(exactIn(inputs, 'assetAmountAtoms', 0), tokenIn(inputs, 'asset'), {
      ...tokenIn(inputs, 'liability'),
      transfer: exactIn(inputs, 'liabilityTransferAtoms', 0),
    }),
  }),
}

/** The insurance fee on a debt. */
export const driftSpotInsuranceCase: Adapter = {
  file: DRIFT,
  formula: 'spotInsuranceFeeRate',
  run: (inputs) => {
    const fee = spotInsuranceFee({
      ...weightsIn(inputs),
      liability: { decimals: TOKEN, ...pricedIn(inputs, 'liability') },
      shortage: exactIn(inputs, 'marginShortage', QUOTE),
      owed: exactIn(inputs, 'liabilityAmount', TOKEN),
      most: exactIn(inputs, 'maxInsuranceFee', QUOTE),
    })
    return { insuranceFee: formatDecimal(fee, QUOTE) }
  },
}

/** What a liquidating swap must at least return. */
export const driftSwapCase: Adapter = {
  file: DRIFT,
  formula: 'swapBound',
  run: (inputs) => {
    const swap = {
      assetTransfer: exactIn(inputs, 'assetTransfer', TOKEN),
      liabilityTransfer: exactIn(inputs, 'liabilityTransfer', TOKEN),
    }
    const { worst, accepted } = swapBound(swap, pricedIn(inputs, 'asset'), pricedIn(inputs, 'liability'))
    return { accepted, worstCasePrice: formatDecimal(worst, QUOTE) }
  },
}
