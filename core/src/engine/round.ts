import { lots, magnitude, ratioOf, type Lots } from '../units/index.ts'
import { sizeIn, type AccountId } from '../accounts/index.ts'
import { orderFromLeg } from '../execution/index.ts'
import { maxSizeWithin } from '../market/index.ts'
import {
  advance,
  afterAction,
  afterCancel,
  enterStage,
  enters,
  startMemory,
  type Allocation,
  type Budget,
  type DraftLeg,
  type Draft,
  type Grant,
  type LiquidationView,
  type Outcome,
  type Proposal,
  type Reason,
} from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import type { Decision, Episode } from './types.ts'
import { usedKey } from './apply.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addBound, receiptOf, startEpisode } from './episode.ts'
import { accountOf, policyOf, venueOf } from './state.ts'
import { resolveDebt, socialiseAll } from './deficit.ts'
import { deleverageAll } from './deleverage.ts'
import { takeOver } from './takeover.ts'
import { topUpTo } from './valuation.ts'
import { inDoubt, viewOf } from './view.ts'
import { createWave, reportShortfalls, type Wave } from './wave.ts'

/** A slice that one account wants to trade now. */
interface Wish {
  readonly account: AccountId
  readonly policy: CompiledPolicy
  readonly view: LiquidationView
  readonly outcome: Extract<Outcome, { kind: 'trade' }>
}

/** Most steps that one account may take inside one round without an order: cancel, take over, settle, look again. */
const STEPS_MAX = 6

const LAST_RESORT = ratioOf('1')

/**
 * Treats every named account once. Funds and vault take over what they can at once; then all that is left to winners and
 * to everybody is allotted over the whole round; then the slices of each policy are granted jointly and the orders sent.
 */
export const runRound = (desk: Desk, accounts: readonly AccountId[]): void => {
  const wave = createWave()
  const wishes = accounts.flatMap((id) => treat(desk, wave, id) ?? [])
  deleverageAll(desk, wave)
  for (const id of new Set(wave.demands.map((demand) => demand.account))) settleFlat(desk, wave, id)
  socialiseAll(desk, wave)
  for (const id of wave.losses) endFlat(desk, id)
  reportShortfalls(desk, wave)
  const groups = new Map<Allocation, Wish[]>()
  for (const wish of wishes) {
    const fresh = renew(desk, wish)
    const allocation = fresh?.policy.allocations[fresh.outcome.stage]
    if (fresh !== null && allocation !== undefined) groups.set(allocation, [...(groups.get(allocation) ?? []), fresh])
  }
  for (const [allocation, group] of groups) grantAll(desk, allocation, group)
}

/** A wish drafted before the wave changed its account is drafted again; what is no trade then waits for the next round. */
const renew = (desk: Desk, wish: Wish): Wish | null => {
  const { state } = desk
  const account = accountOf(state, wish.account)
  const episode = state.episodes.get(wish.account)
  if (account === wish.view.account) return wish
  if (episode === undefined || account.positions.length === 0) return null
  const view = viewOf(state, account, episode.memory)
  const outcome = advance(wish.policy.stages, view)
  return outcome.kind === 'trade' ? { ...wish, view, outcome } : null
}

const treat = (desk: Desk, wave: Wave, id: AccountId): Wish | null => {
  const { state } = desk
  const policy = policyOf(venueOf(state), id)
  for (let step = 0; step < STEPS_MAX; step++) {
    const account = accountOf(state, id)
    if (account.positions.some((position) => state.marks.get(position.instrument)?.status !== 'fine')) return null
    if (settleFlat(desk, wave, id)) return null
    const episode = state.episodes.get(id)
    const view = viewOf(state, account, episode?.memory ?? startMemory(state.time))
    if (episode === undefined) {
      if (!enters(policy.stages, view)) return null
      desk.emit({ kind: 'episode-started', episode: startEpisode(state, view, policy.declaration.name) })
      continue
    }
    const outcome = advance(policy.stages, view)
    if (outcome.kind === 'trade') return tradesNow(episode, state.time) ? { account: id, policy, view, outcome } : null
    if (!act(desk, wave, { episode, policy, view, outcome })) return null
  }
  return null
}

