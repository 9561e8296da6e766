import { approx, atoms, type Atoms } from '../units/index.ts'
import type { AssetId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import { cashChange } from './cash.ts'
import { SettlementError } from './settlement-error.ts'
import type { Movement } from './types.ts'

/** Someone who may bear a loss, and the most that it may cost. */
export interface Bearer {
  readonly account: AccountId
  /** ≥ 0. */
  readonly capacity: Atoms
}

export interface LossShare {
  readonly account: AccountId
  readonly atoms: Atoms
}

/**
 * Splits a deficit over bearers in proportion to their capacity, to the atom.
 *
 *   share_i = paid · capacity_i / Σ capacity        paid = min(deficit, Σ capacity)
 *
 * Shares are rounded down and the atoms left go to the largest remainders, ties by account id, so each share is within one
 * atom of the exact one, none exceeds its capacity, and the order of the bearers does not matter. Bearers of nothing are
 * left out. What nobody can bear stays unmet: it is `deficit` less the sum of the shares.
 */
export const socialise = (deficit: Atoms, bearers: readonly Bearer[]): readonly LossShare[] => {
  const capacity = bearers.reduce((sum, bearer) => sum + bearer.capacity, 0n)
  const paid: bigint = deficit < capacity ? deficit : capacity
  if (paid <= 0n) return []
  const parts = bearers.map(({ account, capacity: own }) => {
    const due = paid * own
    const whole = due / capacity
    return { account, atoms: whole, remainder: due - whole * capacity }
  })
  const lucky = greatestRemainders(parts, Number(paid - parts.reduce((sum, part) => sum + part.atoms, 0n)))
  return parts
    .map((part) => ({ account: part.account, atoms: atoms(lucky.has(part) ? part.atoms + 1n : part.atoms) }))
    .filter((share) => share.atoms > 0n)
}

/**
 * The first `count` by remainder. Floats, which never turn an order round, find where to cut; only what stands at the cut as a
 * float is told apart exactly.
 */
const greatestRemainders = <P extends Part>(parts: readonly P[], count: number): ReadonlySet<P> => {
  if (count === 0) return new Set()
  const keys = Float64Array.from(parts, (part) => approx(part.remainder))
  const cut = keys.toSorted()[parts.length - count] ?? 0
  const above = parts.filter((_, at) => (keys[at] ?? 0) > cut)
  const level = parts.filter((_, at) => keys[at] === cut)
  return new Set([...above, ...level.toSorted(byRemainder).slice(0, count - above.length)])
}

interface Part {
  readonly account: AccountId
  readonly remainder: bigint
}

const byRemainder = (one: Part, other: Part): number => {
  if (one.remainder !== other.remainder) return one.remainder > other.remainder ? -1 : 1
  return one.account < other.account ? -1 : 1
}

export interface SocialisedLoss {
  /** Whose deficit is paid. */
  readonly account: AccountId
  readonly asset: AssetId
  /** At least one; none of the account itself. */
  readonly shares: readonly LossShare[]
}

/** The bearers pay their shares to the account in deficit. @throws SettlementError for no share, a share ≤ 0, or its own. */
export const socialisedMovement = ({ account, asset, shares }: SocialisedLoss): Movement => {
  for (const share of shares)
    if (share.atoms <= 0n || share.account === account)
      throw new SettlementError(
        'socialised',
        `a share of ${share.atoms} by ${share.account}`,
        'let others pay amounts above 0',
      )
  const total = atoms(shares.reduce((sum, share) => sum + share.atoms, 0n))
  if (total === 0n) throw new SettlementError('socialised', 'no shares', 'socialise a deficit that someone can bear')
  return {
    cause: { kind: 'socialised', account, asset, atoms: total },
    changes: [
      ...shares.map((share) => cashChange(share.account, asset, atoms(-share.atoms))),
      cashChange(account, asset, total),
    ],
  }
}
