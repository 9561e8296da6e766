import {
  approx,
  exposure,
  ticks,
  type Account,
  type Instrument,
  type InstrumentId,
  type Lots,
  type MarginRules,
  type MarkPrices,
  type Ticks,
  type TierTable,
} from '@ebbline/core'
import type { VenueTerms } from './market-terms.ts'
import { priceOf, type ExogenousPath } from './path.ts'
import { nearestTick } from './path-prints.ts'

/** Ticks of every instrument at every batch, as whole floats. */
export type TickTable = ReadonlyMap<InstrumentId, Float64Array>

/** The exogenous path in ticks, each price to the nearest one. */
export const tickTable = (path: ExogenousPath, terms: VenueTerms): TickTable =>
  new Map(
    terms.instruments.map((instrument) => [
      instrument.id,
      Float64Array.from({ length: path.last + 1 }, (_, batch) =>
        approx(nearestTick(instrument, priceOf(path, instrument.id, batch))),
      ),
    ]),
  )

/** Marks of every instrument at one batch. */
export const marksAt = (table: TickTable, batch: number): MarkPrices =>
  new Map([...table].map(([id, prices]): [InstrumentId, Ticks] => [id, ticks(BigInt(prices[batch] ?? 1))]))

/** Batches, both included. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** A float screen of one account over a span: where it is farther from zero than `error`, its sign is that of exact health. */
export interface Swept {
  readonly first: number
  /** By batch from `first` on, numeraire atoms. */
  readonly values: Float64Array
  /** Bound on the error of each. */
  readonly error: number
}

/** What the sweeps read. */
export interface Tape {
  readonly rules: MarginRules
  readonly table: TickTable
}

/** Equity by batch, as `measure` has it but in floats; resting orders do not matter to it. */
export const sweepEquity = ({ rules, table }: Tape, account: Account, { first, last }: Span): Swept => {
  const equity = new Float64Array(Math.max(0, last - first + 1))
  let error = 0
  const assets = new Set<string>(account.balances.map((balance) => balance.asset))
  for (const held of account.positions) assets.add(rules.instruments.get(held.instrument)?.settle ?? '')
  for (const asset of assets) {
    const net = new Float64Array(equity.length).fill(
      approx(account.balances.find((balance) => balance.asset === asset)?.atoms ?? 0n),
    )
    for (const held of account.positions) {
      const instrument = rules.instruments.get(held.instrument)
      const prices = table.get(held.instrument)
      if (instrument === undefined || prices === undefined || instrument.settle !== asset) continue
      addLeg(net, { instrument, prices, first, size: approx(held.size), entry: approx(held.entryValue) })
    }
    error += addWorth({ rules, table }, { equity, net, asset, first, terms: account.positions.length + 1 })
  }
  return { first, values: equity, error }
}

/** Equity less maintenance requirement by batch, of an account without resting orders. */
export const sweepSurplus = (tape: Tape, account: Account, span: Span): Swept => {
  const { first, values, error } = sweepEquity(tape, account, span)
  let charged = 0
  for (const held of account.positions) charged += chargeLeg(tape, { ...held, values, first })
  return { first, values, error: error + charged }
}

/** Far beyond what floats of this magnitude lose, and an atom of the asset for each exact term that is rounded to one. */
const errorOf = (gross: number, terms: number, atom: number): number => gross * 1e-9 + 4 + 2 * terms * atom

interface FloatLeg {
  readonly instrument: Instrument
  readonly prices: Float64Array
  readonly first: number
  readonly size: number
  readonly entry: number
}

const scaleOf = ({ scale }: Instrument): number => approx(scale.numerator) / approx(scale.denominator)

const addLeg = (net: Float64Array, { instrument, prices, first, size, entry }: FloatLeg): void => {
  const scale = scaleOf(instrument)
  const inverse = instrument.kind === 'inverse-perpetual'
  for (let at = 0; at < net.length; at += 1) {
    const price = prices[first + at] ?? 1
    net[at] = (net[at] ?? 0) + (inverse ? (-size * scale) / price : size * scale * price) - entry
  }
}

/** Numeraire atoms that one atom of an asset is worth at one tick of its spot market, without haircut; null for the numeraire. */
const coinOf = ({ rules, table }: Tape, asset: string) => {
  const rule = rules.collateral.get(asset)
  const prices = rule === undefined ? undefined : table.get(rule.spot.id)
  if (rule === undefined || prices === undefined) return null
  const { spot, haircut } = rule
  return { prices, perTick: scaleOf(spot) / approx(spot.lotAtoms), kept: 1 - approx(haircut) / 1e18 }
}

interface Worth {
  readonly equity: Float64Array
  readonly net: Float64Array
  readonly asset: string
  readonly first: number
  /** Exact terms that were rounded to atoms of the asset. */
  readonly terms: number
}

/** Adds an asset's net worth to equity. @returns a bound on the error of what was added. */
const addWorth = (tape: Tape, { equity, net, asset, first, terms }: Worth): number => {
  const coin = coinOf(tape, asset)
  let [largest, atom] = [0, 1]
  for (let at = 0; at < net.length; at += 1) {
    const held = net[at] ?? 0
    const rate = coin === null ? 1 : coin.perTick * (coin.prices[first + at] ?? 1) * (held > 0 ? coin.kept : 1)
    equity[at] = (equity[at] ?? 0) + held * rate
    largest = Math.max(largest, Math.abs(held * rate))
    atom = Math.max(atom, rate)
  }
  return errorOf(largest, terms, atom)
}

interface Charged {
  readonly values: Float64Array
  readonly first: number
  readonly instrument: InstrumentId
  readonly size: Lots
}

/** Takes off what one position requires at maintenance. @returns a bound on the error of that. */
const chargeLeg = (tape: Tape, { values, first, instrument: id, size }: Charged): number => {
  const instrument = tape.rules.instruments.get(id)
  const prices = tape.table.get(id)
  const tiers = tape.rules.tiers.get(id)
  if (instrument === undefined || prices === undefined || tiers === undefined) return 0
  const face = instrument.kind === 'inverse-perpetual' ? exposure(tape.rules, NO_MARKS, instrument, size) : null
  const coin = coinOf(tape, instrument.settle)
  const perTick = Math.abs(approx(size)) * scaleOf(instrument)
  const rows = tiers.map(rowOf)
  let [largest, atom] = [0, 1]
  for (let at = 0; at < values.length; at += 1) {
    const rate = coin === null ? 1 : coin.perTick * (coin.prices[first + at] ?? 1)
    const notional = face === null ? perTick * (prices[first + at] ?? 1) * rate : approx(face)
    values[at] = (values[at] ?? 0) - required(rows, notional)
    largest = Math.max(largest, notional)
    atom = Math.max(atom, rate)
  }
  return errorOf(largest, 1, atom)
}

/** An inverse contract is worth a fixed amount of the numeraire, so its exposure reads no mark. */
const NO_MARKS: MarkPrices = new Map()

interface FloatTier {
  readonly rate: number
  readonly deduction: number
}

const rowOf = ({ maintenanceRate, maintenanceDeduction }: TierTable[number]): FloatTier => ({
  rate: approx(maintenanceRate) / 1e18,
  deduction: approx(maintenanceDeduction) / 1e18,
})

/** max over k of (rate_k · N - d_k), which is the requirement because rates never fall. */
const required = (rows: readonly FloatTier[], notional: number): number => {
  let most = 0
  for (const { rate, deduction } of rows) most = Math.max(most, rate * notional - deduction)
  return most
}
