import { divide, lots, magnitude, mulDiv, ratio, RATIO_ONE, ticks, type Ratio } from '../units/index.ts'
import { changeAccount, type CashChange } from '../accounts/index.ts'
import { maxSizeWithin } from '../market/index.ts'
import { measure, type Measure } from '../margin/index.ts'
import type { MarketConditions } from './asymptotic-share.ts'
import { notionalOf } from './positions.ts'
import type { LiquidationView, UntouchedAccount } from './types.ts'

/** The account as it stands now, as what an episode that begins finds; the market of the moment with it. */
export const untouchedNow = (view: LiquidationView): UntouchedAccount => {
  const { balances, positions } = view.account
  const { equity, requirement } = view.maintenance
  return { balances, positions, lowest: healthOf(equity, requirement), ...conditionsOf(view) }
}

/**
 * The same at the present marks: its health had nobody touched it is measured, exactly, and the lowest is kept. The very same record
 * comes back when there is no new low.
 */
export const untouchedAt = (untouched: UntouchedAccount, view: LiquidationView): UntouchedAccount => {
  const { equity, requirement } = untouchedMeasure(untouched, view)
  const health = healthOf(equity, requirement)
  return health < untouched.lowest ? { ...untouched, lowest: health } : untouched
}

/** Equity and maintenance requirement that the account would have now, had nobody touched it. */
export const untouchedMeasure = ({ balances, positions }: UntouchedAccount, view: LiquidationView): Measure =>
  measure(view.rules, { ...view.account, balances, positions }, view.marks, 'maintenance')

/** The same after cash came in (> 0) or went out: who tops up tops this up too. */
export const withCash = (untouched: UntouchedAccount, cash: CashChange): UntouchedAccount => {
  const { balances, positions } = untouched
  const bare = { id: '', owner: '', kind: 'trader', mode: 'cross', balances, positions, orders: [] } as const
  const changed = changeAccount(bare, { account: '', cash: [cash], positions: [] })
  return { ...untouched, balances: changed.balances }
}

/** Equity over requirement, 1e-18, rounded down; 1e18 without a requirement: nothing is at risk. */
const healthOf = (equity: bigint, requirement: bigint): Ratio =>
  requirement === 0n ? ratio(RATIO_ONE * RATIO_ONE) : ratio(mulDiv(equity, RATIO_ONE, requirement, 'down'))

/**
 * What the market of an account looks like: volatility weighted by notional, and the depth in which half of its notional stands at
 * most. Depth of a position: lots that the book shows within 1 % of mark on the side that closes it, over lots held. One lot in a
 * market where nobody trades therefore says nothing about the rest.
 */
const conditionsOf = (view: LiquidationView): MarketConditions => {
  let [weighted, known] = [0n, 0n]
  const depths: Deep[] = []
  for (const { instrument, size } of view.account.positions) {
    const volatility = view.volatility?.(instrument) ?? null
    const notional = notionalOf(view, instrument, lots(magnitude(size)))
    if (volatility !== null) [weighted, known] = [weighted + notional * volatility, known + notional]
    const mark = view.marks.get(instrument)
    if (mark === undefined) continue
    const side = size > 0n ? 'sell' : 'buy'
    const worst = ticks(side === 'sell' ? divide(mark * 99n, 100n, 'up') : divide(mark * 101n, 100n, 'down'))
    const shown = ratio(mulDiv(maxSizeWithin(view.depth(instrument), side, worst), RATIO_ONE, magnitude(size), 'down'))
    depths.push({ shown, notional })
  }
  return { volatility: known === 0n ? null : ratio(divide(weighted, known, 'down')), depth: medianDepth(depths) }
}

interface Deep {
  readonly shown: Ratio
  readonly notional: bigint
}

/** Least depth at or under which at least half of the notional stands; null without positions. */
const medianDepth = (depths: readonly Deep[]): Ratio | null => {
  const whole = depths.reduce((sum, { notional }) => sum + notional, 0n)
  let under = 0n
  for (const { shown, notional } of depths.toSorted((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0))) {
    under += notional
    if (2n * under >= whole) return shown
  }
  return null
}
