import {
  allocations,
  defineAsset,
  defineLinearPerpetual,
  defineRules,
  defineTiers,
  flagReward,
  formatDecimal,
  health,
  keeperReward,
  lots,
  measure,
  NO_ATOMS,
  NO_LOTS,
  ratio,
  ratioOf,
  rawFlagReward,
  skewFillValue,
  windowCapacity,
  windowSteps,
  type Account,
  type Allocation,
  type Lots,
  type WindowRequest,
  type WindowTerms,
} from '@ebbline/core'
import {
  CaseShapeError,
  exactIn,
  exactOf,
  flagIn,
  listIn,
  numberIn,
  recordOf,
  textIn,
  type Adapter,
  type Inputs,
  type Outputs,
} from './adapter.ts'
import { moneyIn, moneyText, priceIn } from './single-position.ts'

const FILE = 'synthetix-v3.json'
/** Decimals of sizes, money and ratios. */
const FINE = 18
/** Decimals of sizes that are priced. */
const SIZE = 6

const cash = defineAsset('USD', FINE)

/** A market of lots so small that no printed size is rounded. */
const fineMarket = defineLinearPerpetual({
  id: 'X-PERP',
  base: defineAsset('X', FINE),
  quote: cash,
  tickSize: ratioOf('1'),
  lotSize: ratio(1n),
})

const fineLots = (name: string, value: unknown): Lots => lots(exactOf(name, value, FINE))
const decimalIn = (inputs: Inputs, name: string): string => formatDecimal(exactIn(inputs, name, FINE), FINE)

/** The allocation `market-window` with the parameters of a case. */
const windowOf = (inputs: Inputs, skewBelow: string): Allocation => {
  const strategy = allocations.find((known) => known.name === 'market-window')
  if (strategy === undefined) throw new CaseShapeError('formula', 'market-window', 'a core with that allocation')
  return strategy.create({
    makerFee: decimalIn(inputs, 'makerFee'),
    takerFee: decimalIn(inputs, 'takerFee'),
    skewScale: decimalIn(inputs, 'skewScale'),
    multiplier: decimalIn(inputs, 'accumulationMultiplier'),
    windowSeconds: numberIn(inputs, 'windowSeconds'),
    skewBelow,
  })
}

const capacityOf = (inputs: Inputs): Lots => {
  const terms: WindowTerms = {
    makerFee: ratio(exactIn(inputs, 'makerFee', FINE)),
    takerFee: ratio(exactIn(inputs, 'takerFee', FINE)),
    skewScale: ratio(exactIn(inputs, 'skewScale', FINE)),
    multiplier: ratio(exactIn(inputs, 'accumulationMultiplier', FINE)),
    windowSeconds: numberIn(inputs, 'windowSeconds'),
    skewBelow: ratio(0n),
  }
  return windowCapacity(terms, fineMarket)
}

const unlimited = (): Allocation => {
  const strategy = allocations.find((known) => known.name === 'independent')
  if (strategy === undefined) throw new CaseShapeError('formula', 'independent', 'a core with that allocation')
  return strategy.create({})
}

const runWindow = (inputs: Inputs, requestOf: (step: Inputs) => WindowRequest): Outputs => ({
  windowCapacity: formatDecimal(capacityOf(inputs), FINE),
  liquidated: windowSteps(
    fineMarket,
    listIn(inputs, 'steps').map((step) => requestOf(recordOf('steps', step))),
  ).map((size) => formatDecimal(size, FINE)),
})

const millisecondsIn = (step: Inputs): number => Number(exactIn(step, 't', 3))

/** Calls that share one window, whoever is liquidated: the allocation `market-window`. */
export const liquidationWindowCase: Adapter = {
  file: FILE,
  formula: 'liquidationWindow',
  run: (inputs) => {
    const allocation = windowOf(inputs, decimalIn(inputs, 'maxLiquidationPd'))
    return runWindow(inputs, (step) => ({
      time: millisecondsIn(step),
      request: fineLots('request', step['request']),
      skew: NO_LOTS,
      allocation,
    }))
  },
}

