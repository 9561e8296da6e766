import { least, lots, magnitude, type Lots } from '../../units/index.ts'
import type { AssetId, Instrument } from '../../instruments/index.ts'
import { measure } from '../../margin/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { emptyPath } from '../path.ts'
import { notionalOf } from '../positions.ts'
import { netByUnderlying } from '../risk-contributions.ts'
import { scenarioLoss, type ShockGrid } from '../scenario-loss.ts'
import { tradeAtMark } from '../trade-at-mark.ts'
import type { DirectionStrategy, DraftLeg, LiquidationView, Path } from '../types.ts'

/**
 * Closes nothing: trades the perpetual of the underlying to which the account is exposed most, against that exposure, up to none. It may open a
 * position. Only where contracts are margined together, where the perpetual's book shows something, and where both the maintenance
 * requirement and the scenario loss (±joint of all underlyings, ±alone of each) are lower at the end than before; else the next underlying.
 *
 * @source docs/policies/deribit-incremental.md, eq. 2
 */
export const hedgeWithPerpetual: DirectionStrategy = {
  name: 'hedge-with-perpetual',
  formula: 'perpetual of the base with max |sum X|, size -sum X, if M and the scenario loss fall',
  schema: schemaOf({
    joint: decimal('shock of all underlyings together, above 0, at most 1'),
    alone: decimal('shock of one underlying with the others still, at most 1'),
  }),
  check: (parameters) => [
    ...outside(parameters, 'joint', { above: ZERO, atMost: ONE }, 'give a shock such as 0.2'),
    ...outside(parameters, 'alone', { atMost: ONE }, 'give a shock such as 0.05'),
  ],
  hedges: true,
  create: (parameters) => {
    const grid: ShockGrid = {
      joint: decimalIn(parameters, 'joint'),
      alone: decimalIn(parameters, 'alone'),
      betas: new Map(),
    }
    return (view) => {
      const nets = [...netByUnderlying(view)].filter(([, net]) => net !== 0n)
      for (const [underlying, net] of nets.toSorted(([, a], [, b]) =>
        magnitude(a) === magnitude(b) ? 0 : magnitude(a) > magnitude(b) ? -1 : 1,
      )) {
        const leg = hedgeOf(view, underlying, net)
        if (leg !== null && lowersRisk(view, leg, grid)) return pathOf(leg, net)
      }
      return emptyPath({})
    }
  },
}

const hedgeOf = (view: LiquidationView, underlying: AssetId, net: bigint): DraftLeg | null => {
  for (const instrument of view.rules.instruments.values()) {
    if (!isPerpetualOf(instrument, underlying) || !view.marks.has(instrument.id)) continue
    const { bids, asks } = view.depth(instrument.id)
    if ((net > 0n ? bids : asks).length === 0) continue
    const flying = view.inFlight(instrument.id)
    const size = lots(most(view, instrument, magnitude(net)) - (flying > 0n === net < 0n ? magnitude(flying) : 0n))
    if (size <= 0n) continue
    return { instrument: instrument.id, size: net > 0n ? lots(-size) : size, limit: null, hedges: true }
  }
  return null
}

const isPerpetualOf = ({ kind, base }: Instrument, underlying: AssetId): boolean =>
  base === underlying && (kind === 'linear-perpetual' || kind === 'inverse-perpetual')

/** Lots of the perpetual worth no more than an exposure. */
const most = (view: LiquidationView, { id }: Instrument, exposed: bigint): bigint => {
  const many = 10n ** 12n
  const worth = notionalOf(view, id, lots(many))
  return worth === 0n ? 0n : (exposed * many) / worth
}

const lowersRisk = (view: LiquidationView, leg: DraftLeg, grid: ShockGrid): boolean => {
  const after = tradeAtMark(view, [leg])
  const { requirement } = measure(view.rules, after, view.marks, 'maintenance')
  return (
    requirement < view.maintenance.requirement &&
    scenarioLoss(view, after, grid) < scenarioLoss(view, view.account, grid)
  )
}

const pathOf = (leg: DraftLeg, net: bigint): Path => {
  const steps = magnitude(leg.size)
  const upTo = (step: bigint): Lots => lots(least(step, steps))
  return {
    steps,
    corners: [steps],
    at: (step) => (step <= 0n ? [] : [{ ...leg, size: leg.size > 0n ? upTo(step) : lots(-upTo(step)) }]),
    facts: { instrument: leg.instrument, netAtoms: String(net), hedgeLots: String(steps) },
  }
}
