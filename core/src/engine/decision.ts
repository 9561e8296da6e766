import { ratioOf } from '../units/index.ts'
import {
  afterAction,
  enterStage,
  type Draft,
  type DraftLeg,
  type LiquidationView,
  type Reason,
} from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import type { Decision, Episode } from './types.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addBound } from './episode.ts'
import { topUpTo } from './valuation.ts'

/** Whose decision it is, and on what it rests. */
export interface Deciding {
  readonly episode: Episode
  readonly policy: CompiledPolicy
  readonly view: LiquidationView
}

/** What was decided. `draft` is what the pipeline wanted, `granted` what of it may be done. */
export interface Taken {
  readonly kind: Decision['kind']
  readonly stage: number
  readonly reasons: readonly Reason[]
  readonly draft?: Draft
  readonly granted?: readonly DraftLeg[]
}

/** Level that a top-up aims at where a stage names none: maintenance itself. */
const MAINTENANCE = ratioOf('1')

const ACTIONS: ReadonlySet<Decision['kind']> = new Set(['trade', 'takeover', 'transfer', 'seize'] as const)

/** Emits a decision and the episode that remembers it. @returns the decision's id. */
export const decide = (desk: Desk, { episode, policy, view }: Deciding, taken: Taken): string => {
  const stage = policy.stages[taken.stage]
  const id = desk.nextDecision()
  const level = stage?.enter.wake.kind === 'health' ? stage.enter.wake.multiple : MAINTENANCE
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
  const acted = ACTIONS.has(taken.kind) ? afterAction(entered, desk.state.time) : entered
  const bound = taken.reasons.filter((reason) => reason.bound).map((reason) => `${reason.part}: ${reason.rule}`)
  updateEpisode(desk, addBound({ ...episode, memory: acted, decisions: episode.decisions + 1 }, bound))
  return id
}
