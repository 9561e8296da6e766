import {
  divide,
  formatRatio,
  least,
  lots,
  magnitude,
  mulDiv,
  RATIO_ONE,
  type Lots,
  type Ratio,
} from '../../units/index.ts'
import { offsetFrom } from '../offset-limits.ts'
import { midPrice } from '../mid-price.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, whole, wholeIn, ZERO } from '../parameters.ts'
import type { DraftLeg, LiquidationView, SizingStrategy } from '../types.ts'

/** What a disposal goes by: all sizes in one unit, fractions at 1e-18. */
export interface Disposal {
  readonly open: bigint
  readonly fraction: Ratio
  readonly fullSize: bigint
  /** What the book shows within the range. */
  readonly available: bigint
  readonly consumed: Ratio
}

/**
 * What an inventory gives up at one time step:
 *
 *   s = open            where open ≤ full size, else ⌈fraction · open⌉
 *   size = min( s, ⌊consumed · available⌋ )
 *
 * @source vegaprotocol/specs 5fea1f3, protocol/0012-POSR-position_resolution.md, 0012-POSR-013, -022 to -025; the rounding is ours
 */
export const disposalSize = ({ open, fraction, fullSize, available, consumed }: Disposal): bigint =>
  least(
    open <= fullSize ? open : mulDiv(open, fraction, RATIO_ONE, 'up'),
    mulDiv(available, consumed, RATIO_ONE, 'down'),
  )

/**
 * A fraction of an inventory, all of it once it is small, never more than a share of what the book shows within a range of its middle.
 * Of several positions the one that may give up the least share says how far all go.
 */
export const disposal: SizingStrategy = {
  name: 'disposal',
  formula: 'min(q ≤ full ? q : ceil(fraction × q), floor(consumed × book within bps of its middle))',
  schema: schemaOf({
    fraction: decimal('share of the position, at least 0.01, at most 1'),
    full: decimal('size at or below which all goes, in units of the contract'),
    consumed: decimal('share of the book within the range, at most 1'),
    bps: whole('range from the middle of the book in basis points', 1, 9_999),
  }),
  check: (parameters) => [
    ...outside(parameters, 'fraction', { above: ZERO, atMost: ONE }, 'give a share such as 0.5'),
    ...outside(parameters, 'consumed', { above: ZERO, atMost: ONE }, 'give a share such as 0.1'),
  ],
  create: (parameters) => {
    const terms: Terms = {
      fraction: decimalIn(parameters, 'fraction'),
      full: decimalIn(parameters, 'full'),
      consumed: decimalIn(parameters, 'consumed'),
      bps: BigInt(wholeIn(parameters, 'bps')),
    }
    return (view, path) => {
      let step = path.steps
      const facts: Record<string, string> = {
        fraction: formatRatio(terms.fraction),
        consumed: formatRatio(terms.consumed),
      }
      for (const leg of path.at(path.steps)) {
        const size = disposedOf(view, leg, terms)
        facts[`${leg.instrument}.lots`] = String(size)
        step = least(step, divide(size * path.steps, magnitude(leg.size), 'down'))
      }
      return { step, facts, reachable: true }
    }
  },
}

interface Terms {
  readonly fraction: Ratio
  readonly full: Ratio
  readonly consumed: Ratio
  readonly bps: bigint
}

const disposedOf = (view: LiquidationView, leg: DraftLeg, { fraction, full, consumed, bps }: Terms): Lots => {
  const instrument = view.rules.instruments.get(leg.instrument)
  const fullSize =
    instrument === undefined || instrument.kind === 'spot' ? 0n : divide(full, instrument.lotSize, 'down')
  return lots(
    disposalSize({ open: magnitude(leg.size), fraction, fullSize, available: shown(view, leg, bps), consumed }),
  )
}

/** Lots on the side that the leg would meet, within the range. */
const shown = (view: LiquidationView, { instrument, size }: DraftLeg, bps: bigint): bigint => {
  const mid = midPrice(view, instrument)
  if (mid === null) return 0n
  const { bids, asks } = view.depth(instrument)
  const selling = size < 0n
  const end = offsetFrom(mid, selling, bps)
  const within = (selling ? bids : asks).filter(({ price }) => (selling ? price >= end : price <= end))
  return within.reduce((sum, level) => sum + level.size, 0n)
}
