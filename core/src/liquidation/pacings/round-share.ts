import { least, lots, magnitude, mulDiv, RATIO_ONE, type Lots, type Ratio } from '../../units/index.ts'
import { positionIn } from '../../accounts/index.ts'
import { blockOf, blocksDue, BLOCK_MS, CATCH_UP } from '../block-limits.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, wholeIn, ZERO } from '../parameters.ts'
import { closable } from '../positions.ts'
import type { DraftLeg, LiquidationView, PacingStrategy } from '../types.ts'

/**
 * Of each position no more than its rounds: every round closes a share of what the one before left, rounded up to a lot. One action a round;
 * with `catchUp` a slice stands for the rounds since the last action. A leg that hedges passes.
 *
 *   x ≤ q - q_k        q_0 = q,  q_(i+1) = q_i - ⌈share · q_i⌉        k rounds due
 */
export const roundShare: PacingStrategy = {
  name: 'round-share',
  formula: 'x ≤ q·(1 - (1 - share)^k), k rounds of roundMs since the last action, at most catchUp',
  schema: schemaOf({
    share: decimal('share of a position that one round closes, above 0, at most 1'),
    roundMs: BLOCK_MS,
    catchUp: CATCH_UP,
  }),
  check: (parameters) => outside(parameters, 'share', { above: ZERO, atMost: ONE }, 'give a share such as 0.1'),
  create: (parameters) => {
    const share = decimalIn(parameters, 'share')
    const [roundMs, most] = [wholeIn(parameters, 'roundMs'), wholeIn(parameters, 'catchUp')]
    return (view, draft) => {
      const { lastAction } = view.episode
      const isDone = lastAction !== null && blockOf(lastAction, roundMs) === blockOf(view.time, roundMs)
      const rounds = isDone ? 0 : blocksDue(view, roundMs, most)
      const legs = draft.legs.map((leg) => capped(view, leg, { share, rounds })).filter((leg) => leg.size !== 0n)
      const bound = legs.some((leg, at) => leg.size !== draft.legs[at]?.size) || legs.length < draft.legs.length
      const reason = { part: 'pace', rule: 'round-share', facts: { rounds: String(rounds) }, bound } as const
      const until = isDone ? (blockOf(view.time, roundMs) + 1) * roundMs : null
      return { draft: { ...draft, legs: isDone ? [] : legs, reasons: [...draft.reasons, reason] }, until }
    }
  },
}

interface Rounds {
  readonly share: Ratio
  readonly rounds: number
}

const capped = (view: LiquidationView, leg: DraftLeg, terms: Rounds): DraftLeg => {
  const position = positionIn(view.account, leg.instrument)
  if (leg.hedges === true || position === undefined) return leg
  const size = least(lots(magnitude(leg.size)), closedIn(lots(magnitude(closable(view, position))), terms))
  return { ...leg, size: leg.size < 0n ? lots(-size) : size }
}

/** Lots that so many rounds close of a position. */
const closedIn = (size: Lots, { share, rounds }: Rounds): Lots => {
  let left: bigint = size
  for (let round = 0; round < rounds && left > 0n; round += 1) left -= mulDiv(left, share, RATIO_ONE, 'up')
  return lots(size - left)
}
