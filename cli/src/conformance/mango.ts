import {
  cutAndSettle,
  formatDecimal,
  mirroredWeights,
  plainToken,
  RATIO_ONE,
  ratio,
  settleNegativeProfit,
  threeHealths,
  tokenForToken,
  unsettledProfit,
  type Ratio,
  type WeighedPerpetual,
  type WeighedToken,
  type Weights,
} from '@ebbline/core'
import { exactIn, exactOf, listIn, recordIn, type Adapter, type Inputs, type Outputs } from './adapter.ts'

const FILE = 'mango-v4.json'
/** Decimals of every amount; prices and weights have as many. */
const MONEY = 18

const money = (value: bigint): string => formatDecimal(value, MONEY)
const moneyIn = (inputs: Inputs, name: string): bigint => exactIn(inputs, name, MONEY)
const lotsIn = (inputs: Inputs, name: string): bigint => exactIn(inputs, name, 0)
const weightIn = (inputs: Inputs, name: string): Ratio => ratio(exactIn(inputs, name, MONEY))
const magnitudeIn = (inputs: Inputs, name: string): bigint => BigInt(String(lotsIn(inputs, name)).replace('-', ''))
/** A native unit in the atoms of these cases. */
const UNIT = exactOf('unit', 1, MONEY)
const FREE = ratio(0n)

/** The five sub-steps of the sizing `cut-and-settle`. */
export const perpBaseOrPnlCase: Adapter = {
  file: FILE,
  formula: 'perpBaseOrPnl',
  run: (inputs) => {
    const result = cutAndSettle({
      perpetual: {
        lots: lotsIn(inputs, 'perpBaseLots'),
        quote: moneyIn(inputs, 'perpQuote'),
        price: moneyIn(inputs, 'price'),
      },
      weights: { asset: weightIn(inputs, 'baseAssetWeight'), liability: weightIn(inputs, 'baseLiabWeight') },
      overall: weightIn(inputs, 'overallAssetWeight'),
      settleToken: moneyIn(inputs, 'settleToken'),
      otherHealth: moneyIn(inputs, 'otherToken'),
      mostLots: magnitudeIn(inputs, 'maxBaseTransfer'),
      mostSettled: moneyIn(inputs, 'maxPnlTransfer'),
      fee: weightIn(inputs, 'baseLiquidationFee'),
      settleFee: weightIn(inputs, 'positivePnlFee'),
      unit: UNIT,
    })
    return {
      settleToken: money(result.settleToken),
      perpBaseLots: result.lots,
      perpQuote: money(result.quote),
    }
  },
}

/** Three healths of one perpetual, and the sizing `cut-and-settle` at the second. */
export const threeHealthsCase: Adapter = {
  file: FILE,
  formula: 'threeHealths',
  run: (inputs) => {
    const initial = { asset: weightIn(inputs, 'initBaseAssetWeight'), liability: RATIO_ONE }
    const perpetual: WeighedPerpetual = {
      lots: lotsIn(inputs, 'perpBaseLots'),
      quote: moneyIn(inputs, 'perpQuote'),
      bids: 0n,
      asks: 0n,
      lotSize: 1n,
      price: moneyIn(inputs, 'oraclePrice'),
      stablePrice: moneyIn(inputs, 'stablePrice'),
      initial,
      maintenance: { asset: weightIn(inputs, 'maintBaseAssetWeight'), liability: RATIO_ONE },
      overall: weightIn(inputs, 'overallAssetWeight'),
    }
    const settleToken = moneyIn(inputs, 'settleToken')
    const token = { ...plainToken(settleToken, FULL), perpetuals: [perpetual] }
    const { maintenance, liquidationEnd } = threeHealths([token])
    if (maintenance >= 0n)
      return {
        ...healthsOf([token]),
        baseAfter: perpetual.lots,
        liquidationEndHealthAfter: money(liquidationEnd),
      }
    const after = cutAndSettle({
      perpetual,
      weights: initial,
      overall: perpetual.overall,
      settleToken,
      otherHealth: 0n,
      mostLots: magnitudeIn(inputs, 'maxBaseTransfer'),
      mostSettled: moneyIn(inputs, 'maxPnlTransfer'),
      fee: FREE,
      settleFee: FREE,
      unit: UNIT,
    })
    return {
      ...healthsOf([token]),
      baseAfter: after.lots,
      liquidationEndHealthAfter: money(after.health),
    }
  },
}

const FULL: Weights = { asset: RATIO_ONE, liability: RATIO_ONE }

const healthsOf = (tokens: readonly WeighedToken[]): Outputs => {
  const { initial, liquidationEnd, maintenance } = threeHealths(tokens)
  return {
    initHealth: money(initial),
    liquidationEndHealth: money(liquidationEnd),
    maintHealth: money(maintenance),
  }
}

/** Balances, weights by token, and one perpetual with orders that settles in the first token. */
export const initHealthCase: Adapter = {
  file: FILE,
  formula: 'initHealth',
  run: (inputs) => {
    const perpetual = perpetualIn(recordIn(inputs, 'perp'))
    const tokens = ['token1', 'token2', 'token3'].map((name, index): WeighedToken => {
      const at = (list: string): Ratio => ratio(exactOf(list, listIn(inputs, list)[index], MONEY))
      const weights = { asset: at('assetWeights'), liability: at('liabWeights') }
      const scale = at('weightScale')
      return {
        balance: moneyIn(inputs, name),
        price: at('prices'),
        stablePrice: at('prices'),
        initial: weights,
        maintenance: weights,
        scale: { asset: scale, liability: scale },
        perpetuals: index === 0 ? [perpetual] : [],
      }
    })
    return { initHealth: money(threeHealths(tokens).initial) }
  },
}

