import { lots, type Lots } from '../../units/index.ts'
import type { AccountId, OwnerId } from '../../accounts/index.ts'
import type { AdlAllocation } from '../types.ts'

/** An exact share: `whole` + `remainder` / denominator lots, 0 ≤ remainder < denominator. */
export interface ExactShare {
  readonly account: AccountId
  readonly owner: OwnerId
  readonly whole: Lots
  readonly remainder: bigint
}

interface OwnerShare {
  readonly owner: OwnerId
  readonly shares: ExactShare[]
  /** Lots above the whole parts that the owner's remainders make up, and what is left of them. */
  readonly extra: bigint
  readonly remainder: bigint
}

/**
 * Whole lots that sum to `amount`, each account and each owner within one lot of the exact share.
 *
 * Largest remainder twice: owners first, ties by owner id, then accounts of an owner, ties by account id. Judging owners
 * first is what makes a split among one's own accounts worthless. Accounts that close nothing are left out.
 *
 * @source docs/models/adl.md, eq. 3
 */
export const roundByOwner = (
  shares: readonly ExactShare[],
  { amount, denominator }: { readonly amount: Lots; readonly denominator: bigint },
): readonly AdlAllocation[] => {
  const owners = ownersOf(shares, denominator)
  const placed = shares.reduce((sum, share) => sum + share.whole, 0n) + owners.reduce((sum, one) => sum + one.extra, 0n)
  const lucky = new Set(
    owners.toSorted((a, b) => order(a.remainder, b.remainder, [a.owner, b.owner])).slice(0, Number(amount - placed)),
  )
  return owners
    .flatMap((owner) => placeExtras(owner, lucky.has(owner) ? owner.extra + 1n : owner.extra))
    .filter((allocation) => allocation.size > 0n)
}

const ownersOf = (shares: readonly ExactShare[], denominator: bigint): readonly OwnerShare[] => {
  const groups = new Map<OwnerId, ExactShare[]>()
  for (const share of shares) {
    const group = groups.get(share.owner)
    if (group === undefined) groups.set(share.owner, [share])
    else group.push(share)
  }
  return [...groups].map(([owner, group]) => {
    const sum = group.reduce((total, share) => total + share.remainder, 0n)
    return { owner, shares: group, extra: sum / denominator, remainder: sum % denominator }
  })
}

const placeExtras = ({ shares }: OwnerShare, extra: bigint): readonly AdlAllocation[] =>
  shares
    .toSorted((a, b) => order(a.remainder, b.remainder, [a.account, b.account]))
    .map((share, at) => ({
      account: share.account,
      size: BigInt(at) < extra ? lots(share.whole + 1n) : share.whole,
    }))

const order = (a: bigint, b: bigint, [idA, idB]: readonly [string, string]): number => {
  if (a !== b) return a > b ? -1 : 1
  return idA < idB ? -1 : 1
}
