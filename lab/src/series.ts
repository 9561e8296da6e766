import {
  formatDecimal,
  measure,
  notional,
  type AccountId,
  type Cause,
  type Decision,
  type Engine,
  type InstrumentId,
  type TimeMs,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'
import type { SeriesRow } from './metrics-state.ts'

/**
 * How forced closing came about. `slice`: a trade meant to leave some of the position; `close`: one meant to leave nothing;
 * `takeover`: to a fund; `vault`; `backstop`; `adl`; `unwind`: a house account getting rid of what it took over.
 */
export const CLOSING_CAUSES = ['slice', 'close', 'takeover', 'vault', 'backstop', 'adl', 'unwind'] as const
export type ClosingCause = (typeof CLOSING_CAUSES)[number]

/** One tracked account at one moment, in numeraire units. */
export interface TrackPoint {
  readonly equity: number
  readonly requirement: number
  readonly notional: number
}

/** What one batch looked like. Floats in numeraire units and quote prices: they are drawn, never decided on. */
export interface Sample {
  readonly time: TimeMs
  readonly marks: Readonly<Record<InstrumentId, number>>
  /** Price without any of the engine's flow, and distance of the own book's middle to it [bp]. */
  readonly exogenous: Readonly<Record<InstrumentId, number>>
  readonly impactBps: Readonly<Record<InstrumentId, number>>
  /** Equity of all insurance funds together, of the vault, and of all backstops together. */
  readonly fund: number
  readonly vault: number
  readonly backstop: number
  /** Customers under treatment, and those of them under maintenance. */
  readonly open: number
  readonly weak: number
  readonly forced: Readonly<Record<ClosingCause, number>>
  readonly tracked: readonly TrackPoint[]
}

/** Samples of a run, one a batch, and the accounts that were followed closely. */
export interface Series {
  readonly tracked: readonly AccountId[]
  readonly samples: readonly Sample[]
}

/** Follows what the metrics do not keep: tracked accounts, and which trades meant to close everything. */
export interface SeriesRecorder {
  readonly observe: (entry: JournalEntry, engine: Engine) => void
  /** Call once after each batch. */
  readonly sample: (engine: Engine) => void
  /** Joins the recorded points with the rows of the metrics, one a batch. */
  readonly series: (engine: Engine, rows: readonly SeriesRow[]) => Series
}

interface Point {
  readonly slice: number
  readonly close: number
  readonly tracked: readonly TrackPoint[]
}

/** A recorder that follows the given accounts. */
export const createSeriesRecorder = (tracked: readonly AccountId[]): SeriesRecorder => {
  const points: Point[] = []
  const whole = new Set<string>()
  let traded = { slice: 0, close: 0 }
  return {
    observe: (entry, engine) => {
      for (const event of entry.events) {
        if (event.kind === 'decided' && closesAll(event.decision)) whole.add(event.decision.id)
        if (event.kind !== 'moved' || event.movement.cause.kind !== 'fill') continue
        const { cause } = event.movement
        const decision = DECISION.exec(cause.takerOrder)?.[1]
        if (decision === undefined || engine.state.compiled?.houseIds.has(cause.taker) === true) continue
        traded[whole.has(decision) ? 'close' : 'slice'] += inUnits(engine, cause)
      }
    },
    sample: (engine) => {
      points.push({ ...traded, tracked: tracked.map((id) => trackPoint(engine, id)) })
      traded = { slice: 0, close: 0 }
    },
    series: (engine, rows) => ({
      tracked,
      samples: rows.map((row, at) => sampleOf(engine, row, points[at] ?? NOTHING)),
    }),
  }
}

const NOTHING: Point = { slice: 0, close: 0, tracked: [] }

/** Order ids of the engine are a decision's id and a leg. */
const DECISION = /^(d\d+\.\d+)\.\d+$/

const closesAll = (decision: Decision): boolean =>
  decision.reasons.some((reason) => reason.part === 'size' && reason.rule === 'full')

const inUnits = (engine: Engine, cause: Extract<Cause, { kind: 'fill' }>): number => {
  const instrument = engine.state.compiled?.rules.instruments.get(cause.instrument)
  if (instrument === undefined) return 0
  const asset = engine.state.compiled?.declaration.assets.find((each) => each.id === instrument.settle)
  return Number(formatDecimal(notional(instrument, cause.size, cause.price, 'down'), asset?.decimals ?? 0))
}

const sampleOf = (engine: Engine, row: SeriesRow, point: Point): Sample => {
  const money = (amount: bigint): number => Number(formatDecimal(amount, numeraireDecimals(engine)))
  const tickOf = (id: InstrumentId): bigint => engine.state.compiled?.rules.instruments.get(id)?.tickSize ?? 0n
  return {
    time: row.time,
    marks: Object.fromEntries(
      Object.entries(row.marks).map(([id, price]) => [id, Number(formatDecimal(price * tickOf(id), 18))]),
    ),
    exogenous: row.exogenous,
    impactBps: row.impactBps,
    fund: money(row.fundEquity),
    vault: money(row.vaultEquity),
    backstop: money(row.backstopEquity),
    open: row.treated,
    weak: row.weak,
    forced: {
      slice: point.slice,
      close: point.close,
      takeover: money(row.takenByFund),
      vault: money(row.takenByVault),
      backstop: money(row.takenByBackstop),
      adl: money(row.deleveraged),
      unwind: money(row.unwound),
    },
    tracked: point.tracked,
  }
}

const numeraireDecimals = (engine: Engine): number => {
  const declaration = engine.state.compiled?.declaration
  return declaration?.assets.find((asset) => asset.id === declaration.numeraire)?.decimals ?? 0
}

const trackPoint = (engine: Engine, id: AccountId): TrackPoint => {
  const { state } = engine
  const account = state.accounts.get(id)
  if (account === undefined || state.compiled === null) return { equity: 0, requirement: 0, notional: 0 }
  const { rules } = state.compiled
  const { equity, requirement } = measure(rules, account, state.prices, 'maintenance')
  const decimals = numeraireDecimals(engine)
  const money = (amount: bigint): number => Number(formatDecimal(amount, decimals))
  const gross = account.positions.reduce((sum, { instrument, size }) => {
    const known = rules.instruments.get(instrument)
    const price = state.prices.get(instrument)
    return known === undefined || price === undefined ? sum : sum + notional(known, size, price, 'down')
  }, 0n)
  return { equity: money(equity), requirement: money(requirement), notional: money(gross) }
}
