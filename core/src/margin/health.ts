import { atoms, divide, NO_ATOMS, NO_LOTS, RATIO_ONE, type Atoms } from '../units/index.ts'
import { positionValue, type AssetId, type InstrumentId } from '../instruments/index.ts'
import { balanceOf, type Account } from '../accounts/index.ts'
import { legRequirement, orderedOnly } from './exposure.ts'
import type { Contribution, Health, LevelHealth, LevelName, MarginRules, MarkPrices } from './types.ts'
import { collateralOf, instrumentOf, markOf, worth } from './worth.ts'

/**
 * An account measured at both levels, with what every leg brings; contributions sum to the totals to the atom.
 *
 * A profit in an asset other than the numeraire is converted at the rate of that asset's net amount (less the haircut when
 * the net is held, in full when it is owed), rounded down; the asset's own contribution is the rest, so that it also
 * carries the rounding.
 *
 * @throws MissingMarkError when a held instrument or collateral has no mark.
 * @source docs/models/margin.md, section 3
 */
export const health = (rules: MarginRules, account: Account, marks: MarkPrices): Health => {
  const equities = equityShares(rules, account, marks)
  return {
    account: account.id,
    initial: levelHealth(rules, account, marks, 'initial', equities),
    maintenance: levelHealth(rules, account, marks, 'maintenance', equities),
  }
}

interface EquityShares {
  readonly assets: readonly { readonly id: AssetId; readonly equity: Atoms }[]
  readonly positions: ReadonlyMap<InstrumentId, Atoms>
}

const levelHealth = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  name: LevelName,
  equities: EquityShares,
): LevelHealth => {
  const legs = [...account.positions, ...orderedOnly(account).map((instrument) => ({ instrument, size: NO_LOTS }))]
  const contributions: readonly Contribution[] = [
    ...equities.assets.map(({ id, equity }) => ({ kind: 'collateral' as const, id, equity, requirement: NO_ATOMS })),
    ...legs.map(({ instrument, size }) => ({
      kind: 'position' as const,
      id: instrument,
      equity: equities.positions.get(instrument) ?? NO_ATOMS,
      requirement: legRequirement(rules, marks, { instrument, size, orders: account.orders }, name),
    })),
  ]
  let [equity, requirement] = [0n, 0n]
  for (const one of contributions) {
    equity += one.equity
    requirement += one.requirement
  }
  return { name, equity: atoms(equity), requirement: atoms(requirement), contributions }
}

const equityShares = (rules: MarginRules, account: Account, marks: MarkPrices): EquityShares => {
  const assets: { readonly id: AssetId; readonly equity: Atoms }[] = []
  const positions = new Map<InstrumentId, Atoms>()
  for (const id of heldAssets(rules, account)) {
    const profits = account.positions
      .filter(({ instrument }) => instrumentOf(rules, instrument).settle === id)
      .map(({ instrument, size, entryValue }) => ({
        instrument,
        profit: atoms(
          positionValue(instrumentOf(rules, instrument), size, markOf(marks, instrument), 'down') - entryValue,
        ),
      }))
    let net: bigint = balanceOf(account, id)
    for (const { profit } of profits) net += profit
    let left: bigint = worth(rules, marks, id, atoms(net))
    for (const { instrument, profit } of profits) {
      const share = convert(rules, marks, id, profit, net > 0n)
      positions.set(instrument, share)
      left -= share
    }
    if (left !== 0n || balanceOf(account, id) !== 0n) assets.push({ id, equity: atoms(left) })
  }
  return { assets, positions }
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
