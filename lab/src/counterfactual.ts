import {
  approx,
  breaches,
  measure,
  RATIO_ONE,
  ticks,
  type Account,
  type Instrument,
  type InstrumentId,
  type MarkPrices,
  type Ticks,
  type TimeMs,
} from '@ebbline/core'
import type { VenueTerms } from './market-terms.ts'
import { priceOf, type ExogenousPath } from './path.ts'
import { nearestTick } from './path-prints.ts'

/** Four hours: how long an account is followed if nobody had touched it [ms]. */
export const COUNTERFACTUAL_MS: number = 4 * 3_600_000

/** What would have become of an account on the exogenous path if nobody had done anything to it. */
export interface Counterfactual {
  /** Never below zero in the four hours after `time`, and not below maintenance at their end. */
  readonly wasUnnecessary: (account: Account, time: TimeMs) => boolean
  /** Equity at the exogenous prices of the run's last batch, numeraire atoms. */
  readonly equityAtEnd: (account: Account) => bigint
}

/**
 * The no-action counterfactual of a path. Marks are the exogenous prices to the nearest tick: no source noise, no own impact.
 * Holdings stay as they were; resting orders and funding are left out. Where the path ends before the four hours do,
 * the account is followed to the path's end.
 *
 * A float sweep over all batches only says where to look: whether equity is negative is decided by exact health at the lowest
 * batch, and at every batch that lies within the sweep's error of zero.
 *
 * @source docs/models/metrics.md, unnecessaryRate
 */
export const createCounterfactual = (path: ExogenousPath, terms: VenueTerms): Counterfactual => {
  const table = tickTable(path, terms)
  const exact = (account: Account, batch: number) => measure(terms.rules, account, marksAt(table, batch), 'maintenance')
  return {
    wasUnnecessary: (held, time) => {
      const account: Account = { ...held, orders: [] }
      const first = Math.max(0, Math.ceil((time - path.startUtcMs) / path.batchMs))
      const last = Math.min(path.last, first + Math.floor(COUNTERFACTUAL_MS / path.batchMs))
      if (breaches(exact(account, last), RATIO_ONE)) return false
      return !doubtful(sweep(terms, table, account, { first, last })).some((batch) => exact(account, batch).equity < 0n)
    },
    equityAtEnd: (held) => exact({ ...held, orders: [] }, path.horizon).equity,
  }
}

/** Ticks of every instrument at every batch, as whole floats. */
type TickTable = ReadonlyMap<InstrumentId, Float64Array>

const tickTable = (path: ExogenousPath, terms: VenueTerms): TickTable =>
  new Map(
    terms.instruments.map((instrument) => [
      instrument.id,
      Float64Array.from({ length: path.last + 1 }, (_, batch) =>
        approx(nearestTick(instrument, priceOf(path, instrument.id, batch))),
      ),
    ]),
  )

const marksAt = (table: TickTable, batch: number): MarkPrices =>
  new Map([...table].map(([id, prices]): [InstrumentId, Ticks] => [id, ticks(BigInt(prices[batch] ?? 1))]))

interface Swept {
  readonly first: number
  /** Equity by batch from `first` on, numeraire atoms. */
  readonly equity: Float64Array
  /** Bound on the error of each. */
  readonly error: number
}

/** The lowest batch, and all that lie within the error of zero; the lowest alone when it is clearly below. */
const doubtful = ({ first, equity, error }: Swept): readonly number[] => {
  let lowest = 0
  for (let at = 1; at < equity.length; at += 1) if ((equity[at] ?? 0) < (equity[lowest] ?? 0)) lowest = at
  if ((equity[lowest] ?? 0) > error) return []
  const near: number[] = [first + lowest]
  for (let at = 0; at < equity.length; at += 1)
    if (at !== lowest && Math.abs(equity[at] ?? 0) <= error) near.push(first + at)
  return near
}

interface Span {
  readonly first: number
  readonly last: number
}

const sweep = (terms: VenueTerms, table: TickTable, account: Account, { first, last }: Span): Swept => {
  const equity = new Float64Array(last - first + 1)
  let gross = 1
  const assets = new Set<string>(account.balances.map((balance) => balance.asset))
  for (const held of account.positions) assets.add(terms.rules.instruments.get(held.instrument)?.settle ?? '')
  for (const asset of assets) {
    const net = new Float64Array(equity.length).fill(
      approx(account.balances.find((balance) => balance.asset === asset)?.atoms ?? 0n),
    )
    for (const held of account.positions) {
      const instrument = terms.rules.instruments.get(held.instrument)
      const prices = table.get(held.instrument)
      if (instrument === undefined || prices === undefined || instrument.settle !== asset) continue
      addLeg(net, { instrument, prices, first, size: approx(held.size), entry: approx(held.entryValue) })
    }
    gross = Math.max(gross, addWorth(terms, table, { equity, net, asset, first }))
  }
  return { first, equity, error: gross * 1e-9 + 16 }
}

interface FloatLeg {
  readonly instrument: Instrument
  readonly prices: Float64Array
  readonly first: number
  readonly size: number
  readonly entry: number
}

const addLeg = (net: Float64Array, { instrument, prices, first, size, entry }: FloatLeg): void => {
  const scale = approx(instrument.scale.numerator) / approx(instrument.scale.denominator)
  const inverse = instrument.kind === 'inverse-perpetual'
  for (let at = 0; at < net.length; at += 1) {
    const price = prices[first + at] ?? 1
    net[at] = (net[at] ?? 0) + (inverse ? (-size * scale) / price : size * scale * price) - entry
  }
}

interface Worth {
  readonly equity: Float64Array
  readonly net: Float64Array
  readonly asset: string
  readonly first: number
}

/** Adds an asset's net worth to equity. @returns the largest magnitude that was added. */
const addWorth = (terms: VenueTerms, table: TickTable, { equity, net, asset, first }: Worth): number => {
  const rule = terms.rules.collateral.get(asset)
  const prices = rule === undefined ? undefined : table.get(rule.spot.id)
  const kept = rule === undefined ? 1 : 1 - approx(rule.haircut) / 1e18
  const perTick =
    rule === undefined
      ? 1
      : approx(rule.spot.scale.numerator) / approx(rule.spot.scale.denominator * rule.spot.lotAtoms)
  let largest = 0
  for (let at = 0; at < net.length; at += 1) {
    const held = net[at] ?? 0
    const worth = prices === undefined ? held : held * perTick * (prices[first + at] ?? 1) * (held > 0 ? kept : 1)
    equity[at] = (equity[at] ?? 0) + worth
    largest = Math.max(largest, Math.abs(worth))
  }
  return largest
}
