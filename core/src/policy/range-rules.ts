import { formatRatio, ratioOf, type Ratio } from '../units/index.ts'
import { isRecord } from '../liquidation/index.ts'
import { extreme } from './health-alone.ts'
import { nestedIn } from './references.ts'
import { problem } from './shape.ts'
import type { PolicyProblem, StageDeclaration } from './types.ts'

/** Conditions inside one `all` that can never hold together. */
export const contradictions = (reference: unknown, path: string): readonly PolicyProblem[] => {
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

/**
 * Ranges of two stages that overlap: an earlier one for positions from a tier or a notional on, and a later one at the same or a
 * higher level of health for positions up to one that reaches into it. The later one would take those over whom the earlier is for.
 */
export const overlaps = (stages: readonly StageDeclaration[]): readonly PolicyProblem[] =>
  stages.flatMap((earlier) =>
    stages.slice(stages.indexOf(earlier) + 1).flatMap((later, offset) =>
      branchesOf(earlier.enter).flatMap((mild) =>
        branchesOf(later.enter).flatMap((harsh) => {
          const path = `stages[${stages.indexOf(earlier) + 1 + offset}].enter`
          return rulesOnly(harsh) && level(harsh) >= level(mild) ? overlapOf(earlier, { mild, harsh, path }) : []
        }),
      ),
    ),
  )

/** The ways in which a trigger can hold, each as conditions that must hold together. */
const branchesOf = (reference: unknown): readonly (readonly Readonly<Record<string, unknown>>[])[] => {
  if (!isRecord(reference)) return []
  if (reference['rule'] === 'any') return nestedIn(reference).flatMap(branchesOf)
  return [reference['rule'] === 'all' ? nestedIn(reference).filter(isRecord) : [reference]]
}

const RANGES = ['health-below', 'lowest-tier', 'notional-below']

/** Whether a branch asks for nothing but health and a range. */
const rulesOnly = (branch: readonly Readonly<Record<string, unknown>>[]): boolean =>
  branch.every(({ rule }) => RANGES.includes(String(rule)))

/** The level of health that a branch asks for; 0 where it asks for none. */
const level = (branch: readonly Readonly<Record<string, unknown>>[]): Ratio =>
  extreme(
    branch.flatMap(({ rule, multiple }) =>
      rule === 'health-below' && typeof multiple === 'string' ? [ratioOf(multiple)] : [],
    ),
    (a, b) => a < b,
  ) ?? ratioOf('0')

interface Pair {
  readonly mild: readonly Readonly<Record<string, unknown>>[]
  readonly harsh: readonly Readonly<Record<string, unknown>>[]
  readonly path: string
}

const overlapOf = ({ name }: StageDeclaration, { mild, harsh, path }: Pair): readonly PolicyProblem[] => {
  const remedy = `lower it: stage ${name} is for those above and would never see them`
  const from = Math.max(0, ...tiersIn(mild, 'tier-above-lowest', 2))
  const upTo = Math.min(...tiersIn(harsh, 'lowest-tier', 1))
  const tiers =
    from === 0 || upTo === Infinity || upTo < from
      ? []
      : [problem(path, `lowest-tier ${upTo}`, `tier ${upTo} < ${from} is required`, remedy)]
  return [
    ...tiers,
    ...WHOSE.flatMap((of) => {
      const low = extreme(notionals(mild, 'notional-above', of), (a, b) => a > b)
      const high = extreme(notionals(harsh, 'notional-below', of), (a, b) => a < b)
      if (low === null || high === null || high <= low) return []
      const allowed = `notional ${formatRatio(high)} <= ${formatRatio(low)} is required`
      return [problem(path, `notional-below ${formatRatio(high)}`, allowed, remedy)]
    }),
  ]
}
