import {
  actions,
  allocations,
  befores,
  exits,
  limits,
  locks,
  penalties,
  queues,
  sizings,
} from '../liquidation/index.ts'
import { createAllocations, createLock, createQueue, createStage, rememberedBy, wakeOf } from './create.ts'
import { feeProblems, feesOf } from './fee-rules.ts'
import { lawProblems } from './law-rules.ts'
import { directionProblems, pacingProblems, referenceProblems, triggerProblems } from './references.ts'
import { problem } from './shape.ts'
import { stageRuleProblems } from './stage-rules.ts'
import type { Compilation, PolicyDeclaration, PolicyProblem, StageDeclaration } from './types.ts'
import { waterfallProblems } from './waterfall-rules.ts'

/**
 * Builds a policy from its declaration, or says everything that is wrong with it.
 *
 * Refused: no stages; a rule that no registry knows; unknown, missing or ill-typed parameters; an exit below maintenance or
 * below the level at which its stage enters; a size that never reaches its exit; stages that can never be reached; a waterfall
 * with unknown, repeated or unreachable steps; laws that do not exist.
 */
export const compilePolicy = (declaration: PolicyDeclaration): Compilation => {
  const separate = [
    ...stagesProblems(declaration),
    ...referenceProblems(queues, declaration.queue, 'queue'),
    ...referenceProblems(allocations, declaration.allocation, 'allocation'),
    ...(declaration.withdrawals === undefined ? [] : referenceProblems(locks, declaration.withdrawals, 'withdrawals')),
    ...waterfallProblems(declaration),
    ...feeProblems(declaration),
    ...lawProblems(declaration),
  ]
  if (separate.length > 0) return { kind: 'refused', problems: separate }
  const stages = declaration.stages.map(createStage)
  const problems = stageRuleProblems(declaration, stages)
  const stageAllocations = createAllocations(declaration)
  const wake = wakeOf(stages)
  if (problems.length > 0 || wake === null) return { kind: 'refused', problems }
  return {
    kind: 'compiled',
    policy: {
      declaration,
      stages,
      queue: createQueue(declaration),
      allocations: stageAllocations,
      wake,
      remembers: rememberedBy(declaration),
      withdrawals: createLock(declaration),
      lookbackMs: stageAllocations.reduce((most, { lookbackMs = 0 }) => Math.max(most, lookbackMs), 0),
      waterfall: declaration.waterfall,
      fees: feesOf(declaration),
    },
  }
}

const stagesProblems = ({ stages }: PolicyDeclaration): readonly PolicyProblem[] => {
  if (stages.length === 0)
    return [problem('stages', [], 'at least one stage', 'add a stage: a policy without one never acts')]
  const names = stages.map((stage) => stage.name)
  return stages.flatMap((stage, index) => [
    ...(names.indexOf(stage.name) < index
      ? [problem(`stages[${index}].name`, stage.name, 'each name once', 'rename one of the two stages')]
      : []),
    ...stageProblems(stage, `stages[${index}]`),
  ])
}

const stageProblems = (stage: StageDeclaration, path: string): readonly PolicyProblem[] => [
  ...triggerProblems(stage.enter, `${path}.enter`),
  ...referenceProblems(exits, stage.until, `${path}.until`),
  ...stage.before.flatMap((rule, index) =>
    befores.some((known) => known.name === rule)
      ? []
      : [
          problem(
            `${path}.before[${index}]`,
            rule,
            `one of ${befores.map((known) => known.name).join(', ')}`,
            'correct the name',
          ),
        ],
  ),
  ...directionProblems(stage.direction, `${path}.direction`),
  ...referenceProblems(sizings, stage.size, `${path}.size`),
  ...pacingProblems(stage.pace, `${path}.pace`),
  ...referenceProblems(limits, stage.limit, `${path}.limit`),
  ...referenceProblems(penalties, stage.penalty, `${path}.penalty`),
  ...referenceProblems(actions, stage.action, `${path}.action`),
  ...(stage.allocation === undefined ? [] : referenceProblems(allocations, stage.allocation, `${path}.allocation`)),
]
