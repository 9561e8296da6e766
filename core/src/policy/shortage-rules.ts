import { ratioOf } from '../units/index.ts'
import { isRecord } from '../liquidation/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem, RuleReference, StageDeclaration } from './types.ts'

/**
 * What is wrong across the parts of a stage that measure one shortage: all of them mean the same buffer and the same slots, and a share of
 * a breach is one of the level at which the stage enters.
 */
export const shortageProblems = ({ stages }: PolicyDeclaration): readonly PolicyProblem[] =>
  stages.flatMap((stage, index) => [
    ...sameBuffer(stage, `stages[${index}]`),
    ...sameSlots(stage, `stages[${index}]`),
    ...breachProblems(stage, `stages[${index}]`),
  ])

/** Parts that read a buffered shortage, after the exit that defines it. */
const BUFFERED = ['cover-shortage', 'freed-ramp', 'insurance-fee']

const partsOf = ({ size, pace, penalty }: StageDeclaration): readonly (readonly [string, RuleReference])[] => [
  ['size', size],
  ['pace', pace],
  ['penalty', penalty],
]

const sameBuffer = (stage: StageDeclaration, path: string): readonly PolicyProblem[] => {
  const { until } = stage
  const parts = partsOf(stage).filter(([, { rule }]) => BUFFERED.includes(rule))
  if (parts.length > 0 && until.rule !== 'buffered-margin')
    return [
      problem(
        `${path}.until.rule`,
        until.rule,
        'buffered-margin',
        'size, pace and penalty of the stage need its shortage',
      ),
    ]
  return parts
    .filter(([, { buffer }]) => ratioOf(said(buffer)) !== ratioOf(said(until['buffer'])))
    .map(([name, { buffer }]) =>
      problem(
        `${path}.${name}.buffer`,
        buffer,
        `${name} buffer ${said(buffer)} = until buffer ${said(until['buffer'])} is required`,
        'state one buffer in all of them',
      ),
    )
}

const sameSlots = ({ pace, penalty }: StageDeclaration, path: string): readonly PolicyProblem[] => {
  const [ours, theirs] = [pace['slotMs'], penalty['slotMs']]
  if (ours === undefined || theirs === undefined || ours === theirs) return []
  const allowed = `penalty slotMs ${said(theirs)} = pace slotMs ${said(ours)} is required`
  return [problem(`${path}.penalty.slotMs`, theirs, allowed, 'state one length of a slot in both')]
}

const breachProblems = ({ enter, size }: StageDeclaration, path: string): readonly PolicyProblem[] => {
  const { level } = size
  const entered = levelsOf(enter)
  if (size.rule !== 'breach-share' || typeof level !== 'string' || entered.length === 0) return []
  if (entered.some((multiple) => ratioOf(multiple) <= ratioOf(level))) return []
  const allowed = `level ${level} >= enter multiple ${entered.join(', ')} is required`
  return [
    problem(`${path}.size.level`, level, allowed, 'raise the level: the stage would close nothing where it enters'),
  ]
}

const levelsOf = (reference: unknown): readonly string[] => {
  if (!isRecord(reference)) return []
  const { rule, multiple, of } = reference
  if (rule === 'health-below' && typeof multiple === 'string') return [multiple]
  return rule === 'all' && Array.isArray(of) ? of.flatMap(levelsOf) : []
}

/** A parameter that its schema has let through: a text or a number. */
const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
