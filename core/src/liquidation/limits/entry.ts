import { divide, greatest, magnitude, ticks, type Ticks } from '../../units/index.ts'
import type { Instrument } from '../../instruments/index.ts'
import { positionIn, type Position } from '../../accounts/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { LimitStrategy } from '../types.ts'

/**
 * The average price at which the position was entered, rounded to a tick in the account's favour: a hand-over there moves no cash but
 * for that rounding, and whoever takes the position takes all of its profit or loss. A leg without a position is dropped.
 *
 *   linear: P = entry value / (size · scale)     inverse: P = -size · scale / entry value     at least one tick
 */
export const entry: LimitStrategy = {
  name: 'entry',
  formula: 'average entry price',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view, draft) => {
    const facts: Record<string, string> = {}
    const legs = draft.legs.flatMap((leg) => {
      const position = positionIn(view.account, leg.instrument)
      const instrument = view.rules.instruments.get(leg.instrument)
      const price = position === undefined || instrument === undefined ? null : entryPrice(instrument, position)
      if (price === null) return []
      facts[`${leg.instrument}.entryTicks`] = String(price)
      return [{ ...leg, limit: price }]
    })
    const bound = legs.length < draft.legs.length
    return { ...draft, legs, reasons: [...draft.reasons, { part: 'limit', rule: 'entry', facts, bound }] }
  },
}

const entryPrice = ({ kind, scale }: Instrument, { size, entryValue }: Position): Ticks => {
  const [held, paid] = [magnitude(size), magnitude(entryValue)]
  const round = size > 0n ? 'up' : 'down'
  if (kind !== 'inverse-perpetual')
    return ticks(greatest(1n, divide(paid * scale.denominator, held * scale.numerator, round)))
  return ticks(greatest(1n, paid === 0n ? 1n : divide(held * scale.numerator, scale.denominator * paid, round)))
}
