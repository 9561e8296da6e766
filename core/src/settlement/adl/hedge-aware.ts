import { least, lots, NO_LOTS, type Lots } from '../../units/index.ts'
import type { AccountId, OwnerId } from '../../accounts/index.ts'
import type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule } from '../types.ts'
import { held, pour, pourAtMost, type Portion } from './pour.ts'

/**
 * Capped pro-rata that leaves hedges alone for as long as it can. Owners are asked in four rounds, each by water level over owners and
 * then over each owner's accounts; then the `last` ones in the same four:
 *
 *   1 unhedged lots in profit, w = profit    2 unhedged lots of the others, w = lots    3, 4 the hedged lots, likewise
 *
 * While the quantity stays within the unhedged lots, nobody's scenario loss rises. An owner's hedge counts once over all accounts, so
 * that splitting among them changes nothing; an owner who splits under false names shows no hedge at all.
 *
 * @source docs/models/adl.md, eq. 7 and 8
 */
export const hedgeAware: AdlRule = {
  name: 'hedge-aware',
  formula: 'min(size, θ · w) by owner: unhedged lots of winners, then of losers, then hedged lots likewise',
  seesHedges: true,
  allocate: (request: AdlRequest): readonly AdlAllocation[] => serve(request, pour),
  maximum: (request: AdlRequest): readonly AdlAllocation[] => serve(request, pourAtMost),
}

interface Round {
  readonly last: boolean
  readonly hedged: boolean
  readonly winning: boolean
}

const ROUNDS: readonly Round[] = [false, true].flatMap((last) =>
  [false, true].flatMap((hedged) => [true, false].map((winning) => ({ last, hedged, winning }))),
)

/** What is still open: lots of each position, and unhedged lots of each owner. */
interface Open {
  readonly lots: Map<AccountId, Lots>
  readonly unhedged: Map<OwnerId, Lots>
}

const serve = ({ quantity, candidates }: AdlRequest, place: typeof pour): readonly AdlAllocation[] => {
  const open = openOf(candidates)
  const taken = new Map<AccountId, Lots>()
  let left: Lots = quantity
  for (const round of ROUNDS) {
    const owners = ownersIn(round, candidates, open)
    const amount = least(left, held(owners.map(({ portion }) => portion)))
    if (amount <= 0n) continue
    for (const { account, size } of share(owners, amount, place)) add(taken, account, size)
    left = lots(left - amount)
    if (left <= 0n) break
    useUp(open, round, owners)
  }
  return candidates
    .map(({ account, size }) => ({ account, size: least(size, taken.get(account) ?? NO_LOTS) }))
    .filter(({ size }) => size > 0n)
    .toSorted((one, other) => (one.account < other.account ? -1 : 1))
}

const openOf = (candidates: readonly AdlCandidate[]): Open => {
  const unhedged = new Map<OwnerId, Lots>()
  for (const { owner, size, hedged } of candidates) add(unhedged, owner, lots(size - hedged))
  return { lots: new Map(candidates.map(({ account, size }) => [account, size])), unhedged }
}

/** One owner in a round: what all accounts may be asked for together, and what each of them still holds. */
interface OwnerPortion {
  readonly portion: Portion
  readonly accounts: readonly Portion[]
}

const ownersIn = (
  { last, hedged, winning }: Round,
  candidates: readonly AdlCandidate[],
  open: Open,
): readonly OwnerPortion[] => {
  const accounts = new Map<OwnerId, Portion[]>()
  for (const { account, owner, profit, last: isLast } of candidates) {
    const cap = open.lots.get(account) ?? NO_LOTS
    if (isLast !== last || profit > 0n !== winning || cap <= 0n) continue
    const portion = { account, owner, weight: winning ? profit : cap, cap }
    accounts.set(owner, [...(accounts.get(owner) ?? []), portion])
  }
  return [...accounts].flatMap(([owner, own]) => {
    const cap = hedged ? held(own) : least(held(own), open.unhedged.get(owner) ?? NO_LOTS)
    const weight = winning ? own.reduce((sum, { weight: profit }) => sum + profit, 0n) : cap
    return cap > 0n ? [{ portion: { account: owner, owner, weight, cap }, accounts: own }] : []
  })
}

/** Lots by account: shared among owners first, then what an owner closes among the owner's accounts. */
const share = (owners: readonly OwnerPortion[], amount: Lots, place: typeof pour): readonly AdlAllocation[] => {
  const sums = new Map(
    place(
      owners.map(({ portion }) => portion),
      amount,
    ).map(({ account, size }) => [account, size]),
  )
  return owners.flatMap(({ portion, accounts }) => {
    const size = sums.get(portion.account) ?? NO_LOTS
    return size > 0n ? place(accounts, size) : []
  })
}

/** A round that did not suffice is used up: every owner closed all that the round allows. */
const useUp = (open: Open, { hedged }: Round, owners: readonly OwnerPortion[]): void => {
  for (const { portion, accounts } of owners) {
    for (const { account, size } of pour(accounts, portion.cap)) add(open.lots, account, lots(-size))
    if (!hedged) add(open.unhedged, portion.owner, lots(-portion.cap))
  }
}

const add = <K>(sums: Map<K, Lots>, key: K, size: Lots): void => {
  sums.set(key, lots((sums.get(key) ?? 0n) + size))
}