/** The same with the exception of a nearly balanced market; an endorsed liquidator is under the allocation `independent`. */
export const liquidationWindowSkewCase: Adapter = {
  file: FILE,
  formula: 'liquidationWindowSkew',
  run: (inputs) =>
    runWindow(inputs, (step) => ({
      time: millisecondsIn(step),
      request: fineLots('request', step['request']),
      skew: fineLots('skew', step['skew']),
      allocation: flagIn(step, 'endorsed') ? unlimited() : windowOf(inputs, decimalIn(step, 'maxLiquidationPd')),
    })),
}

/** Positions entered at the price of the pool's skew, measured at another oracle price. */
export const skewFillPnlCase: Adapter = {
  file: FILE,
  formula: 'skewFillPnl',
  run: (inputs) => {
    const held = listIn(inputs, 'positions').map((item, index) => heldIn(recordOf('positions', item), index))
    const collateral = moneyIn(inputs, 'collateral')
    const account: Account = {
      id: 'trader',
      owner: 'trader',
      kind: 'trader',
      mode: 'cross',
      balances: collateral === 0n ? [] : [{ asset: 'USD', atoms: collateral }],
      positions: held.map(({ position }) => position),
      orders: [],
    }
    const rate = ratioOf('0.01')
    const tiers = defineTiers([{ floor: NO_ATOMS, initialRate: rate, maintenanceRate: rate }])
    const rules = defineRules({
      numeraire: 'USD',
      instruments: held.map(({ instrument }) => instrument),
      tiers: held.map(({ instrument }) => ({ instrument: instrument.id, tiers })),
      collateral: [],
    })
    const marks = new Map(held.map(({ instrument, mark }) => [instrument.id, mark]))
    const { contributions } = health(rules, account, marks).maintenance
    return {
      pnl: contributions.filter(({ kind }) => kind === 'position').map(({ equity }) => moneyText(equity)),
      availableMargin: moneyText(measure(rules, account, marks, 'maintenance').equity),
    }
  },
}

const heldIn = (item: Inputs, index: number) => {
  const instrument = defineLinearPerpetual({
    id: `${String(index).padStart(4, '0')} ${textIn(item, 'market')}`,
    base: defineAsset(textIn(item, 'market'), FINE),
    quote: cash,
    tickSize: ratio(exactOf('tick', '0.000000000001', FINE)),
    lotSize: ratio(exactOf('lot', '0.000001', FINE)),
  })
  const size = lots(exactIn(item, 'size', SIZE))
  const entryValue = skewFillValue(instrument, {
    size,
    price: priceIn(item, 'entryOraclePrice'),
    skew: NO_LOTS,
    scale: lots(exactIn(item, 'skewScale', SIZE)),
  })
  return { instrument, mark: priceIn(item, 'oraclePrice'), position: { instrument: instrument.id, size, entryValue } }
}

/** What a keeper is paid for a call: the penalty `keeper-reward`. */
export const keeperRewardCase: Adapter = {
  file: FILE,
  formula: 'keeperReward',
  run: (inputs) => ({
    rewardAtoms: keeperReward(
      {
        least: exactIn(inputs, 'minKeeperRewardAtoms', 0),
        most: exactIn(inputs, 'maxKeeperReward', FINE),
        profit: ratio(exactIn(inputs, 'minProfitRatio', FINE)),
        scaling: ratio(exactIn(inputs, 'maxScalingRatio', FINE)),
      },
      {
        flagged: exactIn(inputs, 'flagReward', FINE),
        cost: exactIn(inputs, 'executionCostAtoms', 0),
        collateral: exactIn(inputs, 'collateralValue', FINE),
      },
    ),
  }),
}

/** What flagging an account pays. */
export const flagRewardCase: Adapter = {
  file: FILE,
  formula: 'flagReward',
  run: (inputs) => {
    const raw = rawFlagReward(
      listIn(inputs, 'markets').map((item) => {
        const market = recordOf('markets', item)
        return {
          price: exactIn(market, 'price', FINE),
          size: exactIn(market, 'size', FINE),
          ratio: ratio(exactIn(market, 'flagRewardRatio', FINE)),
        }
      }),
    )
    const bounds = { least: exactIn(inputs, 'minKeeperReward', FINE), most: exactIn(inputs, 'maxKeeperReward', FINE) }
    return { rawFlagReward: formatDecimal(raw, FINE), reward: formatDecimal(flagReward(raw, bounds), FINE) }
  },
}
