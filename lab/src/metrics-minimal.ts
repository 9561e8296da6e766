import {
  atoms,
  directions,
  legsNotional,
  lots,
  magnitude,
  measure,
  ratioOf,
  sizeIn,
  sizings,
  startMemory,
  type Account,
  type Atoms,
  type DepthCurve,
  type InstrumentId,
  type LiquidationView,
  type MarginRules,
  type MarkPrices,
  type Ratio,
} from '@ebbline/core'
import { MetricsUsageError } from './metrics-view.ts'

/** Multiple of the maintenance requirement that the smallest closing restores: one yardstick for every policy. */
export const MINIMAL_TARGET = '1.25'

/** An account at one moment of the exogenous path. */
export interface Moment {
  readonly rules: MarginRules
  readonly marks: MarkPrices
  /** Taker fee on notional. */
  readonly feeRate: Ratio
  readonly account: Account
}

/**
 * Notional of the smallest closing that restores an account to 1.25 × its maintenance requirement: all positions pro rata, at
 * mark whatever the size, taker fee inside, found exactly by core's `just-enough`. Resting orders are left out. Where no
 * closing reaches the target, the whole position is the smallest closing.
 *
 * @returns numeraire atoms at mark, rounded up; zero when the account stands at the target already.
 * @source docs/models/metrics.md, overLiquidationRatio; docs/models/partial-close.md
 */
export const smallestClosing = (moment: Moment): Atoms => {
  const view = liquidationView(moment)
  const path = strategies.direction(view)
  const sized = strategies.size(view, path, ratioOf('0'))
  return legsNotional(view, path.at(sized.reachable ? sized.step : path.steps))
}

const named = <T extends { readonly name: string }>(list: readonly T[], name: string): T => {
  const found = list.find((each) => each.name === name)
  if (found === undefined) throw new MetricsUsageError(`core has no rule '${name}', which the smallest closing needs`)
  return found
}

const strategies = {
  direction: named(directions, 'all-pro-rata').create({}),
  size: named(sizings, 'just-enough').create({ target: MINIMAL_TARGET }),
}

const liquidationView = ({ rules, marks, feeRate, account: held }: Moment): LiquidationView => {
  const account: Account = { ...held, orders: [] }
  return {
    time: 0,
    account,
    rules,
    marks,
    index: marks,
    maintenance: measure(rules, account, marks, 'maintenance'),
    depth: (instrument) => bottomless(account, marks, instrument),
    feeRate,
    inFlight: () => lots(0n),
    fund: () => atoms(0n),
    episode: startMemory(0),
  }
}

/** A book that takes the whole position at the mark, so that closing costs its fee and nothing else. */
const bottomless = (account: Account, marks: MarkPrices, instrument: InstrumentId): DepthCurve => {
  const price = marks.get(instrument)
  const side = price === undefined ? [] : [{ price, size: lots(magnitude(sizeIn(account, instrument))) }]
  return { instrument, bids: side, asks: side }
}
