import { formatRatio, ratio, ratioOf, type Ratio } from '../units/index.ts'
import { isPlain, isRecord, type Stage } from '../liquidation/index.ts'
import { auctionProblems } from './auction-rules.ts'
import { blockProblems } from './block-rules.ts'
import { wakeOf } from './create.ts'
import { nestedIn } from './references.ts'
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

/** The level below which a trigger holds whatever else is true; null when it asks for more than health. */
export const healthAlone = (reference: unknown): Ratio | null => {
  if (!isRecord(reference)) return null
  const { rule, multiple } = reference
  if (rule === 'health-below' && typeof multiple === 'string') return ratioOf(multiple)
  if (rule === 'bankrupt') return ratio(0n)
  const nested = nestedIn(reference).map(healthAlone)
  const pure = nested.filter((level) => level !== null)
  if (rule === 'any') return extreme(pure, (a, b) => a > b)
  if (rule === 'all' && pure.length === nested.length) return extreme(pure, (a, b) => a < b)
  return null
}

const extreme = (levels: readonly Ratio[], better: (a: Ratio, b: Ratio) => boolean): Ratio | null => {
  let found: Ratio | null = null
  for (const level of levels) if (found === null || better(level, found)) found = level
  return found
}

/** Conditions inside one `all` that can never hold together. */
const contradictions = (reference: unknown, path: string): readonly PolicyProblem[] => {
  if (!isRecord(reference)) return []
  const nested = nestedIn(reference)
  const inner = nested.flatMap((each, index) => contradictions(each, `${path}.of[${index}]`))
  if (reference['rule'] !== 'all') return inner
  const [tier, tierAtMost] = [
    Math.max(0, ...tiersIn(nested, 'tier-above-lowest', 2)),
    Math.min(...tiersIn(nested, 'lowest-tier', 1)),
  ]
  const found = [...inner, ...WHOSE.flatMap((of) => notionalContradictions(nested, of, path))]
  if (tier > tierAtMost)
    found.push(
      problem(
        `${path}.of`,
        'lowest-tier and tier-above-lowest',
        `tier ${tier} <= ${tierAtMost} is required`,
        'drop one: the stage can never be reached',
      ),
    )
  return found
}

/** Whose notional a trigger judges. */
const WHOSE = ['account', 'position'] as const

const notionalContradictions = (
  nested: readonly unknown[],
  whose: (typeof WHOSE)[number],
  path: string,
): readonly PolicyProblem[] => {
  const low = extreme(notionals(nested, 'notional-above', whose), (a, b) => a > b)
  const high = extreme(notionals(nested, 'notional-below', whose), (a, b) => a < b)
  if (low === null || high === null || low < high) return []
  return [
    problem(
      `${path}.of`,
      `notional above ${formatRatio(low)} and at most ${formatRatio(high)}`,
      `${formatRatio(low)} < ${formatRatio(high)} is required`,
      'lower notional-above or raise notional-below: the stage can never be reached',
    ),
  ]
}

const notionals = (nested: readonly unknown[], rule: string, whose: string): readonly Ratio[] =>
  nested.filter(isRecord).flatMap((each) => {
    const { notional, of = 'account' } = each
    return each['rule'] === rule && of === whose && typeof notional === 'string' ? [ratioOf(notional)] : []
  })

const tiersIn = (nested: readonly unknown[], rule: string, absent: number): readonly number[] =>
  nested.filter(isRecord).flatMap((each) => {
    const { tier = absent } = each
    return each['rule'] === rule && typeof tier === 'number' ? [tier] : []
  })

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
