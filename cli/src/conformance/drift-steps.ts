import { atoms, formatDecimal, isRecord, ratio, ticks } from '@ebbline/core'
import { keeperSteps } from '@ebbline/lab'
import { CaseShapeError, exactIn, listIn, numberIn, type Adapter, type Inputs } from './adapter.ts'
import { BASE, DRIFT, PORTION, QUOTE } from './drift-perp.ts'

/** Decimals of a ratio. */
const RATIO = 18

/** One call of a keeper after another: the preset's keeper stage, decided by the engine. */
export const driftStepsCase: Adapter = {
  file: DRIFT,
  formula: 'liquidateStep',
  run: (inputs) => {
    const rate = (name: string): string => formatDecimal(exactIn(inputs, name, QUOTE), QUOTE)
    const steps = keeperSteps({
      collateral: atoms(exactIn(inputs, 'collateral', QUOTE)),
      size: exactIn(inputs, 'positionSize', BASE),
      quoteEntry: atoms(exactIn(inputs, 'quoteEntry', QUOTE)),
      openBids: exactIn(inputs, 'openBids', BASE),
      orderMargin: atoms(exactIn(inputs, 'openOrderMargin', QUOTE)),
      price: ticks(exactIn(inputs, 'oraclePrice', QUOTE)),
      stepSize: exactIn(inputs, 'stepSize', BASE),
      maintenanceRate: ratio(exactIn(inputs, 'maintenanceMarginRatio', RATIO)),
      buffer: rate('marginBuffer'),
      keeperFee: rate('liquidatorFee'),
      insuranceMost: rate('maxInsuranceFee'),
      initial: formatDecimal(exactIn(inputs, 'initialPct', PORTION), PORTION),
      durationSlots: numberIn(inputs, 'durationSlots'),
      steps: listIn(inputs, 'steps').map(stepOf),
    })
    return {
      steps: steps.map(({ size, quote, freed, insurancePaid, liquidating }) => ({
        positionSize: formatDecimal(size, BASE),
        quoteBalanceInPosition: formatDecimal(quote, QUOTE),
        marginFreed: formatDecimal(freed, QUOTE),
        insuranceFeePaid: formatDecimal(insurancePaid, QUOTE),
        stillBeingLiquidated: liquidating,
      })),
    }
  },
}

const stepOf = (value: unknown): { readonly slot: number; readonly most: bigint } => {
  if (!isRecord(value)) throw new CaseShapeError('steps', value, 'a list of {slot, liquidatorMaxBase}')
  const step: Inputs = value
  return { slot: numberIn(step, 'slot'), most: exactIn(step, 'liquidatorMaxBase', BASE) }
}
