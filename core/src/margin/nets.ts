import { atoms, divide, RATIO_ONE, type Atoms } from '../units/index.ts'
import { positionValue, type AssetId } from '../instruments/index.ts'
import type { Account, Position } from '../accounts/index.ts'
import type { LevelName, MarginRules, MarkPrices } from './types.ts'
import { instrumentOf, markOf } from './worth.ts'

/** Net amount of each asset: balance and profits of the positions that settle in it. Assets other than the numeraire apart. */
export interface Nets {
  readonly numeraire: Atoms
  /** Null while only the numeraire is held and traded. */
  readonly coins: ReadonlyMap<AssetId, bigint> | null
}

/** Profit of a position at mark in settlement atoms, rounded down. */
export const profitOf = (rules: MarginRules, marks: MarkPrices, { instrument, size, entryValue }: Position): bigint =>
  positionValue(instrumentOf(rules, instrument), size, markOf(marks, instrument), 'down') - entryValue

/**
 * Net amounts of an account at a level. At the initial level a net profit of all positions that settle in one asset counts
 * less the profit haircut, what is taken off rounded up; a net loss counts in full.
 *
 * @throws MissingMarkError
 * @source docs/models/margin.md, eq. 2 and 7
 */
export const netsOf = (rules: MarginRules, account: Account, marks: MarkPrices, level: LevelName): Nets => {
  let numeraire = 0n
  let coins: Map<AssetId, bigint> | null = null
  for (const position of account.positions) {
    const { settle } = instrumentOf(rules, position.instrument)
    const profit = profitOf(rules, marks, position)
    if (settle === rules.numeraire) numeraire += profit
    else coins = addCoins(coins, settle, profit)
  }
  if (level === 'initial' && rules.profitHaircut > 0n) {
    numeraire -= profitCut(rules, numeraire)
    if (coins !== null) for (const [asset, profit] of coins) coins.set(asset, profit - profitCut(rules, profit))
  }
  for (const { asset, atoms: held } of account.balances) {
    if (asset === rules.numeraire) numeraire += held
    else coins = addCoins(coins, asset, held)
  }
  return { numeraire: atoms(numeraire), coins }
}

/** Net amounts with cash of one asset added. */
export const addNet = ({ numeraire }: MarginRules, nets: Nets, asset: AssetId, added: Atoms): Nets =>
  asset === numeraire
    ? { ...nets, numeraire: atoms(nets.numeraire + added) }
    : { ...nets, coins: addCoins(nets.coins === null ? null : new Map(nets.coins), asset, added) }

/** What the initial level takes off a net profit in an asset; nothing off a loss. */
export const profitCut = ({ profitHaircut }: MarginRules, profit: bigint): bigint =>
  profit > 0n ? divide(profit * profitHaircut, RATIO_ONE, 'up') : 0n

const addCoins = (coins: Map<AssetId, bigint> | null, asset: AssetId, net: bigint): Map<AssetId, bigint> => {
  const sums = coins ?? new Map<AssetId, bigint>()
  return sums.set(asset, (sums.get(asset) ?? 0n) + net)
}
