import {
  approx,
  lots,
  magnitude,
  math,
  quantize,
  type Account,
  type Instrument,
  type OpenOrder,
  type Position,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { VenueTerms } from './market-terms.ts'
import { nearestTick } from './path-prints.ts'
import type { Draws } from './population-draws.ts'

/** Resting orders lie this far from the opening mark, in logs, drawn evenly. */
const NEAREST = 0.004
const FARTHEST = 0.06

/**
 * Resting orders of an account: for a share of accounts, one that adds to its first position at a better price (20 to 50 %
 * of it), and for half of those also one that takes profit on it (reduce-only, whole).
 */
export const drawOrders = (
  scenario: Scenario,
  terms: VenueTerms,
  draws: Draws,
  account: Account,
): readonly OpenOrder[] => {
  const position = account.positions[0]
  const instrument = terms.rules.instruments.get(position?.instrument ?? '')
  if (position === undefined || instrument === undefined || draws.uniform('orders') >= scenario.population.ordersShare)
    return []
  const added = quantize(approx(magnitude(position.size)) * (0.2 + 0.3 * draws.uniform('order-size')), 'up')
  const adding = orderOf(
    { terms, account, position, instrument },
    { name: 'add', remaining: added, u: draws.uniform('order-add') },
  )
  if (draws.uniform('order-profit') >= 0.5) return [adding]
  const u = draws.uniform('order-profit-price')
  const taking = orderOf(
    { terms, account, position, instrument },
    { name: 'profit', remaining: magnitude(position.size), u },
  )
  return [adding, taking]
}

interface Wanted {
  readonly name: 'add' | 'profit'
  readonly remaining: bigint
  readonly u: number
}

interface Held {
  readonly terms: VenueTerms
  readonly account: Account
  readonly position: Position
  readonly instrument: Instrument
}

const orderOf = ({ terms, account, position, instrument }: Held, wanted: Wanted): OpenOrder => {
  const mark = terms.startMarks.get(position.instrument) ?? 1n
  const buys = position.size > 0n === (wanted.name === 'add')
  const offset = (NEAREST + (FARTHEST - NEAREST) * wanted.u) * (buys ? -1 : 1)
  const price = approx(mark) * (approx(instrument.tickSize) / 1e18) * math.exp(offset)
  return {
    id: `${account.id}/${wanted.name}`,
    instrument: position.instrument,
    side: buys ? 'buy' : 'sell',
    remaining: lots(wanted.remaining),
    price: nearestTick(instrument, price),
    reduceOnly: wanted.name === 'profit',
  }
}
