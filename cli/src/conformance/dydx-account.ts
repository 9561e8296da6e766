import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineRules,
  formatDecimal,
  lots,
  NO_ATOMS,
  ratio,
  ticks,
  type Account,
  type Asset,
  type Atoms,
  type Closing,
  type LinearPerpetual,
  type MarginRules,
  type MarkPrices,
  type Ratio,
  type Ticks,
} from '@ebbline/core'
import { CaseShapeError, exactIn, exactOf, listIn, recordOf, textIn, type Inputs } from './adapter.ts'

/** Decimals of cash, prices and sizes: fine enough that no printed number is rounded before the formula rounds. */
const MONEY = 30
const PRICE = 12
const SIZE = 10
/** Decimals of a ratio in core. */
const RATE = 18

/** Atoms of what a source calls one quantum of cash, 0.000001. */
export const QUANTUM: bigint = exactOf('quantum', '0.000001', MONEY)

/** Cash of more decimals than any real asset has. */
export const CASH: Asset = { id: 'USDC', decimals: MONEY }

/** A subaccount of a case with the margin rules and oracle prices that go with it. */
export interface Subaccount {
  readonly rules: MarginRules
  readonly account: Account
  readonly marks: MarkPrices
}

/** The subaccount of `quoteBalance` and `positions`; its cash is what was paid, so positions enter at 0. @throws CaseShapeError */
export const subaccountIn = (inputs: Inputs): Subaccount => {
  const positions = positionsIn(inputs)
  const cash = atoms(exactIn(inputs, 'quoteBalance', MONEY))
  return {
    rules: defineRules({
      numeraire: CASH.id,
      instruments: positions.map(({ instrument }) => instrument),
      tiers: positions.map(({ instrument, tiers }) => ({ instrument: instrument.id, tiers })),
      collateral: [],
    }),
    account: {
      id: 'subaccount',
      owner: 'subaccount',
      kind: 'trader',
      mode: 'cross',
      balances: cash === 0n ? [] : [{ asset: CASH.id, atoms: cash }],
      positions: positions
        .filter(({ size }) => size !== 0n)
        .map(({ instrument, size }) => ({ instrument: instrument.id, size, entryValue: NO_ATOMS })),
      orders: [],
    },
    marks: new Map(positions.map(({ instrument, oracle }) => [instrument.id, oracle])),
  }
}

/** The market of one position of a case. @throws CaseShapeError when the case has none by that name. */
export const marketIn = ({ rules }: Subaccount, name: string): LinearPerpetual => {
  const found = rules.instruments.get(name)
  if (found?.kind !== 'linear-perpetual') throw new CaseShapeError('market', name, 'the market of a position')
  return found
}

/** The closing of `closeSizeDelta` in `closeMarket`. @throws CaseShapeError */
export const closingIn = (inputs: Inputs): Closing => ({
  instrument: textIn(inputs, 'closeMarket'),
  size: lots(exactIn(inputs, 'closeSizeDelta', SIZE)),
})

/** A linear perpetual of a case's market. */
export const marketOf = (name: string): LinearPerpetual =>
  defineLinearPerpetual({
    id: name,
    base: defineAsset(name, SIZE),
    quote: CASH,
    tickSize: ratio(exactOf('tick', '0.000000000001', RATE)),
    lotSize: ratio(exactOf('lot', '0.0000000001', RATE)),
  })

/** A size by magnitude. @throws CaseShapeError */
export const sizeOf = (name: string, value: unknown): bigint => exactOf(name, value, SIZE)

/** A price above 0. @throws CaseShapeError */
export const priceOf = (name: string, value: unknown): Ticks => {
  const price = exactOf(name, value, PRICE)
  if (price <= 0n) throw new CaseShapeError(name, value, 'a price above 0')
  return ticks(price)
}

/** Cash of a decimal. @throws CaseShapeError */
export const cashIn = (inputs: Inputs, name: string): Atoms => atoms(exactIn(inputs, name, MONEY))

/** A share or multiple of a decimal. @throws CaseShapeError */
export const rateIn = (inputs: Inputs, name: string): Ratio => ratio(exactIn(inputs, name, RATE))

export const cashText = (value: Atoms): string => formatDecimal(value, MONEY)

const positionsIn = (inputs: Inputs) => listIn(inputs, 'positions').map(positionOf).toSorted(byName)

const byName = (a: Held, b: Held): number => (a.instrument.id < b.instrument.id ? -1 : 1)

type Held = ReturnType<typeof positionOf>

const positionOf = (listed: unknown) => {
  const value = recordOf('positions', listed)
  return {
    instrument: marketOf(textIn(value, 'market')),
    size: lots(exactIn(value, 'size', SIZE)),
    oracle: priceOf('oraclePrice', value['oraclePrice']),
    tiers: [
      {
        floor: NO_ATOMS,
        initialRate: rateIn(value, 'initialMarginFraction'),
        maintenanceRate: rateIn(value, 'maintenanceMarginFraction'),
        initialDeduction: 0n,
        maintenanceDeduction: 0n,
      },
    ],
  }
}
