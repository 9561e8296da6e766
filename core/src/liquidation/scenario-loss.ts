import { atoms, divide, greatest, lots, magnitude, mulDiv, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { exposure, worth } from '../margin/index.ts'
import type { Valuation } from './positions.ts'

/**
 * The joint shocks under which an account is judged: all underlyings move together by `joint` times their beta (1 unless
 * named), either way; and each underlying moves by `alone` with all others still, either way.
 */
export interface ShockGrid {
  readonly joint: Ratio
  readonly alone: Ratio
  readonly betas: ReadonlyMap<AssetId, Ratio>
}

/** Beta of an underlying. */
export const betaOf = (grid: ShockGrid, underlying: AssetId): Ratio => grid.betas.get(underlying) ?? RATIO_ONE

/** Parts of an atom that exposures per lot are counted in, so that rounding stays far below one atom. */
export const FINE: bigint = 10n ** 12n

/** Exposure of one long lot to its underlying, numeraire atoms / 1e12; zero for an instrument without a mark or rule. */
export const exposurePerLot = ({ rules, marks }: Valuation, id: InstrumentId): bigint => {
  const instrument = rules.instruments.get(id)
  return instrument === undefined ? 0n : exposure(rules, marks, instrument, lots(FINE))
}

/** Signed exposure by underlying, numeraire atoms / 1e12. */
export type Exposures = ReadonlyMap<AssetId, bigint>

/** Exposure that collateral other than the numeraire brings by itself, after haircut: no slice changes it. */
export const collateralExposures = ({ rules, marks }: Valuation, account: Account): Exposures => {
  const sums = new Map<AssetId, bigint>()
  for (const { asset, atoms: held } of account.balances)
    if (asset !== rules.numeraire && rules.collateral.has(asset))
      sums.set(asset, (sums.get(asset) ?? 0n) + worth(rules, marks, asset, held) * FINE)
  return sums
}

/** Exposure of an account by underlying: positions at notional, collateral at its worth. */
export const exposuresOf = (valuation: Valuation, account: Account): Exposures => {
  const sums = new Map(collateralExposures(valuation, account))
  for (const { instrument, size } of account.positions) {
    const underlying = valuation.rules.instruments.get(instrument)?.base
    if (underlying === undefined) continue
    sums.set(underlying, (sums.get(underlying) ?? 0n) + size * exposurePerLot(valuation, instrument))
  }
  return sums
}

/**
 * Worst loss over the grid, to first order in price (exact for linear contracts on collateral in the numeraire), scaled by
 * 1e30: 1e12 for exposures and 1e18 for shocks.
 *
 *   L = max( joint · |Σ β_u · X_u|,  alone · max over u of |X_u| )
 *
 * @source docs/models/partial-close.md, eq. 7
 */
export const worstLoss = (exposures: Exposures, grid: ShockGrid): bigint => {
  let alone = 0n
  for (const net of exposures.values()) alone = greatest(alone, magnitude(net))
  return greatest(grid.joint * magnitude(netExposure(exposures, grid)), grid.alone * alone)
}

/** Σ β_u · X_u, numeraire atoms / 1e12. */
export const netExposure = (exposures: Exposures, grid: ShockGrid): bigint => {
  let net = 0n
  for (const [underlying, exposed] of exposures) net += mulDiv(exposed, betaOf(grid, underlying), RATIO_ONE, 'down')
  return net
}

/** Worst loss of an account over the grid, numeraire atoms, rounded up. */
export const scenarioLoss = (valuation: Valuation, account: Account, grid: ShockGrid): Atoms =>
  atoms(divide(worstLoss(exposuresOf(valuation, account), grid), FINE * RATIO_ONE, 'up'))
