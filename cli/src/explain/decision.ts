import type { Decision } from '@ebbline/core'
import type { Happening, Story } from './story.ts'

/** One decision with what came of it, and the treatment that it belongs to. */
export interface DecisionStory {
  readonly decision: Decision
  /** Number of the treatment, from 1, and how many there were. */
  readonly chapter: { readonly index: number; readonly count: number }
  readonly happenings: readonly Happening[]
}

/** A decision was asked for that the story does not hold: a bug, since its account was found by it. */
export class MissingDecisionError extends Error {
  override readonly name = 'MissingDecisionError'
  constructor(id: string, account: string) {
    super(`the story of ${account} does not hold decision ${id}`)
  }
}

/** The decision of this id, its orders with their fills, and every movement up to the account's next decision. */
export const happeningsOf = (story: Story, id: string): DecisionStory => {
  for (const [index, { happenings }] of story.chapters.entries()) {
    const at = happenings.findIndex(({ event }) => event.kind === 'decided' && event.decision.id === id)
    const event = happenings[at]?.event
    if (event?.kind !== 'decided') continue
    const next = happenings.findIndex((one, place) => place > at && one.event.kind === 'decided')
    const followed = happenings.slice(at, next < 0 ? undefined : next)
    const later = next < 0 ? [] : happenings.slice(next).filter((one) => belongsTo(one, id))
    return {
      decision: event.decision,
      chapter: { index: index + 1, count: story.chapters.length },
      happenings: [...followed, ...later],
    }
  }
  throw new MissingDecisionError(id, story.account.id)
}

/** Whether something happened to an order of the decision; its orders are named `<decision>.<leg>`. */
const belongsTo = ({ event }: Happening, id: string): boolean => {
  const isOurs = (order: string): boolean => order.startsWith(`${id}.`)
  if (event.kind === 'order-sent') return isOurs(event.live.order.id)
  if (event.kind === 'order-done') return isOurs(event.order)
  if (event.kind !== 'moved') return false
  const { cause } = event.movement
  if (cause.kind === 'fill') return isOurs(cause.takerOrder)
  return cause.kind === 'fee' && isOurs(cause.order)
}
