import { formatRatio, mulDiv, ratioOf, RATIO_ONE } from '../units/index.ts'
import type { Stage } from '../liquidation/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem, StageDeclaration } from './types.ts'

/**
 * What is wrong across the parts of a stage that closes shares or flags: a share that undercuts a ratio must reach the exit, a curve begins where its stage does, a keeper is paid what the
 * trigger reserved, and what is seized needs a stage that hands the rest over.
 */
export const shareProblems = (
  { stages: declared }: PolicyDeclaration,
  stages: readonly Stage[],
): readonly PolicyProblem[] =>
  declared.flatMap((stage, index) => {
    const path = `stages[${index}]`
    return [
      ...ratioProblems(stage, stages[index], path),
      ...curveProblems(stage, stages[index], path),
      ...rewardProblems(stage, path),
      ...seizureProblems(stage, declared.slice(index + 1), path),
    ]
  })

/** Requirement over equity below r means equity over requirement above 1 / r. */
const ratioProblems = (
  { size }: StageDeclaration,
  stage: Stage | undefined,
  path: string,
): readonly PolicyProblem[] => {
  const { ratio } = size
  const multiple = stage?.until.multiple ?? null
  if (size.rule !== 'share-step' || typeof ratio !== 'string' || multiple === null) return []
  if (mulDiv(multiple, ratioOf(ratio), RATIO_ONE, 'down') <= RATIO_ONE) return []
  return [
    problem(
      `${path}.size.ratio`,
      ratio,
      `1 / ratio ${ratio} >= until ${formatRatio(multiple)} is required`,
      'lower the ratio or the exit, or the stage never ends',
    ),
  ]
}

/** A curve that begins below the level at which its stage does leaves accounts in the stage with nothing to close. */
const curveProblems = (
  { size }: StageDeclaration,
  stage: Stage | undefined,
  path: string,
): readonly PolicyProblem[] => {
  const { from } = size
  const wake = stage?.enter.wake
  if (size.rule !== 'asymptotic-curve' || typeof from !== 'string' || wake?.kind !== 'health') return []
  if (ratioOf(from) >= wake.multiple) return []
  return [
    problem(
      `${path}.size.from`,
      from,
      `from ${from} >= enter ${formatRatio(wake.multiple)} is required`,
      'raise the start of the curve or lower the trigger, or the stage closes nothing at first',
    ),
  ]
}

const REWARD = ['flagRatio', 'cost', 'least', 'most', 'profit', 'scaling']

const rewardProblems = ({ enter, penalty }: StageDeclaration, path: string): readonly PolicyProblem[] => {
  if (enter.rule !== 'margin-with-reward' || penalty.rule !== 'keeper-reward') return []
  return REWARD.filter((name) => ratioOf(String(enter[name])) !== ratioOf(String(penalty[name]))).map((name) =>
    problem(
      `${path}.penalty.${name}`,
      penalty[name],
      `enter ${name} ${String(enter[name])} = penalty ${name} ${String(penalty[name])} is required`,
      'pay the keeper what the trigger keeps for it',
    ),
  )
}

const seizureProblems = (
  { name, action }: StageDeclaration,
  later: readonly StageDeclaration[],
  path: string,
): readonly PolicyProblem[] =>
  action.rule !== 'seize' || later.some((stage) => stage.action.rule !== 'seize')
    ? []
    : [
        problem(
          `${path}.action.rule`,
          'seize',
          'a later stage that hands positions over',
          `add one that enters by seized after stage ${name}: without its cash the account would keep its positions for ever`,
        ),
      ]
