import { formatRatio, ratioOf } from '../units/index.ts'
import { bufferedMultiple, type Stage } from '../liquidation/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem, StageDeclaration } from './types.ts'

/**
 * What is wrong across the parts of a stage that auctions: a price falls one way for size and limit, a size restores what the exit
 * asks for, and a discount is paid only to whom a slice is transferred.
 */
export const auctionProblems = (
  { stages: declared }: PolicyDeclaration,
  stages: readonly Stage[],
): readonly PolicyProblem[] =>
  declared.flatMap((stage, index) => {
    const path = `stages[${index}]`
    return [
      ...phaseMismatches(stage, path),
      ...bufferProblems(stage, stages[index], path),
      ...discountProblems(stage, path),
    ]
  })

const PHASES = ['start', 'cutoff', 'fastSeconds', 'slowSeconds']

const phaseMismatches = ({ size, limit }: StageDeclaration, path: string): readonly PolicyProblem[] => {
  if (size.rule !== 'auction-fraction') return []
  if (limit.rule !== 'dutch-phases')
    return [problem(`${path}.limit.rule`, limit.rule, 'dutch-phases', 'the size expects the price of this limit')]
  return PHASES.filter((name) => !sameValue(size[name], limit[name])).map((name) =>
    problem(
      `${path}.limit.${name}`,
      limit[name],
      `size ${name} ${String(size[name])} = limit ${name} ${String(limit[name])} is required`,
      'state one falling price in both',
    ),
  )
}

const sameValue = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? ratioOf(a) === ratioOf(b) : a === b

const bufferProblems = (
  { size }: StageDeclaration,
  stage: Stage | undefined,
  path: string,
): readonly PolicyProblem[] => {
  const { buffer } = size
  const multiple = stage?.until.multiple ?? null
  if (size.rule !== 'auction-fraction' || typeof buffer !== 'string' || multiple === null) return []
  const restored = bufferedMultiple(ratioOf(buffer))
  if (restored >= multiple) return []
  return [
    problem(
      `${path}.size.buffer`,
      buffer,
      `1 + buffer ${formatRatio(restored)} >= exit ${formatRatio(multiple)} is required`,
      'raise the buffer or lower the exit, or the stage never ends',
    ),
  ]
}

const discountProblems = ({ limit, action }: StageDeclaration, path: string): readonly PolicyProblem[] =>
  (limit.rule === 'dutch-phases' || limit.rule === 'insolvent-phase') && action.rule !== 'transfer'
    ? [problem(`${path}.action.rule`, action.rule, 'transfer', 'only a transfer pays the discount of an auction')]
    : []
