import { laws } from '../liquidation/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem } from './types.ts'

/** What is wrong with the laws that a policy names: unknown ones, one twice, one both held and broken, a break without witness. */
export const lawProblems = ({ laws: named }: PolicyDeclaration): readonly PolicyProblem[] => {
  const places = [
    ...named.holds.map((law, index) => ({ law, path: `laws.holds[${index}]` })),
    ...named.breaks.map(({ law }, index) => ({ law, path: `laws.breaks[${index}].law` })),
  ]
  const known = laws.map((law) => law.name)
  const unknown = places
    .filter(({ law }) => !known.includes(law))
    .map(({ law, path }) => problem(path, law, `one of ${known.join(', ')}`, 'correct the name of the law'))
  const twice = places
    .filter(({ law }, index) => places.findIndex((other) => other.law === law) < index)
    .map(({ law, path }) => problem(path, law, 'each law once, held or broken', 'drop one of the two'))
  const silent = named.breaks.flatMap(({ witness }, index) =>
    witness.trim() === ''
      ? [problem(`laws.breaks[${index}].witness`, witness, 'a sentence', 'say in which case the law is broken')]
      : [],
  )
  return [...unknown, ...twice, ...silent]
}
