import { formatRatio } from '../units/index.ts'
import { clipToDraft, clipToHoldings } from './clip.ts'
import { hasRisk } from './holdings.ts'
import { enterStage } from './memory.ts'
import { penaltyOnNotional } from './penalty-rate.ts'
import { legsNotional } from './positions.ts'
import type { Action, Draft, LiquidationView, Outcome, PenaltyTerms, Reason, Stage } from './types.ts'
import type { TimeMs } from '../market/index.ts'

/** Whether any stage is due, so that an episode starts. */
export const enters = (stages: readonly Stage[], view: LiquidationView): boolean =>
  stages.some((stage) => stage.enter.holds(view).holds)

/** What an account is due for, before any slice is drafted: cheap, and enough to know whether drafting could lead anywhere. */
export interface Due {
  /** Index of the stage that governs now. */
  readonly stage: number
  readonly kind: 'idle' | 'restored' | 'cancel-orders' | Stage['action']['kind']
}

/**
 * Stages run from mild to harsh. The stage is the harshest one that is due, and never milder than before: an episode
 * escalates and then ends. When the stage's `until` is reached the account is restored. Else resting orders go first, and
 * then the stage's action.
 */
export const due = (stages: readonly Stage[], view: LiquidationView): Due => {
  const index = dueStage(stages, view)
  const stage = stages[index]
  if (stage === undefined) return { stage: index, kind: 'idle' }
  if (isOver(stage, inStage(view, index))) return { stage: index, kind: 'restored' }
  if (stage.before.some((before) => before.kind === 'cancel-orders') && view.account.orders.length > 0)
    return { stage: index, kind: 'cancel-orders' }
  if (!hasRisk(view) && stage.action.kind !== 'takeover') return { stage: index, kind: 'idle' }
  if (stage.action.kind === 'seize' && view.episode.seized === true) return { stage: index, kind: 'idle' }
  return { stage: index, kind: stage.action.kind }
}

/**
 * What a policy wants for one account in an episode now: what it is `due` for, and the slice if there is one. Each part of
 * the pipeline (direction, size, pace, limit, penalty, action) returns the draft equal or smaller with its reason appended;
 * every draft is clipped to the one before and to the positions less what is in flight.
 *
 * @returns `wait` when pace or what is in flight leaves nothing to do now; `idle` when there are no stages, or nothing to trade.
 * @source docs/models/policies.md, section 2
 */
export const advance = (stages: readonly Stage[], view: LiquidationView): Outcome => {
  const { stage: index, kind } = due(stages, view)
  const stage = stages[index]
  if (stage === undefined || kind === 'idle') return { kind: 'idle' }
  const present = inStage(view, index)
  if (kind === 'restored') {
    const facts = stage.until.reached(present).facts()
    return { kind, reasons: [{ part: 'until', rule: stage.rules.until, facts, bound: false }] }
  }
  const entered: Reason = {
    part: 'enter',
    rule: stage.rules.enter,
    facts: stage.enter.holds(view).facts(),
    bound: false,
  }
  if (kind === 'cancel-orders') return { kind, stage: index, reasons: [entered, cancelReason(view)] }
  return act(stage, index, draftSlice(stage, present, entered))
}

/** A stage is over when its exit is reached; for an account whose cash was seized, when it is flat. */
const isOver = (stage: Stage, view: LiquidationView): boolean =>
  view.episode.seized === true ? !hasRisk(view) : stage.until.reached(view).holds

/** The view as the stage sees it: entering one starts its own counts. */
const inStage = (view: LiquidationView, index: number): LiquidationView =>
  index === view.episode.stage ? view : { ...view, episode: enterStage(view.episode, index, view.time) }

interface Slice {
  readonly draft: Draft
  readonly until: TimeMs | null
  /** False when there was nothing to close to begin with. */
  readonly closable: boolean
}

const act = (stage: Stage, index: number, { draft, until, closable }: Slice): Outcome => {
  const { action } = stage
  if (action.kind === 'seize') return { kind: 'seize', stage: index, to: action.to, draft }
  if (draft.legs.length === 0 && (action.kind !== 'takeover' || closable || until !== null))
    return { kind: 'wait', stage: index, until, reasons: draft.reasons }
  switch (action.kind) {
    case 'trade':
      return { kind: 'trade', stage: index, timeInForce: action.timeInForce, draft }
    case 'transfer':
      return { kind: 'transfer', stage: index, action, draft }
    case 'takeover':
      return { kind: 'takeover', stage: index, draft }
  }
}

const dueStage = (stages: readonly Stage[], view: LiquidationView): number => {
  let due = view.episode.stage
  for (let index = due + 1; index < stages.length; index += 1) if (stages[index]?.enter.holds(view).holds) due = index
  return due
}

const draftSlice = (stage: Stage, view: LiquidationView, entered: Reason): Slice => {
  const sized = sizeSlice(stage, view, entered)
  const paced = stage.pace(view, sized)
  const slowed = { ...paced.draft, legs: clipToDraft(sized.legs, paced.draft.legs) }
  const limited = stage.limit(view, slowed)
  const legs = clipToDraft(slowed.legs, limited.legs)
  const draft = {
    ...limited,
    legs,
    reasons: [...limited.reasons, penaltyReason(stage, limited.penalty), actionReason(stage)],
  }
  return { draft, until: paced.until, closable: view.account.positions.length > 0 }
}

const sizeSlice = (stage: Stage, view: LiquidationView, entered: Reason): Draft => {
  const penalty = stage.penalty(view)
  const rate = penaltyOnNotional(view, penalty)
  const path = stage.direction(view, rate)
  const sized = stage.size(view, path, rate, penalty)
  const step = sized.step < 0n ? 0n : sized.step > path.steps ? path.steps : sized.step
  const legs = clipToHoldings(view, path.at(step))
  const size: Reason = {
    part: 'size',
    rule: stage.rules.size,
    facts: {
      ...sized.facts,
      step: String(step),
      steps: String(path.steps),
      reachable: String(sized.reachable),
      notionalAtoms: String(legsNotional(view, legs)),
    },
    bound: step < path.steps,
  }
  const direction: Reason = { part: 'direction', rule: stage.rules.direction, facts: path.facts, bound: false }
  const draft = { legs, reasons: [entered, direction, size], penalty }
  return sized.needed === undefined ? draft : { ...draft, needed: sized.needed }
}

const cancelReason = (view: LiquidationView): Reason => ({
  part: 'before',
  rule: 'cancel-orders',
  facts: { orders: String(view.account.orders.length) },
  bound: false,
})

const penaltyReason = ({ rules }: Stage, { rate, base, cap, keeper }: PenaltyTerms): Reason => ({
  part: 'penalty',
  rule: rules.penalty,
  facts: {
    rate: formatRatio(rate),
    ...(base === 'notional' ? {} : { base }),
    cap,
    ...(keeper === undefined ? {} : { keeper: formatRatio(keeper) }),
  },
  bound: false,
})

const actionReason = ({ rules, action }: Stage): Reason => ({
  part: 'action',
  rule: rules.action,
  facts: actionFacts(action),
  bound: false,
})

const actionFacts = (action: Action): Readonly<Record<string, string>> => {
  switch (action.kind) {
    case 'trade':
      return { timeInForce: action.timeInForce }
    case 'transfer':
      return { to: action.to.join(', '), margin: action.margin }
    case 'seize':
      return { to: action.to }
    case 'takeover':
      return {}
  }
}
