import { continuation, formatDecimal, ratio } from '@ebbline/core'
import { exactOf, listIn, type Adapter, type Inputs } from './adapter.ts'

const DECIMALS = 18

/** What accounts are still worth after two ways of deleveraging them. */
export const proRataVsTargetedCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'proRataVsTargeted',
  run: (inputs) => ({
    targetedContinuation: left(inputs, 'targetedCuts'),
    proRataContinuation: left(inputs, 'proRataCuts'),
  }),
}

const left = (inputs: Inputs, cuts: string): string => {
  const values = listIn(inputs, 'values').map((value) => exactOf('values', value, DECIMALS))
  const shares = listIn(inputs, cuts).map((cut) => ratio(exactOf(cuts, cut, DECIMALS)))
  return formatDecimal(
    continuation(values.map((value, index) => ({ value, cut: shares[index] ?? ratio(0n) }))),
    DECIMALS,
  )
}
