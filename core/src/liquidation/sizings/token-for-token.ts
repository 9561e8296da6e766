import { atoms, divide, ratio, RATIO_ONE, type Ratio } from '../../units/index.ts'
import type { Spot } from '../../instruments/index.ts'
import { balanceOf } from '../../accounts/index.ts'
import { bisectInteger } from '../../math/index.ts'
import {
  fullWorth,
  mangoHealth,
  measure,
  netsOf,
  plainToken,
  unsettledProfit,
  type WeighedToken,
} from '../../margin/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { notionalOf } from '../positions.ts'
import { tokenForToken } from '../token-for-token.ts'
import type { LiquidationView, Path, SizingStrategy } from '../types.ts'
import { largestLeg } from './tier-step.ts'

/**
 * Mango's exchange of one token for a debt in the numeraire: of the collateral that the direction sells most of, as much as
 * `tokenForToken` gives at the weights of the initial level, valued at mark, fee and penalty inside. The book's cost is left to the next look.
 *
 * @source docs/models/mango-health.md, section 4
 */
export const tokenForTokenSizing: SizingStrategy = {
  name: 'token-for-token',
  formula: 'x = min(-H / (w_debt - (1 + fee)·w_asset), held, owed)',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => (view, path, penaltyRate) => {
    const id = largestLeg(view, path)
    const spot = id === undefined ? undefined : view.rules.instruments.get(id)
    if (id === undefined || spot?.kind !== 'spot') return { step: path.steps, facts: {}, reachable: true }
    const tokens = { asset: assetOf(view, spot), liability: debtOf(view) }
    const initial = measure(view.rules, view.account, view.marks, 'initial')
    const two = mangoHealth([tokens.asset, tokens.liability], 'liquidationEnd')
    const otherHealth = initial.equity - initial.requirement - two
    const result = tokenForToken({
      ...tokens,
      otherHealth,
      most: -tokens.liability.balance,
      fee: onTop(view.feeRate + penaltyRate),
    })
    if (result.kind === 'rejected')
      return { step: 0n, facts: { instrument: id, exchange: 'rejected' }, reachable: false }
    const step = bisectInteger(
      0n,
      path.steps,
      (at) => soldAt(view, path, at, id) >= tokens.asset.balance - result.asset,
    )
    const facts = { instrument: id, repaidAtoms: String(result.repaid) }
    return { step: step ?? path.steps, facts, reachable: step !== null && result.health >= -1n }
  },
}

/** A share taken off what is sold, as one on top of what it brings: f / (1 - f), rounded up. */
const onTop = (share: bigint): Ratio =>
  share >= RATIO_ONE ? ratio(share * RATIO_ONE) : ratio(divide(share * RATIO_ONE, RATIO_ONE - share, 'up'))

const soldAt = (view: LiquidationView, path: Path, step: bigint, id: string): bigint =>
  path
    .at(step)
    .filter((leg) => leg.instrument === id)
    .reduce((sum, leg) => sum + notionalOf(view, id, leg.size), 0n)

/** A coin at its value in numeraire atoms, with what its perpetuals count for, weighed by the initial level already. */
const assetOf = (view: LiquidationView, { base }: Spot): WeighedToken => {
  const haircut = view.rules.collateral.get(base)?.haircut ?? RATIO_ONE
  const held = balanceOf(view.account, base)
  const net = netsOf(view.rules, view.account, view.marks, 'initial').coins?.get(base) ?? held
  const valueOf = (amount: bigint): bigint =>
    fullWorth(view.rules, view.marks, { asset: base, atoms: atoms(amount) }, 'down')
  const weights = { asset: ratio(RATIO_ONE - haircut), liability: liabilityWeight(view, base) }
  return { ...plainToken(valueOf(held), weights), perpetuals: [unsettledProfit(valueOf(net - held), RATIO_ONE)] }
}

const debtOf = (view: LiquidationView): WeighedToken => {
  const { numeraire } = view.rules
  const held = balanceOf(view.account, numeraire)
  const net = netsOf(view.rules, view.account, view.marks, 'initial').numeraire
  const weights = { asset: RATIO_ONE, liability: liabilityWeight(view, numeraire) }
  return { ...plainToken(held, weights), perpetuals: [unsettledProfit(net - held, RATIO_ONE)] }
}

const liabilityWeight = (view: LiquidationView, asset: string): Ratio =>
  ratio(RATIO_ONE + (view.rules.borrow.get(asset)?.initialRate ?? 0n))