const perpetualIn = (perp: Inputs): WeighedPerpetual => {
  const weights = { asset: weightIn(perp, 'assetWeight'), liability: weightIn(perp, 'liabWeight') }
  const price = moneyIn(perp, 'price')
  return {
    lots: lotsIn(perp, 'baseLots'),
    quote: moneyIn(perp, 'quote'),
    bids: lotsIn(perp, 'bids'),
    asks: lotsIn(perp, 'asks'),
    lotSize: lotsIn(perp, 'lotSize'),
    price,
    stablePrice: price,
    initial: weights,
    maintenance: weights,
    overall: weightIn(perp, 'overallWeight'),
  }
}

/** One token given for a debt in another: the sizing `token-for-token`. */
export const tokenForTokenCase: Adapter = {
  file: FILE,
  formula: 'tokenForToken',
  run: (inputs) => {
    const token = (side: 'asset' | 'liab'): WeighedToken => ({
      ...plainToken(moneyIn(inputs, `${side}Token`), mirrored(inputs, `${side}TokenWeight`)),
      perpetuals: [unsettledProfit(moneyIn(inputs, `${side}PerpPnl`), weightIn(inputs, 'perpOverallWeight'))],
    })
    const result = tokenForToken({
      asset: token('asset'),
      liability: token('liab'),
      otherHealth: moneyIn(inputs, 'otherHealth'),
      most: moneyIn(inputs, 'maxLiabTransfer'),
      fee: weightIn(inputs, 'fees'),
    })
    return result.kind === 'rejected'
      ? { verdict: 'rejected' }
      : { assetToken: money(result.asset), liabToken: money(result.liability) }
  },
}

/** A token weight w, and 2 - w for a debt. */
const mirrored = (inputs: Inputs, name: string): Weights => mirroredWeights(weightIn(inputs, name))

/** The same exchange, sized at liquidation end although the initial health sees worse prices and scales. */
export const tokenForTokenStableCase: Adapter = {
  file: FILE,
  formula: 'tokenForTokenStable',
  run: (inputs) => {
    const assetWeight = weightIn(inputs, 'assetWeight')
    const asset: WeighedToken = {
      ...plainToken(moneyIn(inputs, 'assetToken'), { asset: assetWeight, liability: RATIO_ONE }),
      stablePrice: weightIn(inputs, 'assetStablePrice'),
      scale: { asset: weightIn(inputs, 'assetDepositScale'), liability: RATIO_ONE },
    }
    const liability: WeighedToken = {
      ...plainToken(moneyIn(inputs, 'liabToken'), { asset: RATIO_ONE, liability: weightIn(inputs, 'initLiabWeight') }),
      stablePrice: weightIn(inputs, 'liabStablePrice'),
      maintenance: { asset: RATIO_ONE, liability: weightIn(inputs, 'maintLiabWeight') },
      scale: { asset: RATIO_ONE, liability: weightIn(inputs, 'liabBorrowScale') },
    }
    const most = moneyIn(inputs, 'maxLiabTransfer')
    const result = tokenForToken({ asset, liability, otherHealth: 0n, most, fee: FREE })
    const before = healthsOf([asset, liability])
    if (result.kind === 'rejected')
      return {
        ...before,
        assetAfter: money(asset.balance),
        liabAfter: money(liability.balance),
        liquidationEndHealthAfter: before['liquidationEndHealth'],
      }
    return {
      ...before,
      assetAfter: money(result.asset),
      liabAfter: money(result.liability),
      liquidationEndHealthAfter: money(result.health),
    }
  },
}

/** A loss settled, insured and shared: one call of the source, for which the preset has the general steps of a waterfall. */
export const negPnlOrBankruptcyCase: Adapter = {
  file: FILE,
  formula: 'negPnlOrBankruptcy',
  run: (inputs) => {
    const weights = mirrored(inputs, 'settleTokenAssetWeight')
    const result = settleNegativeProfit({
      settleToken: moneyIn(inputs, 'settleToken'),
      profit: moneyIn(inputs, 'perpPnl'),
      otherHealth: moneyIn(inputs, 'otherHealth'),
      price: weightIn(inputs, 'settlePrice'),
      // the fund counts in whole units, the token in atoms
      insurancePrice: exactIn(inputs, 'insurancePrice', 36),
      assetWeight: weights.asset,
      liabilityWeight: weights.liability,
      settleLimit: moneyIn(inputs, 'settleLimit'),
      mostTaken: moneyIn(inputs, 'maxLiabTransfer'),
      fee: weightIn(inputs, 'baseLiquidationFee'),
      insuranceAvailable: lotsIn(inputs, 'insuranceAvailable'),
    })
    if (result.kind === 'nothing') return { verdict: 'rejected' }
    const exact = (over: bigint) => ({ num: money(over), den: result.per })
    return {
      liqeeSettleToken: exact(result.settleToken),
      liqeePerpPnl: exact(result.profit),
      liqorSettleToken: exact(result.liquidatorToken),
      liqorPerpPnl: exact(result.liquidatorProfit),
      insurancePaid: result.insurancePaid,
      socialized: exact(result.socialised),
    }
  },
}
