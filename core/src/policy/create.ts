import {
  actions,
  allocations,
  befores,
  directions,
  exits,
  isRecord,
  limits,
  locks,
  pacings,
  penalties,
  queues,
  sizings,
  triggers,
  wakeOfAny,
  type Allocation,
  type Direction,
  type LiquidationView,
  type Lock,
  type Pace,
  type Parameters,
  type Remembered,
  type Stage,
  type Trigger,
  type Wake,
} from '../liquidation/index.ts'
import type { Ratio } from '../units/index.ts'
import { choicesIn, named, nestedIn, parametersOf } from './references.ts'
import type { PolicyDeclaration, RuleReference, StageDeclaration } from './types.ts'

/** A rule that no registry knows reached creation: its declaration was not checked before. */
export class UncheckedRuleError extends Error {
  override readonly name = 'UncheckedRuleError'
  constructor(rule: string) {
    super(`rule '${rule}' is in no registry; check a declaration before its stages are created`)
  }
}

/** A stage of a checked declaration. @throws UncheckedRuleError when it was not checked. */
export const createStage = (stage: StageDeclaration): Stage => ({
  name: stage.name,
  enter: createTrigger(stage.enter),
  until: strategy(exits, stage.until).create(parametersOf(stage.until)),
  before: stage.before.map((rule) => strategy(befores, { rule }).create({})),
  direction: createDirection(stage.direction),
  sells: sellsCollateral(stage.direction),
  ...(opensHedges(stage.direction) ? { hedges: true } : {}),
  size: strategy(sizings, stage.size).create(parametersOf(stage.size)),
  pace: createPace(stage.pace),
  limit: strategy(limits, stage.limit).create(parametersOf(stage.limit)),
  penalty: strategy(penalties, stage.penalty).create(parametersOf(stage.penalty)),
  ...accrualOf(stage.penalty),
  action: strategy(actions, stage.action).create(parametersOf(stage.action)),
  rules: {
    enter: stage.enter.rule,
    until: stage.until.rule,
    direction: stage.direction.rule,
    size: stage.size.rule,
    pace: stage.pace.rule,
    limit: stage.limit.rule,
    penalty: stage.penalty.rule,
    action: stage.action.rule,
  },
})

const accrualOf = (reference: RuleReference): Pick<Stage, 'accrues'> => {
  const accrues = strategy(penalties, reference).accrues?.(parametersOf(reference))
  return accrues === undefined ? {} : { accrues }
}

/** A trigger of a checked declaration, with those nested in it. @throws UncheckedRuleError when it was not checked. */
export const createTrigger = (reference: Parameters | RuleReference): Trigger =>
  strategy(triggers, reference).create(parametersOf(reference), createTrigger)

/** The direction of a checked declaration, with those nested in it. @throws UncheckedRuleError when it was not checked. */
export const createDirection = (reference: Parameters | RuleReference): Direction =>
  strategy(directions, reference).create(parametersOf(reference), createDirection)

/** Whether a direction, or one nested in it, may open positions as hedges. */
const opensHedges = (reference: Parameters | RuleReference): boolean =>
  strategy(directions, reference).hedges === true ||
  choicesIn(reference).some((nested) => isRecord(nested) && opensHedges(nested))

/** Whether a direction, or one nested in it, sells collateral. */
const sellsCollateral = (reference: Parameters | RuleReference): boolean =>
  strategy(directions, reference).sells === true ||
  choicesIn(reference).some((nested) => isRecord(nested) && sellsCollateral(nested))

/** The pacing of a checked declaration, with those nested in it. @throws UncheckedRuleError when it was not checked. */
export const createPace = (reference: Parameters | RuleReference): Pace =>
  strategy(pacings, reference).create(parametersOf(reference), createPace)

/** The queue of a checked declaration. */
export const createQueue = ({ queue }: PolicyDeclaration): ((view: LiquidationView) => Ratio) =>
  strategy(queues, queue).create(parametersOf(queue))

/** The lock of a checked declaration on withdrawals; null where it has none. */
export const createLock = ({ withdrawals }: PolicyDeclaration): Lock | null =>
  withdrawals === undefined ? null : strategy(locks, withdrawals).create(parametersOf(withdrawals))

/** The allocations of a checked declaration, stage by stage; stages without one of their own share the policy's. */
export const createAllocations = ({ allocation, stages }: PolicyDeclaration): readonly Allocation[] => {
  const shared = createAllocation(allocation)
  return stages.map((stage) => (stage.allocation === undefined ? shared : createAllocation(stage.allocation)))
}

const createAllocation = (reference: RuleReference): Allocation =>
  strategy(allocations, reference).create(parametersOf(reference))

/** What the strategies of a checked declaration, nested ones included, ask episodes to remember. */
export const rememberedBy = ({ stages }: PolicyDeclaration): ReadonlySet<Remembered> =>
  new Set(
    stages.flatMap((stage) => [
      ...rememberedIn(triggers, stage.enter),
      ...rememberedIn(exits, stage.until),
      ...rememberedIn(directions, stage.direction),
      ...rememberedIn(sizings, stage.size),
      ...rememberedIn(pacings, stage.pace),
      ...rememberedIn(limits, stage.limit),
      ...rememberedIn(penalties, stage.penalty),
    ]),
  )

const rememberedIn = (
  registry: readonly { readonly name: string; readonly remembers?: readonly Remembered[] }[],
  reference: Parameters | RuleReference,
): readonly Remembered[] => [
  ...(strategy(registry, reference).remembers ?? []),
  ...[...nestedIn(reference), ...choicesIn(reference)].filter(isRecord).flatMap((each) => rememberedIn(registry, each)),
]

/** When an account without an episode must be looked at; null when no stage could ever start one. */
export const wakeOf = (stages: readonly Stage[]): Exclude<Wake, { kind: 'episode' }> | null => {
  const wake = wakeOfAny(stages.map((stage) => stage.enter.wake))
  return wake.kind === 'episode' ? null : wake
}

const strategy = <S extends { readonly name: string }>(
  registry: readonly S[],
  reference: Parameters | RuleReference,
): S => {
  const rule = String(reference['rule'])
  const found = named(registry, rule)
  if (found === undefined) throw new UncheckedRuleError(rule)
  return found
}
