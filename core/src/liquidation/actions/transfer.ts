import { choice, ParameterError, schemaOf, textIn } from '../parameters.ts'
import type { ActionStrategy, Parameters, Problem, Receiver } from '../types.ts'

/**
 * A hand-over of the slice to house accounts in the named order, each leg at its limit, or at the mark where it has none, and the
 * draft's discount on top. With `margin: initial` a receiver takes no more than leaves it at or above its initial requirement; with
 * `none` it takes everything. What nobody takes stays with the account and counts as unfilled.
 */
export const transfer: ActionStrategy = {
  name: 'transfer',
  formula:
    "x to the receivers in order at each leg's limit or mark, discount on top; margin initial: while E >= initial requirement",
  schema: schemaOf({
    to: {
      type: 'array',
      description: 'who receives the slice, in order',
      items: choice('a house account', ['backstop', 'vault', 'fund']),
      minItems: 1,
    },
    margin: choice('what the receiver must be able to carry', ['initial', 'none']),
  }),
  check: (parameters) => repeated(receiversIn(parameters)),
  create: (parameters) => ({
    kind: 'transfer',
    to: receiversIn(parameters),
    margin: textIn(parameters, 'margin') === 'none' ? 'none' : 'initial',
  }),
}

const receiversIn = ({ to }: Parameters): readonly Receiver[] => {
  if (!Array.isArray(to)) throw new ParameterError('to', 'a list')
  return to.map((name: unknown) => receiverOf('to', name))
}

/** A house account by its word. @throws ParameterError for another word. */
export const receiverOf = (field: string, name: unknown): Receiver => {
  if (name === 'backstop' || name === 'vault' || name === 'fund') return name
  throw new ParameterError(field, 'backstop, vault or fund')
}

const repeated = (to: readonly Receiver[]): readonly Problem[] =>
  to.flatMap((name, index) =>
    to.indexOf(name) === index
      ? []
      : [{ field: 'to', value: name, allowed: 'each receiver once', remedy: 'drop the second one' }],
  )
