import { atoms, type Atoms } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import { sizeIn, type Account } from '../accounts/index.ts'
import { exposure, orderedOnly, worstSize } from './exposure.ts'
import { netsOf } from './nets.ts'
import { netExposures } from './portfolio.ts'
import { bisect } from './search.ts'
import type { MarginRules, MarkPrices } from './types.ts'
import { fullWorth, instrumentOf, markOf, tiersOf } from './worth.ts'

/** An account along a move of marks. */
export interface Move {
  readonly rules: MarginRules
  readonly account: Account
  readonly at: (price: bigint) => MarkPrices
}

/**
 * Prices from `low` to `high` at which health can bend: where a leg enters a tier, where the net amount of an asset changes
 * sign, where it enters a concentration step, where the profit in an asset does (the initial level counts it less), where an
 * order starts to lose against the mark; each with its two neighbours, and both ends. Sorted. Every condition is monotone in the
 * price, so halving finds its only change.
 */
export const kinks = (move: Move, low: bigint, high: bigint): readonly bigint[] => {
  const found = new Set([low, high])
  for (const holds of conditions(move)) {
    if (holds(low) === holds(high)) continue
    const { other } = bisect(low, high, holds)
    for (const price of [other - 1n, other, other + 1n]) if (price >= low && price <= high) found.add(price)
  }
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

type Condition = (price: bigint) => boolean

const conditions = (move: Move): readonly Condition[] => [
  ...tierConditions(move),
  ...assetConditions(move),
  ...orderConditions(move),
  ...portfolioConditions(move),
]

const tierConditions = ({ rules, account, at }: Move): readonly Condition[] =>
  [...account.positions.map(({ instrument }) => instrument), ...orderedOnly(account)].flatMap((id) => {
    const instrument = instrumentOf(rules, id)
    if (instrument.kind === 'spot') return []
    const worst = worstSize(sizeIn(account, id), account.orders, id)
    return tiersOf(rules, id).map(
      ({ floor }): Condition =>
        (price) =>
          exposure(rules, at(price), instrument, worst) >= floor,
    )
  })

const assetConditions = (move: Move): readonly Condition[] => {
  const { rules, account } = move
  const settled = account.positions.map(({ instrument }) => instrumentOf(rules, instrument).settle)
  const held = account.balances.map(({ asset }) => asset)
  return [
    ...[...new Set(settled)].flatMap((asset) => signConditions(move, asset)),
    ...[...new Set([...settled, ...held])].flatMap((asset) => stepConditions(move, asset)),
  ]
}

/** Sign of the net amount, which bends the haircut of a coin and the margin of a debt, and of the profit alone. */
const signConditions = ({ rules, account, at }: Move, asset: AssetId): readonly Condition[] => {
  const net: Condition = (price) => netOf(rules, account, at(price), asset) > 0n
  const profit: Condition = (price) => netOf(rules, { ...account, balances: [] }, at(price), asset) > 0n
  const bends = asset !== rules.numeraire || rules.borrow.has(asset)
  return [...(bends ? [net] : []), ...(rules.profitHaircut > 0n ? [profit] : [])]
}

const stepConditions = ({ rules, account, at }: Move, asset: AssetId): readonly Condition[] =>
  (rules.collateral.get(asset)?.steps ?? []).map(({ floor }): Condition => (price) => {
    const marks = at(price)
    const net = netOf(rules, account, marks, asset)
    return net > 0n && fullWorth(rules, marks, { asset, atoms: net }, 'down') >= floor
  })

const netOf = (rules: MarginRules, account: Account, marks: MarkPrices, asset: AssetId): Atoms => {
  const { numeraire, coins } = netsOf(rules, account, marks, 'maintenance')
  return asset === rules.numeraire ? numeraire : atoms(coins?.get(asset) ?? 0n)
}

const orderConditions = ({ rules, account, at }: Move): readonly Condition[] =>
  account.orders
    .filter(({ instrument }) => instrumentOf(rules, instrument).kind !== 'spot')
    .map(
      ({ instrument, price: limit }): Condition =>
        (price) =>
          markOf(at(price), instrument) > limit,
    )

/** Which way the contracts on an underlying margined by portfolio are exposed at worst: long or short. */
const portfolioConditions = ({ rules, account, at }: Move): readonly Condition[] =>
  [...(rules.portfolio?.keys() ?? [])].map((underlying): Condition => (price) => {
    const { highest = 0n, lowest = 0n } = netExposures(rules, account, at(price)).get(underlying) ?? {}
    return highest > -lowest
  })
