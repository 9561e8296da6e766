import {
  atoms,
  directions,
  lots,
  measure,
  ratioOf,
  sizings,
  startMemory,
  type Account,
  type Atoms,
  type LiquidationView,
} from '@ebbline/core'
import { MetricsUsageError, notionalAt, type MetricsView } from './metrics-view.ts'

/** Multiple of the maintenance requirement that the smallest closing restores: one yardstick for every policy. */
export const MINIMAL_TARGET = '1.25'

/**
 * Notional of the smallest closing that would restore an account to 1.25 × its maintenance requirement at one moment:
 * all positions pro rata, resting orders cancelled, walked through the book of that moment alone, fee inside, found exactly by
 * core's `just-enough`. Where no closing reaches the target, the whole position is the smallest closing.
 *
 * @returns numeraire atoms at mark, rounded up; zero when the account stands above the target already.
 * @source docs/models/metrics.md, overLiquidationRatio; docs/models/partial-close.md
 */
export const minimalClose = (metrics: MetricsView, before: Account): Atoms => {
  const view = liquidationView(metrics, { ...before, orders: [] })
  const path = rules.direction(view)
  const sized = rules.size(view, path, ratioOf('0'))
  const legs = path.at(sized.reachable ? sized.step : path.steps)
  let sum = 0n
  for (const leg of legs) sum += notionalAt(metrics, metrics.prices, leg.instrument, leg.size)
  return atoms(sum)
}

const named = <T extends { readonly name: string }>(list: readonly T[], name: string): T => {
  const found = list.find((each) => each.name === name)
  if (found === undefined) throw new MetricsUsageError(`core has no rule '${name}', which the smallest closing needs`)
  return found
}

const rules = {
  direction: named(directions, 'all-pro-rata').create({}),
  size: named(sizings, 'just-enough').create({ target: MINIMAL_TARGET }),
}

const liquidationView = (metrics: MetricsView, account: Account): LiquidationView => ({
  time: metrics.time,
  account,
  rules: metrics.rules,
  marks: metrics.prices,
  maintenance: measure(metrics.rules, account, metrics.prices, 'maintenance'),
  depth: metrics.depth,
  feeRate: metrics.feeRate,
  inFlight: () => lots(0n),
  episode: startMemory(metrics.time),
})