/** An account sends at most one slice at one moment: what its answer leaves open is looked at again with the next price or deadline. */
const tradesNow = (episode: Episode, now: number): boolean => episode.memory.lastAction !== now

interface Move {
  readonly episode: Episode
  readonly policy: CompiledPolicy
  readonly view: LiquidationView
  readonly outcome: Exclude<Outcome, { kind: 'trade' }>
}

/** Carries out an outcome that needs no order. @returns whether the account should be looked at again at once. */
const act = (desk: Desk, wave: Wave, move: Move): boolean => {
  const { outcome, episode } = move
  switch (outcome.kind) {
    case 'idle':
      return false
    case 'restored':
      desk.emit({ kind: 'episode-ended', receipt: receiptOf(desk.state, episode) })
      return false
    case 'wait': {
      if (outcome.stage === episode.memory.stage) return false
      decide(desk, move, { kind: 'wait', stage: outcome.stage, reasons: outcome.reasons })
      return false
    }
    case 'cancel-orders': {
      decide(desk, move, { kind: 'cancel-orders', stage: outcome.stage, reasons: outcome.reasons })
      for (const order of move.view.account.orders)
        desk.emit({ kind: 'order-dropped', account: episode.account, order: order.id, by: 'engine' })
      const now = desk.state.episodes.get(episode.account) ?? episode
      updateEpisode(desk, { ...now, memory: afterCancel(now.memory) })
      return true
    }
    case 'takeover': {
      decide(desk, move, {
        kind: 'takeover',
        stage: outcome.stage,
        reasons: outcome.draft.reasons,
        draft: outcome.draft,
      })
      return takeOver(desk, wave, { account: episode.account, legs: outcome.draft.legs, policy: move.policy })
    }
  }
}

/** Settles an account without positions: its debt if it has one, and the end of its episode. @returns whether it is flat. */
const settleFlat = (desk: Desk, wave: Wave, id: AccountId): boolean => {
  const account = accountOf(desk.state, id)
  if (account.positions.length > 0) return false
  if (account.balances.some((balance) => balance.atoms < 0n))
    resolveDebt(desk, wave, id, policyOf(venueOf(desk.state), id))
  if (!wave.losses.includes(id)) endFlat(desk, id)
  return true
}

const endFlat = (desk: Desk, id: AccountId): void => {
  const episode = desk.state.episodes.get(id)
  if (episode !== undefined) desk.emit({ kind: 'episode-ended', receipt: receiptOf(desk.state, episode) })
}

interface Taken {
  readonly kind: Decision['kind']
  readonly stage: number
  readonly reasons: readonly Reason[]
  readonly draft?: Draft
  readonly granted?: readonly DraftLeg[]
}

/** Emits a decision and the episode that remembers it. @returns the decision's id. */
const decide = (desk: Desk, move: Pick<Move, 'episode' | 'policy' | 'view'>, taken: Taken): string => {
  const { episode, policy, view } = move
  const stage = policy.stages[taken.stage]
  const id = desk.nextDecision()
  const level = stage?.enter.wake.kind === 'health' ? stage.enter.wake.multiple : LAST_RESORT
  desk.emit({
    kind: 'decided',
    decision: {
      id,
      time: desk.state.time,
      account: episode.account,
      policy: policy.declaration.name,
      stage: stage?.name ?? '',
      kind: taken.kind,
      equity: view.maintenance.equity,
      requirement: view.maintenance.requirement,
      wanted: taken.draft?.legs ?? [],
      granted: taken.granted ?? taken.draft?.legs ?? [],
      reasons: taken.reasons,
      topUp: topUpTo(level, view.maintenance),
    },
  })
  const entered =
    taken.stage === episode.memory.stage ? episode.memory : enterStage(episode.memory, taken.stage, desk.state.time)
  const acted = taken.kind === 'trade' || taken.kind === 'takeover' ? afterAction(entered, desk.state.time) : entered
  const bound = taken.reasons.filter((reason) => reason.bound).map((reason) => `${reason.part}: ${reason.rule}`)
  updateEpisode(desk, addBound({ ...episode, memory: acted, decisions: episode.decisions + 1 }, bound))
  return id
}

