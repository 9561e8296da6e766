import { atoms, greatest, least, lots, magnitude, RATIO_ONE, type Lots } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import { inPortfolio, positionRequirement } from '../margin/index.ts'
import { closableLegs, type Leg } from './path.ts'
import { notionalOf } from './positions.ts'
import type { LiquidationView } from './types.ts'

/** What a leg adds to the worst scenario of its account. */
export interface RiskContribution {
  readonly leg: Leg
  /** Numeraire atoms at 1e-18; below zero for a leg that hedges. */
  readonly risk: bigint
  /** Lots of the leg at most that may go before its underlying is exposed the other way; at least one, at most the leg. */
  readonly toNeutral: Lots
}

/**
 * What each closable position adds to the risk of its account.
 *
 *   margined together:   shock · X · sign(Σ X) + contingency · |X|       what it loses in the worst scenario of its underlying
 *   by its own tiers:    the maintenance requirement of the position
 *
 * X signed exposure at mark; Σ over all contracts of the underlying.
 *
 * @source docs/policies/deribit-incremental.md, eq. 1
 */
export const riskContributions = (view: LiquidationView): readonly RiskContribution[] => {
  const nets = netByUnderlying(view)
  return closableLegs(view).map((leg) => contributionOf(view, leg, nets))
}

/** Signed exposure by underlying, numeraire atoms, of all contracts that are margined together. */
export const netByUnderlying = (view: LiquidationView): ReadonlyMap<AssetId, bigint> => {
  const nets = new Map<AssetId, bigint>()
  for (const { instrument: id, size } of view.account.positions) {
    const instrument = view.rules.instruments.get(id)
    if (instrument === undefined || !inPortfolio(view.rules, instrument)) continue
    nets.set(instrument.base, (nets.get(instrument.base) ?? 0n) + signedNotional(view, id, size))
  }
  return nets
}

const contributionOf = (view: LiquidationView, leg: Leg, nets: ReadonlyMap<AssetId, bigint>): RiskContribution => {
  const instrument = view.rules.instruments.get(leg.instrument)
  const rule = instrument === undefined ? undefined : view.rules.portfolio?.get(instrument.base)
  const whole = lots(magnitude(leg.size))
  if (instrument === undefined || rule === undefined)
    return { leg, risk: positionRequirement(view.rules, view.marks, leg) * RATIO_ONE, toNeutral: whole }
  const net = nets.get(instrument.base) ?? 0n
  const exposed = signedNotional(view, leg.instrument, leg.size)
  const sign = net > 0n ? 1n : net < 0n ? -1n : 0n
  const risk = rule.maintenanceShock * exposed * sign + rule.contingency * magnitude(exposed)
  const neutral = sign === 0n || exposed === 0n ? whole : lots((whole * magnitude(net)) / magnitude(exposed))
  return { leg, risk, toNeutral: greatest(lots(1n), least(whole, neutral)) }
}

/** Notional with the sign of the size, numeraire atoms. */
export const signedNotional = (view: LiquidationView, id: InstrumentId, size: Lots): bigint => {
  const worth = notionalOf(view, id, size)
  return size < 0n ? atoms(-worth) : worth
}
