import type { State } from './state.ts'
import { openInterestIn, openInterestOf } from './standing.ts'
import { allAccounts, venueOf } from './state.ts'

/** What must be zero and is not: an asset that was made or lost, or an instrument whose sizes do not cancel. */
export interface Imbalance {
  readonly kind: 'asset' | 'size' | 'running-sum' | 'open-interest'
  readonly id: string
  readonly residual: bigint
}

/** Imbalances by the running sums that every movement keeps; none in a sound state. */
export const runningImbalances = (state: State): readonly Imbalance[] => [
  ...nonZero('asset', state.residuals.assets),
  ...nonZero('size', state.residuals.sizes),
]

/**
 * Imbalances by summing every account anew, and any difference to the running sums, open interest included.
 *
 *   per asset:      Σ cash - Σ entry value = 0, the outside world included
 *   per derivative: Σ signed size = 0, the rest of the world included
 */
export const fullImbalances = (state: State): readonly Imbalance[] => {
  const { rules } = venueOf(state)
  const assets = new Map<string, bigint>()
  const sizes = new Map<string, bigint>()
  const add = (sums: Map<string, bigint>, key: string, value: bigint): void =>
    void sums.set(key, (sums.get(key) ?? 0n) + value)
  for (const account of allAccounts(state)) {
    for (const balance of account.balances) add(assets, balance.asset, balance.atoms)
    for (const position of account.positions) {
      add(sizes, position.instrument, position.size)
      add(assets, rules.instruments.get(position.instrument)?.settle ?? position.instrument, -position.entryValue)
    }
  }
  return [
    ...nonZero('asset', assets),
    ...nonZero('size', sizes),
    ...differences(assets, state.residuals.assets),
    ...differences(sizes, state.residuals.sizes),
    ...openInterestDifferences(state),
  ]
}

/** Where the open interest that is kept differs from the one summed over all positions and orders. */
const openInterestDifferences = (state: State): readonly Imbalance[] => {
  const fresh = openInterestOf(allAccounts(state))
  return [...new Set([...fresh.keys(), ...state.openInterest.keys()])].flatMap((id) => {
    const [summed, kept] = [openInterestIn(fresh, id), openInterestIn(state.openInterest, id)]
    const residuals = [
      summed.held - kept.held,
      summed.longsAtMost - kept.longsAtMost,
      summed.shortsAtMost - kept.shortsAtMost,
    ]
    return residuals.flatMap((residual) => (residual === 0n ? [] : [{ kind: 'open-interest' as const, id, residual }]))
  })
}

const nonZero = (kind: Imbalance['kind'], sums: ReadonlyMap<string, bigint>): readonly Imbalance[] =>
  [...sums].filter(([, residual]) => residual !== 0n).map(([id, residual]) => ({ kind, id, residual }))

const differences = (fresh: ReadonlyMap<string, bigint>, kept: ReadonlyMap<string, bigint>): readonly Imbalance[] =>
  [...new Set([...fresh.keys(), ...kept.keys()])].flatMap((id) => {
    const residual = (fresh.get(id) ?? 0n) - (kept.get(id) ?? 0n)
    return residual === 0n ? [] : [{ kind: 'running-sum' as const, id, residual }]
  })
