import { least, lots, magnitude, type Lots, type Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { sizeIn, type AccountId } from '../accounts/index.ts'
import { orderFromLeg } from '../execution/index.ts'
import { maxSizeWithin } from '../market/index.ts'
import {
  advance,
  due,
  inStep,
  legsOfParts,
  type Allocation,
  type Budget,
  type DraftLeg,
  type Grant,
  type LiquidationView,
  type Outcome,
  type Proposal,
  type Reason,
} from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { usedKey } from './apply.ts'
import { decide } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addBound } from './episode.ts'
import { accountOf, venueOf } from './state.ts'
import { inDoubt, viewOf } from './view.ts'

/** An account whose stage wants to trade now; its slice is not drafted yet. */
export interface Wanting {
  readonly account: AccountId
  readonly policy: CompiledPolicy
  readonly view: LiquidationView
  readonly stage: number
}

/** An account in its policy's queue: smaller ranks are served first. */
interface Ranked extends Wanting {
  readonly rank: Ratio
}

/** A slice that one account wants to trade now. */
interface Wish extends Ranked {
  readonly outcome: Extract<Outcome, { kind: 'trade' }>
  /** Legs of the draft that can find something in the book. */
  readonly legs: readonly DraftLeg[]
}

/** Lots sent to each side of each book in one round. */
type Sent = Map<string, bigint>

/**
 * Drafts and grants the slices of one round and sends their orders: per allocation, worst account first. Nothing is drafted
 * for an account when those before it already want all that its budgets and books can give: it could only be granted nothing.
 */
export const sendSlices = (desk: Desk, wantings: readonly Wanting[]): void => {
  const groups = new Map<Allocation, Ranked[]>()
  for (const wanting of wantings) {
    const fresh = renew(desk, wanting)
    const allocation = fresh?.policy.allocations[fresh.stage]
    if (fresh === null || allocation === undefined) continue
    const ranked = { ...fresh, rank: fresh.policy.queue(fresh.view) }
    groups.set(allocation, [...(groups.get(allocation) ?? []), ranked])
  }
  const sent: Sent = new Map()
  const ordered = [...groups].map(([allocation, group]) => ({ allocation, group: group.toSorted(byRank), sent }))
  for (const group of ordered.toSorted((a, b) => byFirst(a.group, b.group))) grantAll(desk, group)
}

/** A wanting whose account changed since it was seen is looked at again; what is no trade now waits for the next round. */
const renew = (desk: Desk, wanting: Wanting): Wanting | null => {
  const { state } = desk
  const account = accountOf(state, wanting.account)
  const episode = state.episodes.get(wanting.account)
  if (account === wanting.view.account) return wanting
  if (episode === undefined || account.positions.length === 0) return null
  const view = viewOf(state, account, episode.memory)
  const { kind, stage } = due(wanting.policy.stages, view)
  return kind === 'trade' ? { ...wanting, view, stage } : null
}

/** Smaller ranks first, equal ones in order of account id. */
const byRank = (a: Ranked, b: Ranked): number => {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
  return a.account < b.account ? -1 : a.account > b.account ? 1 : 0
}

/** The group that holds the worst account goes first, so that a last resort finds the book before those who trim. */
const byFirst = ([a]: readonly Ranked[], [b]: readonly Ranked[]): number =>
  a === undefined || b === undefined ? 0 : byRank(a, b)

interface Group {
  readonly allocation: Allocation
  /** Worst account first. */
  readonly group: readonly Ranked[]
  readonly sent: Sent
}

const grantAll = (desk: Desk, granting: Group): void => {
  const { allocation, group, sent } = granting
  const policy = group[0]?.policy
  if (policy === undefined) return
  const wishes = draftAll(desk, granting)
  const proposals = wishes.map((wish) => proposalOf(desk, wish)).filter((each) => each.legs.length > 0)
  const grants = allocation.allocate(proposals, budgetsOf(desk, { policy, allocation, proposals }))
  const byAccount = new Map(wishes.map((wish) => [wish.account, wish]))
  for (const grant of grants) {
    const wish = byAccount.get(grant.account)
    if (wish !== undefined) send(desk, wish, { ...grant, legs: fillable(wish, grant.legs, sent) })
  }
}

