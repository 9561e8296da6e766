import { firmBehind, firmRisk, type Firm } from '@ebbline/core'
import { numberIn, type Adapter, type Inputs, type Outputs } from './adapter.ts'

const FILE = 'merton_structural.json'

/** A firm's assets to what is seen of it. */
export const firmForwardCase: Adapter = {
  file: FILE,
  formula: 'mertonForward',
  run: (inputs) => {
    const { equity, equityVol, defaultProbability, distance, debtValue } = firmRisk({
      assets: numberIn(inputs, 'V'),
      assetVol: numberIn(inputs, 'sigma_V'),
      ...claimIn(inputs),
    })
    return { E: equity, sigma_E: equityVol, PD: defaultProbability, d2: distance, debt_value: debtValue }
  },
}

/** What is seen of a firm to its assets. */
export const firmInverseCase: Adapter = { file: FILE, formula: 'mertonInverse', run: (inputs) => seen(inputs) }

/** The same with the creditors' losses, as a textbook prints them. */
export const firmPublishedCase: Adapter = {
  file: FILE,
  formula: 'mertonInversePublished',
  run: (inputs) => {
    const { safeDebtValue, expectedLoss, recovery } = firmRisk(firmIn(inputs))
    return {
      ...seen(inputs),
      riskfree_debt: safeDebtValue,
      expected_loss_pct: 100 * expectedLoss,
      recovery_pct: 100 * recovery,
    }
  },
}

const claimIn = (inputs: Inputs): Pick<Firm, 'debt' | 'rate' | 'time'> => ({
  debt: numberIn(inputs, 'D'),
  rate: numberIn(inputs, 'r'),
  time: numberIn(inputs, 'T'),
})

const firmIn = (inputs: Inputs): Firm =>
  firmBehind({ equity: numberIn(inputs, 'E'), equityVol: numberIn(inputs, 'sigma_E'), ...claimIn(inputs) })

const seen = (inputs: Inputs): Outputs => {
  const firm = firmIn(inputs)
  const { defaultProbability, distance, debtValue } = firmRisk(firm)
  return { V: firm.assets, sigma_V: firm.assetVol, PD: defaultProbability, d2: distance, debt_value: debtValue }
}
