import { lots, magnitude, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { maxSizeWithin } from '../market/index.ts'
import {
  advance,
  due,
  hasRisk,
  noRiskier,
  ways,
  type Allocation,
  type Budget,
  type NoRiskier,
  type DraftLeg,
  type Proposal,
  type Reason,
} from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { add, fillable, openBooks, sideKey, sideOf, type Books, type Sums } from './books.ts'
import { decide } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addBound } from './episode.ts'
import { sendable } from './guards.ts'
import { budgetLeft } from './market-window.ts'
import { noteNoTaker } from './remember.ts'
import { send } from './send.ts'
import { accountOf, venueOf } from './state.ts'
import { transferSlice } from './transfer.ts'
import { inDoubt, viewOf } from './view.ts'
import type { Wave } from './wave.ts'
import { allocationRule, type Ranked, type Transferring, type Wanting, type Wish } from './wish.ts'

/**
 * Drafts and grants the slices of one round and sends their orders: per allocation, worst account first. Nothing is drafted
 * for an account when those before it already want all that its budgets and books can give: it could only be granted nothing.
 */
export const sendSlices = (desk: Desk, wave: Wave, wantings: readonly Wanting[]): void => {
  const groups = new Map<Allocation, Ranked[]>()
  for (const wanting of wantings) {
    const fresh = renew(desk, wanting)
    const allocation = fresh?.policy.allocations[fresh.stage]
    if (fresh === null || allocation === undefined) continue
    const ranked = { ...fresh, rank: fresh.policy.queue(fresh.view) }
    const group = groups.get(allocation)
    if (group === undefined) groups.set(allocation, [ranked])
    else group.push(ranked)
  }
  const books = openBooks(desk)
  const ordered = [...groups].map(([allocation, group]) => ({ allocation, group: group.toSorted(byRank), books }))
  for (const group of ordered.toSorted((a, b) => byFirst(a.group, b.group))) grantAll(desk, wave, group)
}

/** A wanting whose account changed since it was seen is looked at again; what is no trade now waits for the next round. */
const renew = (desk: Desk, wanting: Wanting): Wanting | null => {
  const { state } = desk
  const account = accountOf(state, wanting.account)
  const episode = state.episodes.get(wanting.account)
  if (account === wanting.view.account) return wanting
  if (episode === undefined || !hasRisk({ rules: venueOf(state).rules, account })) return null
  const view = viewOf(state, account, episode.memory)
  const { kind, stage } = due(wanting.policy.stages, view)
  return kind === 'trade' || kind === 'transfer' ? { ...wanting, view, stage } : null
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
  readonly books: Books
}

const grantAll = (desk: Desk, wave: Wave, granting: Group): void => {
  const { allocation, group, books } = granting
  const policy = group[0]?.policy
  if (policy === undefined) return
  const wishes = draftAll(desk, granting)
  const proposals = wishes.map((wish) => proposalOf(desk, wish)).filter((each) => each.legs.length > 0)
  const grants = allocation.allocate(proposals, budgetsOf(desk, { policy, allocation, proposals }))
  const byAccount = new Map(wishes.map((wish) => [wish.account, wish]))
  for (const grant of grants) {
    const wish = byAccount.get(grant.account)
    if (wish === undefined) continue
    if (isTransfer(wish)) transferSlice(desk, wave, wish, grant)
    else send(desk, wish, { ...grant, legs: fillable(wish.outcome, grant.legs, { books, noRiskier: judge(wish) }) })
  }
}

const isTransfer = (wish: Wish | Transferring): wish is Transferring => wish.outcome.kind === 'transfer'

