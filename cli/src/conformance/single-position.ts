import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineRules,
  defineTiers,
  fillValue,
  formatDecimal,
  lots,
  NO_ATOMS,
  parseDecimal,
  ratio,
  ratioOf,
  ticks,
  type Account,
  type Atoms,
  type LinearPerpetual,
  type MarginRules,
  type MarkPrices,
  type TierRow,
  type Ticks,
} from '@ebbline/core'
import { CaseShapeError, exactIn, exactOf, textIn, type Inputs } from './adapter.ts'

const MONEY = 18
/** Decimals of a price. */
export const PRICE = 12
const SIZE = 6

const MARKET = 'X-PERP'
const CASH = 'USD'

const cash = defineAsset(CASH, MONEY)

/** A linear perpetual fine enough for any printed example: prices to 1e-12, sizes to 1e-6, money to 1e-18. */
export const market: LinearPerpetual = defineLinearPerpetual({
  id: MARKET,
  base: defineAsset('X', MONEY),
  quote: cash,
  tickSize: ratio(parseDecimal('0.000000000001', 18)),
  lotSize: ratio(parseDecimal('0.000001', 18)),
})

/** Margin rules of that market alone. */
export const rulesOf = (rows: readonly TierRow[]): MarginRules =>
  defineRules({
    numeraire: CASH,
    instruments: [market],
    tiers: [{ instrument: MARKET, tiers: defineTiers(rows) }],
    collateral: [],
  })

/** Rules for cases that state none. */
export const anyRules: MarginRules = rulesOf([
  { floor: NO_ATOMS, initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') },
])

/** `long` or `short` of inputs, and the side opposite to it. @throws CaseShapeError */
export const sidesIn = (inputs: Inputs): { readonly side: Side; readonly opposite: Side } => {
  const side = textIn(inputs, 'side')
  if (side === 'long') return { side, opposite: 'short' }
  if (side === 'short') return { side, opposite: 'long' }
  throw new CaseShapeError('side', side, 'long or short')
}

export type Side = 'long' | 'short'

/** An account with `collateral` cash and a position of `size` entered at `entry`, all named inputs. @throws CaseShapeError */
export const accountIn = (inputs: Inputs, side: Side): Account => {
  const magnitude = exactIn(inputs, 'size', SIZE)
  const size = lots(side === 'long' ? magnitude : -magnitude)
  const collateral = atoms(exactIn(inputs, 'collateral', MONEY))
  return {
    id: 'trader',
    owner: 'trader',
    kind: 'trader',
    mode: 'cross',
    balances: collateral === 0n ? [] : [{ asset: CASH, atoms: collateral }],
    positions: [{ instrument: MARKET, size, entryValue: fillValue(market, size, priceIn(inputs, 'entry')) }],
    orders: [],
  }
}

/** A price input in ticks. @throws CaseShapeError */
export const priceIn = (inputs: Inputs, name: string): Ticks => {
  const price = exactOf(name, inputs[name], PRICE)
  if (price <= 0n) throw new CaseShapeError(name, inputs[name], 'a price above 0')
  return ticks(price)
}

export const marksAt = (price: Ticks): MarkPrices => new Map([[MARKET, price]])

export const moneyText = (value: Atoms): string => formatDecimal(value, MONEY)

export const priceText = (value: Ticks): string => formatDecimal(value, PRICE)

export const sizeText = (value: bigint): string => formatDecimal(value, SIZE)

/** Money of a decimal text. */
export const moneyOf = (name: string, value: unknown): Atoms => atoms(exactOf(name, value, MONEY))

/** A money input. @throws CaseShapeError */
export const moneyIn = (inputs: Inputs, name: string): Atoms => moneyOf(name, inputs[name])
