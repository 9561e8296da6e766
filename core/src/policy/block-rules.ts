import { ratioOf } from '../units/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem, StageDeclaration } from './types.ts'

/** What is wrong across the parts of a stage that counts in blocks: one length of a block, one limit of losses, a floor that fits into it. */
export const blockProblems = ({ stages }: PolicyDeclaration): readonly PolicyProblem[] =>
  stages.flatMap((stage, index) =>
    stage.pace.rule === 'block-budget' ? [...mismatches(stage, index), ...floorProblems(stage, index)] : [],
  )

const SHARED = [
  ['direction', 'random-market', 'blockMs'],
  ['size', 'block-portion', 'blockMs'],
  ['size', 'block-portion', 'catchUp'],
  ['limit', 'fillable-price', 'blockMs'],
  ['limit', 'fillable-price', 'loss'],
] as const

const mismatches = (stage: StageDeclaration, index: number): readonly PolicyProblem[] =>
  SHARED.flatMap(([part, rule, field]) => {
    const [there, here] = [stage[part][field], stage.pace[field]]
    if (stage[part].rule !== rule || there === undefined || same(there, here)) return []
    const allowed = `${part} ${field} ${shown(there)} = pace ${field} ${shown(here)} is required`
    return [problem(`stages[${index}].${part}.${field}`, there, allowed, 'state one number in both')]
  })

const shown = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : 'given'

const same = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? ratioOf(a) === ratioOf(b) : a === b

const floorProblems = ({ size, pace }: StageDeclaration, index: number): readonly PolicyProblem[] => {
  const [floor, notional] = [size['floor'], pace['notional']]
  if (size.rule !== 'block-portion' || typeof floor !== 'string' || typeof notional !== 'string') return []
  if (ratioOf(floor) <= ratioOf(notional)) return []
  const allowed = `size floor ${floor} <= pace notional ${notional} is required`
  return [problem(`stages[${index}].size.floor`, floor, allowed, 'lower the floor or raise what a block allows')]
}