const grantAll = (desk: Desk, allocation: Allocation, wishes: readonly Wish[]): void => {
  const policy = wishes[0]?.policy
  if (policy === undefined) return
  const proposals = wishes.map((wish) => proposalOf(desk, wish)).filter((each) => each.legs.length > 0)
  const grants = allocation.allocate(proposals, budgetsOf(desk, { policy, allocation, proposals }))
  const byAccount = new Map(wishes.map((wish) => [wish.account, wish]))
  for (const grant of grants) {
    const wish = byAccount.get(grant.account)
    if (wish !== undefined) send(desk, wish, grant)
  }
}

const proposalOf = (desk: Desk, wish: Wish): Proposal => {
  const whole = wish.outcome.timeInForce === 'FOK'
  const legs = wish.outcome.draft.legs.filter(
    (leg) => !inDoubt(desk.state, wish.view.account, leg.instrument) && (whole || meetsDepth(wish.view, leg)),
  )
  return { account: wish.account, rank: wish.policy.queue(wish.view), legs, whole }
}

/**
 * Whether the book shows anything within a leg's limit. An immediate order that could only come back empty is not sent; a
 * fill-or-kill one is, for its refusal is an answer that a policy may act on.
 */
const meetsDepth = (view: LiquidationView, leg: DraftLeg): boolean =>
  maxSizeWithin(view.depth(leg.instrument), leg.size > 0n ? 'buy' : 'sell', leg.limit) > 0n

interface Granting {
  readonly policy: CompiledPolicy
  readonly allocation: Allocation
  readonly proposals: readonly Proposal[]
}

/** What forced flow may still take, per market and side: the allocation's budget less what the policy was granted since the last batch. */
const budgetsOf = (desk: Desk, { policy, allocation, proposals }: Granting): readonly Budget[] => {
  const { state } = desk
  const { rules } = venueOf(state)
  const wanted = new Set(proposals.flatMap((proposal) => proposal.legs.map((leg) => leg.instrument)))
  return [...wanted].toSorted().flatMap((id) => {
    const instrument = rules.instruments.get(id)
    if (instrument === undefined) return []
    const whole = allocation.budget(instrument, state.volumes.get(id) ?? lots(0n))
    const left = (side: 'buy' | 'sell'): Lots | null => {
      if (whole === null) return null
      const after = whole - (state.used.get(usedKey(policy.declaration.name, id, side)) ?? 0n)
      return lots(after > 0n ? after : 0n)
    }
    return [{ instrument: id, buy: left('buy'), sell: left('sell') }]
  })
}

const send = (desk: Desk, wish: Wish, grant: Grant): void => {
  const episode = desk.state.episodes.get(wish.account)
  if (episode === undefined) return
  const { draft } = wish.outcome
  const capped: readonly Reason[] = grant.bound.map((instrument) => ({
    part: 'allocation',
    rule: allocationRule(wish),
    facts: { instrument },
    bound: true,
  }))
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
      reasons: [...draft.reasons, ...capped],
      draft,
      granted: grant.legs,
    },
  )
  grant.legs.forEach((leg, index) => sendLeg(desk, wish, { leg, decision, index }))
}

const allocationRule = ({ policy, outcome }: Wish): string => {
  const { stages, allocation } = policy.declaration
  return (stages[outcome.stage]?.allocation ?? allocation).rule
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