const draftAll = (desk: Desk, { allocation, group, sent }: Group): readonly Wish[] => {
  const wanted: Sent = new Map()
  const taken: Sent = new Map(sent)
  const room = roomOf(desk, allocation, { taken, wanted })
  return group.flatMap((wanting) => {
    if (!hasRoom(wanting, room)) return hold(desk, wanting)
    const outcome = advance(wanting.policy.stages, wanting.view)
    if (outcome.kind === 'wait') return note(desk, wanting, outcome.reasons)
    if (outcome.kind !== 'trade') return []
    const legs = fillable({ view: wanting.view, outcome }, outcome.draft.legs, taken)
    if (legs.length === 0) return hold(desk, wanting)
    for (const leg of legs) add(wanted, leg, magnitude(leg.size))
    return [{ ...wanting, outcome, legs }]
  })
}

type Room = (wanting: Wanting, instrument: InstrumentId, side: 'buy' | 'sell') => boolean

/** Whether the budget and the book have anything left on a side once those before have what they want and can get. */
const roomOf = (
  desk: Desk,
  allocation: Allocation,
  { taken, wanted }: { readonly taken: Sent; readonly wanted: Sent },
): Room => {
  const depths: Sent = new Map()
  return ({ policy, view }, instrument, side) => {
    const key = sideKey(instrument, side)
    const shown = depths.get(key) ?? maxSizeWithin(view.depth(instrument), side, null)
    depths.set(key, shown)
    if (shown <= (taken.get(key) ?? 0n)) return false
    const budget = budgetLeft(desk, { policy, allocation }, { instrument, side })
    return budget === null || budget > (wanted.get(key) ?? 0n)
  }
}

const hasRoom = (wanting: Wanting, room: Room): boolean => {
  const action = wanting.policy.stages[wanting.stage]?.action
  if (action?.kind === 'trade' && action.timeInForce === 'FOK') return true
  return wanting.view.account.positions.some(({ instrument, size }) =>
    room(wanting, instrument, size > 0n ? 'sell' : 'buy'),
  )
}

/** Remembers that an account had to wait for room, and the stage it waits in. */
const hold = (desk: Desk, wanting: Wanting): readonly [] => {
  const reason: Reason = { part: 'allocation', rule: allocationRule(wanting), facts: { left: 'nothing' }, bound: true }
  const episode = desk.state.episodes.get(wanting.account)
  if (episode !== undefined && episode.memory.stage === wanting.stage) {
    const noted = addBound(episode, [`allocation: ${reason.rule}`])
    if (noted !== episode) updateEpisode(desk, noted)
    return []
  }
  return note(desk, wanting, [reason])
}

const note = (desk: Desk, { account, policy, view, stage }: Wanting, reasons: readonly Reason[]): readonly [] => {
  const episode = desk.state.episodes.get(account)
  if (episode !== undefined && episode.memory.stage !== stage)
    decide(desk, { episode, policy, view }, { kind: 'wait', stage, reasons })
  return []
}

const sideOf = (size: Lots): 'buy' | 'sell' => (size > 0n ? 'buy' : 'sell')

const sideKey = (instrument: InstrumentId, side: 'buy' | 'sell'): string => `${instrument}|${side}`

const proposalOf = (desk: Desk, wish: Wish): Proposal => ({
  account: wish.account,
  rank: wish.rank,
  legs: wish.legs.filter((leg) => !inDoubt(desk.state, wish.view.account, leg.instrument)),
  whole: wish.outcome.timeInForce === 'FOK',
})

/**
 * The legs that can meet anything: the book must show more within a leg's limit than orders before it take there. An
 * immediate order that could only come back empty is not sent; a fill-or-kill one is, for its refusal is an answer. A slice
 * that buys and sells keeps step with what its tightest leg will find. What the legs will find is added to `taken`.
 */
const fillable = (
  wish: Pick<Wish, 'view' | 'outcome'>,
  legs: readonly DraftLeg[],
  taken: Sent,
): readonly DraftLeg[] => {
  const parts = legs.map((leg) => ({ leg, size: withinReach(wish.view, leg, taken) }))
  const kept = legs.length > 1 && wish.outcome.timeInForce === 'IOC' ? inStep(parts) : parts
  for (const { leg, size } of kept) if (size > 0n) add(taken, leg, size)
  if (wish.outcome.timeInForce === 'FOK') return legs
  return kept === parts ? parts.filter(({ size }) => size > 0n).map(({ leg }) => leg) : legsOfParts(kept)
}

