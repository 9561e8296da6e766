import { math } from '@ebbline/core'

/** One aggressor: all that one order took, in lots, at one moment. */
export interface Aggressor {
  /** Receipt, microseconds UTC. */
  readonly receivedUs: number
  /** 1 for buyers. */
  readonly side: 1 | -1
  readonly size: number
}

/** A chain of orders of one imagined trader in one direction, and how far the middle of the book went meanwhile. */
export interface Metaorder {
  readonly startUs: number
  readonly size: number
  /** side · log(mid after / mid before). */
  readonly move: number
  readonly orders: number
}

/**
 * Metaorders that could have been: each aggressor is given at random to one of `traders` imagined traders, and a trader's
 * neighbouring orders in one direction make one metaorder. Public tapes carry no names; chains drawn like this have been
 * found to move prices as true ones do.
 *
 * `midBefore` and `midAfter` give the middle of the book [ticks] before and after a moment.
 *
 * @source Maitrier, Loeper, Bouchaud 2025, Generating realistic metaorders from public data; docs/models/reaction-fit.md, section 5
 */
export const syntheticMetaorders = (
  aggressors: readonly Aggressor[],
  mids: { readonly before: (us: number) => number; readonly after: (us: number) => number },
  { traders, stream }: { readonly traders: number; readonly stream: math.RandomStream },
): readonly Metaorder[] => {
  const open = new Map<number, Chain>()
  const done: Chain[] = []
  for (const [at, aggressor] of aggressors.entries()) {
    const trader = math.integer(stream, at, traders)
    const chain = open.get(trader)
    if (chain !== undefined && chain.side === aggressor.side) {
      chain.size += aggressor.size
      chain.endUs = aggressor.receivedUs
      chain.orders += 1
      continue
    }
    if (chain !== undefined) done.push(chain)
    const { receivedUs, side, size } = aggressor
    open.set(trader, { side, size, startUs: receivedUs, endUs: receivedUs, orders: 1 })
  }
  return done.map(({ side, size, startUs, endUs, orders }) => ({
    startUs,
    size,
    orders,
    move: side * Math.log(mids.after(endUs) / mids.before(startUs)),
  }))
}

interface Chain {
  readonly side: 1 | -1
  readonly startUs: number
  size: number
  endUs: number
  orders: number
}
