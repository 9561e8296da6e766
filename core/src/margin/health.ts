import { atoms, divide, NO_ATOMS, NO_LOTS, RATIO_ONE, type Atoms } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import { balanceOf, type Account } from '../accounts/index.ts'
import { legRequirement, orderedOnly } from './exposure.ts'
import { debtRequirement } from './loans.ts'
import { netsOf, profitOf } from './nets.ts'
import { portfolioRequirements } from './portfolio.ts'
import type { Contribution, Health, LevelHealth, LevelName, MarginRules, MarkPrices } from './types.ts'
import { collateralOf, instrumentOf, markOf, worth } from './worth.ts'

/**
 * An account measured at both levels, with what every leg brings; contributions sum to the totals to the atom.
 *
 * A profit in an asset other than the numeraire is converted at the rate of that asset's net amount (less the haircut when
 * the net is held, in full when it is owed), rounded down; the asset's own contribution is the rest, so that it also
 * carries the rounding, the concentration steps and, at the initial level, what the profit haircut takes off. What a debt
 * requires stands with the asset that is owed.
 *
 * @throws MissingMarkError when a held instrument or collateral has no mark.
 * @source docs/models/margin.md, section 3
 */
export const health = (rules: MarginRules, account: Account, marks: MarkPrices): Health => ({
  account: account.id,
  initial: levelHealth(rules, account, marks, 'initial'),
  maintenance: levelHealth(rules, account, marks, 'maintenance'),
})

const levelHealth = (rules: MarginRules, account: Account, marks: MarkPrices, name: LevelName): LevelHealth => {
  const positions = new Map<InstrumentId, Atoms>()
  const assets = heldAssets(rules, account).flatMap((id) => {
    const { own, legs } = assetShares(rules, account, marks, { id, level: name })
    for (const [instrument, equity] of legs) positions.set(instrument, equity)
    const empty = own.equity === 0n && own.requirement === 0n && balanceOf(account, id) === 0n
    return empty ? [] : [own]
  })
  const together = portfolioRequirements(rules, account, marks, name)
  const legs = [...account.positions, ...orderedOnly(account).map((instrument) => ({ instrument, size: NO_LOTS }))]
  const contributions: readonly Contribution[] = [
    ...assets,
    ...legs.map(({ instrument, size }) => ({
      kind: 'position' as const,
      id: instrument,
      equity: positions.get(instrument) ?? NO_ATOMS,
      requirement:
        together.get(instrument) ?? legRequirement(rules, marks, { instrument, size, orders: account.orders }, name),
    })),
  ]
  let [equity, requirement] = [0n, 0n]
  for (const one of contributions) {
    equity += one.equity
    requirement += one.requirement
  }
  return { name, equity: atoms(equity), requirement: atoms(requirement), contributions }
}

interface AssetShares {
  readonly own: Contribution
  readonly legs: ReadonlyMap<InstrumentId, Atoms>
}

const assetShares = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  { id, level }: { readonly id: AssetId; readonly level: LevelName },
): AssetShares => {
  const { numeraire, coins } = netsOf(rules, account, marks, level)
  const net = id === rules.numeraire ? numeraire : atoms(coins?.get(id) ?? 0n)
  const legs = new Map<InstrumentId, Atoms>()
  let left: bigint = worth(rules, marks, id, net)
  for (const position of account.positions) {
    if (instrumentOf(rules, position.instrument).settle !== id) continue
    const share = convert(rules, marks, id, atoms(profitOf(rules, marks, position)), net > 0n)
    legs.set(position.instrument, share)
    left -= share
  }
  const requirement = debtRequirement(rules, marks, { asset: id, net }, level)
  return { own: { kind: 'collateral', id, equity: atoms(left), requirement }, legs }
}

/** Assets with a balance or a position that settles in them, each once, sorted. */
const heldAssets = (rules: MarginRules, account: Account): readonly AssetId[] => {
  const held = new Set([
    ...account.balances.map(({ asset }) => asset),
    ...account.positions.map(({ instrument }) => instrumentOf(rules, instrument).settle),
  ])
  return [...held].sort()
}

const convert = (rules: MarginRules, marks: MarkPrices, asset: AssetId, profit: Atoms, netHeld: boolean): Atoms => {
  if (asset === rules.numeraire) return profit
  const { spot, haircut } = collateralOf(rules, asset)
  const kept = netHeld ? RATIO_ONE - haircut : RATIO_ONE
  const numerator = profit * markOf(marks, spot.id) * spot.scale.numerator * kept
  return atoms(divide(numerator, spot.lotAtoms * spot.scale.denominator * RATIO_ONE, 'down'))
}