/** Lots of a leg that the book shows within its limit beyond what orders before it take. */
const withinReach = (view: LiquidationView, { instrument, size, limit }: DraftLeg, taken: Sent): Lots => {
  const side = sideOf(size)
  const left = maxSizeWithin(view.depth(instrument), side, limit) - (taken.get(sideKey(instrument, side)) ?? 0n)
  return left > 0n ? lots(least(left, magnitude(size))) : lots(0n)
}

const add = (sums: Sent, leg: DraftLeg, size: bigint): void => {
  const key = sideKey(leg.instrument, sideOf(leg.size))
  sums.set(key, (sums.get(key) ?? 0n) + size)
}

interface Granting {
  readonly policy: CompiledPolicy
  readonly allocation: Allocation
  readonly proposals: readonly Proposal[]
}

const budgetsOf = (desk: Desk, granting: Granting): readonly Budget[] => {
  const wanted = new Set(granting.proposals.flatMap((proposal) => proposal.legs.map((leg) => leg.instrument)))
  return [...wanted].toSorted().map((instrument) => ({
    instrument,
    buy: budgetLeft(desk, granting, { instrument, side: 'buy' }),
    sell: budgetLeft(desk, granting, { instrument, side: 'sell' }),
  }))
}

/** Lots that forced flow may still take of a side: the allocation's budget less what the policy was granted since the last batch. */
const budgetLeft = (
  desk: Desk,
  { policy, allocation }: Pick<Granting, 'policy' | 'allocation'>,
  { instrument: id, side }: { readonly instrument: InstrumentId; readonly side: 'buy' | 'sell' },
): Lots | null => {
  const { state } = desk
  const instrument = venueOf(state).rules.instruments.get(id)
  if (instrument === undefined) return lots(0n)
  const whole = allocation.budget(instrument, state.volumes.get(id) ?? lots(0n))
  if (whole === null) return null
  const after = whole - (state.used.get(usedKey(policy.declaration.name, id, side)) ?? 0n)
  return lots(after > 0n ? after : 0n)
}

const send = (desk: Desk, wish: Wish, grant: Grant): void => {
  const episode = desk.state.episodes.get(wish.account)
  if (episode === undefined) return
  const { draft } = wish.outcome
  const capped = cappedReasons(wish, grant)
  if (grant.legs.length === 0) {
    const noted = addBound(episode, capped.length > 0 ? [`allocation: ${allocationRule(wish)}`] : [])
    if (noted !== episode) updateEpisode(desk, noted)
    return
  }
  const decision = decide(
    desk,
    { episode, policy: wish.policy, view: wish.view },
    {
      kind: 'trade',
      stage: wish.outcome.stage,
      reasons: [...draft.reasons, ...emptyReasons(wish, grant), ...capped],
      draft,
      granted: grant.legs,
    },
  )
  grant.legs.forEach((leg, index) => sendLeg(desk, wish, { leg, decision, index }))
}

const cappedReasons = (wish: Wish, { bound }: Grant): readonly Reason[] =>
  bound.map((instrument) => ({ part: 'allocation', rule: allocationRule(wish), facts: { instrument }, bound: true }))

/** Legs that were wanted and left out because the book had nothing for them within their limit. */
const emptyReasons = ({ outcome, policy, stage }: Wish, { legs, bound }: Grant): readonly Reason[] => {
  const rule = policy.stages[stage]?.rules.limit ?? ''
  const kept = new Set([...legs.map((leg) => leg.instrument), ...bound])
  return outcome.draft.legs
    .filter(({ instrument }) => !kept.has(instrument))
    .map(({ instrument }) => ({
      part: 'limit',
      rule,
      facts: { instrument, depthLeft: 'none within the limit' },
      bound: true,
    }))
}

const allocationRule = ({ policy, stage }: Wanting): string => {
  const { stages, allocation } = policy.declaration
  return (stages[stage]?.allocation ?? allocation).rule
}

const sendLeg = (
  desk: Desk,
  wish: Wish,
  { leg, decision, index }: { readonly leg: DraftLeg; readonly decision: string; readonly index: number },
): void => {
  const order = orderFromLeg({
    leg,
    owner: wish.account,
    id: `${decision}.${index}`,
    timeInForce: wish.outcome.timeInForce,
    reducible: lots(magnitude(sizeIn(wish.view.account, leg.instrument))),
  })
  desk.emit({
    kind: 'budget-used',
    policy: wish.policy.declaration.name,
    instrument: leg.instrument,
    side: order.side,
    lots: order.size,
  })
  desk.emit({
    kind: 'order-sent',
    live: { order, account: wish.account, decision, remaining: order.size, status: 'sent' },
  })
}
