import {
  bankruptcyQuote,
  breaches,
  fillablePrice,
  fillValue,
  inQuoteUnits,
  insuranceFundDelta,
  lots,
  marginSplit,
  measure,
  RATIO_ONE,
} from '@ebbline/core'
import { CaseShapeError, textIn, type Adapter, type Inputs, type Outputs } from './adapter.ts'
import {
  cashIn,
  cashText,
  closingIn,
  marketIn,
  priceOf,
  QUANTUM,
  rateIn,
  sizeOf,
  subaccountIn,
} from './dydx-account.ts'

const FILE = 'dydx-v4.json'

/** Equity under the maintenance requirement of an account that holds anything: core's measure and its breach at a multiple of one. */
export const dydxTriggerCase: Adapter = {
  file: FILE,
  formula: 'trigger',
  run: (inputs) => {
    const { rules, account, marks } = subaccountIn(inputs)
    const measured = measure(rules, account, marks, 'maintenance')
    return {
      liquidatable: measured.requirement > 0n && breaches(measured, RATIO_ONE),
      netCollateral: cashText(measured.equity),
      maintenanceRequirement: cashText(measured.requirement),
    }
  },
}

const quoteOf = (inputs: Inputs): Outputs => {
  const { rules, account, marks } = subaccountIn(inputs)
  const quote = bankruptcyQuote(rules, account, marks, closingIn(inputs), QUANTUM)
  return quote.kind === 'quote' ? { bankruptcyQuoteDelta: cashText(quote.atoms) } : { verdict: 'invalidCloseDelta' }
}

/** What closing a slice must bring: the split of equity behind the limit `fillable-price` and the penalty of the preset. */
export const dydxBankruptcyCase: Adapter = { file: FILE, formula: 'bankruptcyQuote', run: quoteOf }

/** The same function, where it refuses a slice that closes nothing of what is held. */
export const dydxCloseDeltaCase: Adapter = { file: FILE, formula: 'closeDeltaValidity', run: quoteOf }

/** Worst price of the limit `fillable-price`, before it is rounded to a tick. */
export const dydxFillableCase: Adapter = {
  file: FILE,
  formula: 'fillablePrice',
  run: (inputs) => {
    const subaccount = subaccountIn(inputs)
    const { rules, account, marks } = subaccount
    const market = marketIn(subaccount, textIn(inputs, 'closeMarket'))
    const split = marginSplit(rules, account, marks, market.id)
    if (split === null) throw new CaseShapeError('closeMarket', market.id, 'the market of a position')
    const price = fillablePrice(split, {
      adjustment: rateIn(inputs, 'bankruptcyAdjustment'),
      spread: rateIn(inputs, 'spreadToMaintenanceMarginRatio'),
    })
    const { numerator, denominator } = inQuoteUnits(market, price)
    return { fillablePrice: { num: numerator, den: denominator } }
  },
}

/** What one fill brings to the fund or costs it: as the engine books it for a penalty capped by the improvement. */
export const dydxInsuranceCase: Adapter = {
  file: FILE,
  formula: 'insuranceFundDelta',
  run: (inputs) => {
    const size = sizeOf('fillSize', inputs['fillSize'])
    if (size === 0n) return { verdict: 'zeroFillSize' }
    const subaccount = subaccountIn(inputs)
    const { rules, account, marks } = subaccount
    const [held] = account.positions
    if (held === undefined) throw new CaseShapeError('positions', inputs['positions'], 'one position')
    const market = marketIn(subaccount, held.instrument)
    const [closed, counter] = sells(inputs) ? [lots(-size), lots(size)] : [lots(size), lots(-size)]
    const quote = bankruptcyQuote(rules, account, marks, { instrument: market.id, size: closed }, QUANTUM)
    if (quote.kind === 'invalid-close') return { verdict: 'invalidCloseDelta' }
    const delta = insuranceFundDelta({
      received: fillValue(market, counter, priceOf('fillPrice', inputs['fillPrice'])),
      bankruptcy: quote.atoms,
      feeRate: rateIn(inputs, 'maxLiquidationFee'),
      quantum: cashIn(inputs, 'quoteStep'),
    })
    return { insuranceFundDelta: cashText(delta) }
  },
}

const sells = (inputs: Inputs): boolean => {
  const side = textIn(inputs, 'side')
  if (side === 'sell') return true
  if (side === 'buy') return false
  throw new CaseShapeError('side', side, 'sell or buy')
}
