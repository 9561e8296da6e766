import { formatRatio, ratioOf } from '../units/index.ts'
import { isPlain, type Stage } from '../liquidation/index.ts'
import { auctionProblems } from './auction-rules.ts'
import { blockProblems } from './block-rules.ts'
import { wakeOf } from './create.ts'
import { healthAlone } from './health-alone.ts'
import { contradictions, overlaps } from './range-rules.ts'
import { problem } from './shape.ts'
import { shareProblems } from './share-rules.ts'
import { shortageProblems } from './shortage-rules.ts'
import type { PolicyDeclaration, PolicyProblem, StageDeclaration } from './types.ts'

/** What is wrong across the stages of a declaration whose rules are all known and well-formed. */
export const stageRuleProblems = (
  declaration: PolicyDeclaration,
  stages: readonly Stage[],
): readonly PolicyProblem[] => [
  ...declaration.stages.flatMap((stage, index) => exitProblems(stage, stages[index], `stages[${index}]`)),
  ...declaration.stages.flatMap((stage, index) => contradictions(stage.enter, `stages[${index}].enter`)),
  ...overlaps(declaration.stages),
  ...shadowProblems(declaration, stages),
  ...auctionProblems(declaration, stages),
  ...shareProblems(declaration, stages),
  ...shortageProblems(declaration),
  ...blockProblems(declaration),
  ...startProblems(stages),
]

const exitProblems = (declared: StageDeclaration, stage: Stage | undefined, path: string): readonly PolicyProblem[] => {
  const multiple = stage?.until.multiple ?? null
  if (stage === undefined || multiple === null) return []
  const { wake } = stage.enter
  const found: PolicyProblem[] = []
  if (wake.kind === 'health' && multiple < wake.multiple)
    found.push(
      problem(
        `${path}.until.multiple`,
        formatRatio(multiple),
        `until ${formatRatio(multiple)} >= enter ${formatRatio(wake.multiple)} is required`,
        'raise the exit or lower the trigger, or the account is let go and caught again',
      ),
    )
  const wanted = declared.size.rule === 'just-enough' ? declared.size['target'] : undefined
  if (typeof wanted === 'string' && ratioOf(wanted) < multiple)
    found.push(
      problem(
        `${path}.size.target`,
        wanted,
        `target ${wanted} >= until ${formatRatio(multiple)} is required`,
        'raise the target or lower the exit, or the stage never ends',
      ),
    )
  const priced = declared.direction.rule === 'cheaper-of' ? declared.direction['target'] : undefined
  if (typeof priced === 'string' && ratioOf(priced) < multiple)
    found.push(
      problem(
        `${path}.direction.target`,
        priced,
        `target ${priced} >= until ${formatRatio(multiple)} is required`,
        'price the choices for what the stage restores, or raise the target',
      ),
    )
  return found
}

/** A later stage that needs health alone takes over every account that an earlier one with the same or a lower level could see. */
const shadowProblems = (declaration: PolicyDeclaration, stages: readonly Stage[]): readonly PolicyProblem[] =>
  stages.flatMap((earlier, i) =>
    declaration.stages.slice(i + 1).flatMap((later, offset): readonly PolicyProblem[] => {
      const { wake } = earlier.enter
      const level = healthAlone(later.enter)
      if (wake.kind !== 'health' || !isPlain(wake) || level === null || level < wake.multiple) return []
      return [
        problem(
          `stages[${i + 1 + offset}].enter`,
          formatRatio(level),
          `${formatRatio(level)} < ${formatRatio(wake.multiple)} is required, where stage ${earlier.name} enters`,
          `lower the level: stage ${earlier.name} could never be reached, because a policy runs from mild to harsh`,
        ),
      ]
    }),
  )

const startProblems = (stages: readonly Stage[]): readonly PolicyProblem[] =>
  wakeOf(stages) === null
    ? [
        problem(
          'stages',
          'triggers that hold only within an episode',
          'at least one stage that an account without an episode can enter',
          'add a stage with health-below or another trigger of the account itself',
        ),
      ]
    : []
