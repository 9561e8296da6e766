import { atoms, type Atoms } from '../units/index.ts'
import { positionValue, type AssetId, type Instrument } from '../instruments/index.ts'
import { balanceOf, sizeIn, type Account } from '../accounts/index.ts'
import { exposure, orderedOnly, worstSize } from './exposure.ts'
import { bisect } from './search.ts'
import type { MarginRules, MarkPrices } from './types.ts'
import { instrumentOf, markOf, tiersOf } from './worth.ts'

/** An account along a move of marks. */
export interface Move {
  readonly rules: MarginRules
  readonly account: Account
  readonly at: (price: bigint) => MarkPrices
}

/**
 * Prices from `low` to `high` at which health can bend: where a leg enters a tier, where the net amount of an asset changes
 * sign, where an order starts to lose against the mark; each with its two neighbours, and both ends. Sorted. Every condition is monotone in the price, so halving finds its only change.
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
  ...signConditions(move),
  ...orderConditions(move),
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

const signConditions = ({ rules, account, at }: Move): readonly Condition[] => {
  const settled = account.positions.map(({ instrument }) => instrumentOf(rules, instrument).settle)
  return [...new Set(settled)]
    .filter((asset) => asset !== rules.numeraire)
    .map(
      (asset): Condition =>
        (price) =>
          netOf(rules, account, at(price), asset) > 0n,
    )
}

const netOf = (rules: MarginRules, account: Account, marks: MarkPrices, asset: AssetId): Atoms => {
  let net: bigint = balanceOf(account, asset)
  for (const { instrument, size, entryValue } of account.positions) {
    const held: Instrument = instrumentOf(rules, instrument)
    if (held.settle === asset) net += positionValue(held, size, markOf(marks, instrument), 'down') - entryValue
  }
  return atoms(net)
}

const orderConditions = ({ rules, account, at }: Move): readonly Condition[] =>
  account.orders
    .filter(({ instrument }) => instrumentOf(rules, instrument).kind !== 'spot')
    .map(
      ({ instrument, price: limit }): Condition =>
        (price) =>
          markOf(at(price), instrument) > limit,
    )
