import { atoms, lots } from '../../units/index.ts'
import type { AdlAllocation, AdlCandidate, AdlRule } from '../types.ts'

interface Described {
  readonly size: bigint
  readonly profit: bigint
  readonly owner?: string
  readonly entry?: bigint
  readonly notional?: bigint
  readonly equity?: bigint
  readonly last?: boolean
  readonly hedged?: bigint
}

/** A candidate for deleveraging; entry, notional and equity are 1000 and the owner is the account unless said. */
export const candidate = (account: string, described: Described): AdlCandidate => ({
  account,
  owner: described.owner ?? account,
  size: lots(described.size),
  hedged: lots(described.hedged ?? 0n),
  profit: atoms(described.profit),
  entryNotional: atoms(described.entry ?? 1000n),
  notional: atoms(described.notional ?? 1000n),
  equity: atoms(described.equity ?? 1000n),
  last: described.last ?? false,
})

/** What a rule takes for a quantity. */
export const allocate = (
  rule: AdlRule,
  quantity: bigint,
  candidates: readonly AdlCandidate[],
): readonly AdlAllocation[] => rule.allocate({ instrument: 'BTC-PERP', quantity: lots(quantity), candidates })

/** The most that a rule takes for any quantity up to this one. */
export const most = (rule: AdlRule, quantity: bigint, candidates: readonly AdlCandidate[]): readonly AdlAllocation[] =>
  rule.maximum({ instrument: 'BTC-PERP', quantity: lots(quantity), candidates })

/** Lots taken from one account, 0 when it is not asked. */
export const takenFrom = (allocations: readonly AdlAllocation[], account: string): bigint =>
  allocations.find((allocation) => allocation.account === account)?.size ?? 0n

/** Lots taken in all. */
export const total = (allocations: readonly AdlAllocation[]): bigint =>
  allocations.reduce((sum, allocation) => sum + allocation.size, 0n)
