import { lots, magnitude, NO_LOTS, type Atoms, type Lots } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { sizeIn } from '../../accounts/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { noRules, schemaOf, whole, wholeIn } from '../parameters.ts'
import { notionalOf, tierIndex } from '../positions.ts'
import type { LiquidationView, Path, SizingStrategy } from '../types.ts'

/**
 * The smallest step that brings the position which the direction shrinks first down to the top of a lower leverage tier, the
 * next one or `tiers` further down, but no lower than the lowest; notional at mark; the whole direction when it already stands
 * in the lowest one.
 *
 * With a direction over several markets the position is the largest one of the whole direction.
 */
export const tierStep: SizingStrategy = {
  name: 'tier-step',
  formula: 'least n with |q(n)|·P <= top of the tier `tiers` (absent = 1) below the one that the position stands in',
  schema: schemaOf({ tiers: whole('how many tiers to step down at once; absent = 1', 1, 100) }, ['tiers']),
  check: noRules,
  create: (parameters) => (view, path) => {
    const tiers = parameters['tiers'] === undefined ? 1 : wholeIn(parameters, 'tiers')
    const instrument = largestLeg(view, path)
    if (instrument === undefined) return { step: path.steps, facts: {}, reachable: true }
    const table = view.rules.tiers.get(instrument) ?? []
    const held = sizeIn(view.account, instrument)
    const tier = tierIndex(table, notionalOf(view, instrument, held))
    const floor = table[Math.max(1, tier + 1 - tiers)]?.floor
    if (tier === 0 || floor === undefined)
      return { step: path.steps, facts: { instrument, tier: String(tier) }, reachable: true }
    const step = bisectInteger(
      0n,
      path.steps,
      (step) => notionalOf(view, instrument, left(held, path, step, instrument)) <= floor,
    )
    const facts = { instrument, tier: String(tier), notionalTargetAtoms: String(floor) }
    return { step: step ?? path.steps, facts, reachable: step !== null }
  },
}

/** Instrument of the leg with the largest notional of a whole direction; undefined when it has none. */
export const largestLeg = (view: LiquidationView, path: Path): InstrumentId | undefined => {
  let largest: { readonly instrument: InstrumentId; readonly notional: Atoms } | undefined
  for (const { instrument, size } of path.at(path.steps)) {
    const notional = notionalOf(view, instrument, size)
    if (largest === undefined || notional > largest.notional) largest = { instrument, notional }
  }
  return largest?.instrument
}

const left = (held: Lots, path: Path, step: bigint, instrument: InstrumentId): Lots => {
  const cut = path.at(step).find((leg) => leg.instrument === instrument)
  return lots(magnitude(held) - magnitude(cut?.size ?? NO_LOTS))
}
