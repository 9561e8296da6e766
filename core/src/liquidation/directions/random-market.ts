import { integer, randomStream } from '../../math/index.ts'
import { BLOCK_MS, blockOf, usedInBlock } from '../block-limits.ts'
import { noRules, schemaOf, wholeIn } from '../parameters.ts'
import { closableLegs, emptyPath, proportionalPath } from '../path.ts'
import type { DirectionStrategy } from '../types.ts'

/**
 * One market, drawn anew for every block of time: the first one from a pseudo-random place in the account's list that was not closed
 * in during the block. The draw follows from account and block alone, so that a replay draws the same.
 *
 *   place = draw 0 of stream (hash of the account's id, block), below the number of positions
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetPerpetualPositionToLiquidate; docs/models/random-streams.md
 */
export const randomMarket: DirectionStrategy = {
  name: 'random-market',
  formula: 'position drawn by account and ⌊t/blockMs⌋, each once a block',
  schema: schemaOf({ blockMs: BLOCK_MS }),
  check: noRules,
  remembers: ['recent'],
  create: (parameters) => {
    const blockMs = wholeIn(parameters, 'blockMs')
    return (view) => {
      const { markets } = usedInBlock(view, blockMs)
      const legs = closableLegs(view)
      if (legs.length === 0) return emptyPath({})
      const block = blockOf(view.time, blockMs)
      const place = integer(randomStream(hashOf(view.account.id), block), 0, legs.length)
      const inOrder = [...legs.slice(place), ...legs.slice(0, place)]
      const facts = { block: String(block), place: String(place), positions: String(legs.length) }
      const chosen = inOrder.find(({ instrument }) => !markets.includes(instrument))
      return chosen === undefined
        ? emptyPath(facts)
        : proportionalPath([chosen], { ...facts, instrument: chosen.instrument })
    }
  },
}

/** FNV-1a over the UTF-16 units of a text, 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