const draftAll = (desk: Desk, { allocation, group, books }: Group): readonly (Wish | Transferring)[] => {
  const wanted: Sums = new Map()
  const planned: Books = { ...books, sent: new Map(books.sent) }
  const room = roomOf(desk, allocation, { books: planned, wanted })
  return group.flatMap((wanting): readonly (Wish | Transferring)[] => {
    if (!hasRoom(wanting, room)) return holdEmpty(desk, wanting, anyLegs(wanting), books)
    const outcome = advance(wanting.policy.stages, wanting.view)
    if (outcome.kind === 'wait') return note(desk, wanting, outcome.reasons)
    if (outcome.kind === 'transfer') {
      for (const leg of outcome.draft.legs) add(wanted, leg, magnitude(leg.size))
      return [{ ...wanting, outcome, legs: outcome.draft.legs }]
    }
    if (outcome.kind !== 'trade') return []
    const wished = sendable(desk.state, wanting.view.account, outcome.draft.legs)
    const legs = fillable(outcome, wished, { books: planned, noRiskier: judge(wanting) })
    if (legs.length === 0) return holdEmpty(desk, wanting, wished, books)
    for (const leg of legs) add(wanted, leg, magnitude(leg.size))
    return [{ ...wanting, outcome, legs }]
  })
}

type Room = (wanting: Wanting, instrument: InstrumentId, side: 'buy' | 'sell') => boolean

/** Whether the budget and the book have anything left on a side once those before have what they want and can get. */
const roomOf = (
  desk: Desk,
  allocation: Allocation,
  { books, wanted }: { readonly books: Books; readonly wanted: Sums },
): Room => {
  const depths: Sums = new Map()
  const budgets = new Map<string, Lots | null>()
  return ({ policy, stage }, instrument, side) => {
    const transfers = policy.stages[stage]?.action.kind === 'transfer'
    const key = sideKey(instrument, side)
    const known = budgets.get(key)
    const budget = known === undefined ? budgetLeft(desk.state, { policy, allocation }, { instrument, side }) : known
    budgets.set(key, budget)
    if (budget !== null && budget <= (wanted.get(key) ?? 0n)) return false
    if (transfers) return true
    const shown = depths.get(key) ?? maxSizeWithin(books.shown(instrument), side, null)
    depths.set(key, shown)
    return shown > (books.sent.get(key) ?? 0n)
  }
}

const hasRoom = (wanting: Wanting, room: Room): boolean => {
  const action = wanting.policy.stages[wanting.stage]?.action
  if (action?.kind === 'trade' && action.timeInForce === 'FOK') return true
  if (wanting.policy.stages[wanting.stage]?.hedges === true) return true
  return ways(wanting.view).some(({ instrument, side }) => room(wanting, instrument, side))
}

/** As `hold`, and notes when it is not others who leave no room: the books show nothing at all for the legs within their limits. */
const holdEmpty = (desk: Desk, wanting: Wanting, legs: readonly DraftLeg[], { shown }: Books): readonly [] => {
  hold(desk, wanting)
  const nothing = ({ instrument, size, limit }: DraftLeg): boolean =>
    maxSizeWithin(shown(instrument), sideOf(size), limit) === 0n
  if (legs.length > 0 && legs.every(nothing)) noteNoTaker(desk, wanting.account)
  return []
}

/** One lot at any price on each side that could reduce the account. */
const anyLegs = ({ view }: Wanting): readonly DraftLeg[] =>
  ways(view).map(({ instrument, side }) => ({ instrument, size: lots(side === 'buy' ? 1n : -1n), limit: null }))

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

const proposalOf = (desk: Desk, wish: Wish | Transferring): Proposal => ({
  account: wish.account,
  rank: wish.rank,
  legs: wish.legs.filter((leg) => !inDoubt(desk.state, wish.view.account, leg.instrument)),
  whole: wish.outcome.kind === 'trade' && wish.outcome.timeInForce === 'FOK',
  noRiskier: judge(wish),
})

const judge =
  ({ view }: Wanting): NoRiskier =>
  (legs) =>
    noRiskier(view, legs)

interface Granting {
  readonly policy: CompiledPolicy
  readonly allocation: Allocation
  readonly proposals: readonly Proposal[]
}

const budgetsOf = (desk: Desk, granting: Granting): readonly Budget[] => {
  const wanted = new Set(granting.proposals.flatMap((proposal) => proposal.legs.map((leg) => leg.instrument)))
  return [...wanted].toSorted().map((instrument) => ({
    instrument,
    buy: budgetLeft(desk.state, granting, { instrument, side: 'buy' }),
    sell: budgetLeft(desk.state, granting, { instrument, side: 'sell' }),
  }))
}
