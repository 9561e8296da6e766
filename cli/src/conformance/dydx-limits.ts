import {
  accountBlockBudget,
  atoms,
  exposure,
  lots,
  positionBlockLimit,
  ratio,
  roundToTick,
  type Left,
} from '@ebbline/core'
import { CaseShapeError, exactIn, exactOf, flagIn, numberIn, textIn, type Adapter } from './adapter.ts'
import { cashIn, cashText, marketOf, priceOf, QUANTUM, rateIn, sizeOf, type Subaccount } from './dydx-account.ts'

const FILE = 'dydx-v4.json'

/** Decimals of a price before it is rounded. */
const FINE = 40

/** A limit price on the tick grid: the rounding of `fillable-price` and `zero-price`. */
export const dydxTickCase: Adapter = {
  file: FILE,
  formula: 'tickRounding',
  run: (inputs) => {
    const price = {
      numerator: exactIn(inputs, 'fillablePriceQuotePerBaseQuantum', FINE),
      denominator: exactOf('one', '1', FINE),
    }
    const side = textIn(inputs, 'liquidatingSide')
    if (side !== 'long' && side !== 'short') throw new CaseShapeError('liquidatingSide', side, 'long or short')
    const grid = {
      tick: exactIn(inputs, 'tickSize', 0),
      most: exactIn(inputs, 'maxUint', 0),
      exponent: numberIn(inputs, 'quantumConversionExponent'),
    }
    return { subticks: roundToTick(price, side, grid) }
  },
}

/** What is left of an account's block: the budget behind the pace `block-budget`. */
export const dydxBlockBudgetCase: Adapter = {
  file: FILE,
  formula: 'accountBlockBudget',
  run: (inputs) => {
    const amount = (name: string) => atoms(exactIn(inputs, name, 0))
    const budget = accountBlockBudget(
      { notional: amount('maxNotionalPerBlock'), loss: amount('maxInsuranceLossPerBlock') },
      {
        notional: amount('notionalAlreadyLiquidated'),
        loss: amount('insuranceAlreadyLost'),
        marketDone: flagIn(inputs, 'marketAlreadyLiquidatedThisBlock'),
      },
    )
    return budget.kind === 'market-done'
      ? { verdict: 'marketAlreadyLiquidatedThisBlock' }
      : { remainingNotional: leftText(budget.notional), remainingInsuranceLoss: leftText(budget.loss) }
  },
}

const leftText = (left: Left): string => {
  if (left.kind === 'left') return String(left.atoms)
  return left.kind === 'exceeded' ? 'limitAlreadyExceeded' : 'unlimited'
}

/** Least and most notional of one slice: the bounds of the sizing `block-portion`. */
export const dydxPositionLimitCase: Adapter = {
  file: FILE,
  formula: 'positionBlockLimit',
  run: (inputs) => {
    const market = marketOf('X')
    const marks: Subaccount['marks'] = new Map([[market.id, priceOf('oraclePrice', inputs['oraclePrice'])]])
    const rules: Subaccount['rules'] = {
      numeraire: market.quote,
      instruments: new Map([[market.id, market]]),
      tiers: new Map(),
      collateral: new Map(),
      borrow: new Map(),
      profitHaircut: ratio(0n),
    }
    const limit = positionBlockLimit(
      exposure(rules, marks, market, lots(sizeOf('positionSize', inputs['positionSize']))),
      { floor: cashIn(inputs, 'minNotionalLiquidated'), portion: rateIn(inputs, 'maxPortionLiquidated') },
      QUANTUM,
    )
    return { minNotional: cashText(limit.least), maxNotional: cashText(limit.most) }
  },
}
