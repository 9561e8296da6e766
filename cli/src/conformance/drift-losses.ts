import {
  atoms,
  depositIndexDelta,
  formatDecimal,
  fundingRateDelta,
  holderCost,
  leftAfter,
  lossPerBaseUnit,
  openInterest,
  type Atoms,
} from '@ebbline/core'
import { exactIn, exactOf, type Adapter, type Outputs } from './adapter.ts'
import { BASE, DRIFT, QUOTE } from './drift-perp.ts'

/** Decimals of amounts whose quotient is not rounded to an atom. */
const FINE = 18
/** Decimals of an index of deposits. */
const INDEX = 10

const NOBODY: Outputs = { verdict: 'revert:CantResolvePerpBankruptcy' }

/** One base unit at the decimals of base amounts. */
const oneBase = (): bigint => exactOf('one', '1', BASE)

/** What each base unit pays of a loss: the waterfall step `socialise` by open interest. */
export const driftFundingCase: Adapter = {
  file: DRIFT,
  formula: 'socializedFundingDelta',
  run: (inputs) => {
    const [long, short] = [exactIn(inputs, 'openInterestLong', BASE), exactIn(inputs, 'openInterestShort', BASE)]
    const perUnit = lossPerBaseUnit(atoms(exactIn(inputs, 'loss', QUOTE)), openInterest([long, short]), oneBase())
    if (perUnit === null) return NOBODY
    return { fundingRateDeltaAtoms: fundingRateDelta(perUnit), lossPerBaseUnit: formatDecimal(perUnit, QUOTE) }
  },
}

/** By how much the index of deposits falls. */
export const driftDepositCase: Adapter = {
  file: DRIFT,
  formula: 'socializedDepositDelta',
  run: (inputs) => {
    const delta = depositIndexDelta({
      borrow: exactIn(inputs, 'borrow', FINE),
      totalDeposits: exactIn(inputs, 'totalDeposits', FINE),
      index: exactIn(inputs, 'cumulativeInterest', INDEX),
    })
    return { interestDelta: formatDecimal(delta, INDEX), interestDeltaAtoms: delta }
  },
}

/** What the fund, which keeps one atom, and the fee pool leave for the holders: the waterfall of the preset. */
export const driftBankruptcyCase: Adapter = {
  file: DRIFT,
  formula: 'bankruptcyWaterfall',
  run: (inputs) => {
    const amount = (name: string): Atoms => atoms(exactIn(inputs, name, FINE))
    const left = leftAfter(amount('loss'), [
      { has: amount('insuranceAvailable'), keeps: atoms(exactOf('keeps', '0.000001', FINE)) },
      { has: amount('feePool'), keeps: atoms(0n) },
    ])
    const perUnit = lossPerBaseUnit(left, exactIn(inputs, 'totalBaseOpenInterest', BASE), oneBase())
    if (perUnit === null) return NOBODY
    return {
      socialized: formatDecimal(left, FINE),
      lossPerBaseUnit: formatDecimal(perUnit, FINE),
      costToHolder: formatDecimal(holderCost(perUnit, exactIn(inputs, 'holderBase', BASE), oneBase()), FINE),
    }
  },
}
