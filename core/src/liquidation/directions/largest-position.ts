import { sizeIn } from '../../accounts/index.ts'
import { choice, noRules, schemaOf, textIn } from '../parameters.ts'
import { closableLegs, emptyPath, proportionalPath, type Leg } from '../path.ts'
import { notionalOf, tierOfPosition } from '../positions.ts'
import type { DirectionStrategy, LiquidationView } from '../types.ts'

/**
 * One market: the position with the largest notional, or the one in the highest leverage tier (the larger of equals); the
 * first by name of those that tie.
 */
export const largestPosition: DirectionStrategy = {
  name: 'largest-position',
  formula: 'x = s·q of the position with the largest |q|·P, or in the highest tier',
  schema: schemaOf({ by: choice('what makes a position large', ['notional', 'tier']) }),
  check: noRules,
  create: (parameters) => {
    const byTier = textIn(parameters, 'by') === 'tier'
    return (view) => {
      let largest: Ranked | undefined
      for (const leg of closableLegs(view)) {
        const ranked = rank(view, leg, byTier)
        if (largest === undefined || isLarger(ranked, largest)) largest = ranked
      }
      if (largest === undefined) return emptyPath({})
      const { leg, tier, notional } = largest
      return proportionalPath([leg], {
        instrument: leg.instrument,
        tier: String(tier),
        notionalAtoms: String(notional),
      })
    }
  },
}

interface Ranked {
  readonly leg: Leg
  /** Zero when positions are ranked by notional alone. */
  readonly tier: number
  readonly notional: bigint
}

const rank = (view: LiquidationView, leg: Leg, byTier: boolean): Ranked => {
  const held = { instrument: leg.instrument, size: sizeIn(view.account, leg.instrument) }
  return {
    leg,
    tier: byTier ? tierOfPosition(view, held) : 0,
    notional: notionalOf(view, leg.instrument, held.size),
  }
}

const isLarger = (a: Ranked, b: Ranked): boolean => (a.tier === b.tier ? a.notional > b.notional : a.tier > b.tier)
