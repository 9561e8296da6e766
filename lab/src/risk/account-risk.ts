import {
  approx,
  breaches,
  liquidationRisk,
  measure,
  quantize,
  ratio,
  RATIO_ONE,
  thresholds,
  ticks,
  totalVol,
  YEAR_MS,
  type Account,
  type Instrument,
  type InstrumentId,
  type LeveragedPosition,
  type LiquidationRisk,
  type PriceDynamics,
  type Ratio,
  type Ticks,
} from '@ebbline/core'
import { textOfAtoms, textOfTicks, type AccountsToMeasure } from '@ebbline/wire'
import { closingPlan, type ClosingPlan } from './closing-plan.ts'

/** What is believed and allowed. Times in milliseconds, as everywhere on the outside. */
export interface RiskTerms {
  readonly horizonMs: number
  readonly latencyMs: number
  /** The law of each market's price. */
  readonly dynamicsOf: (instrument: InstrumentId) => PriceDynamics
  /** Marks that move in proportion with the one that is asked about. */
  readonly linked: readonly InstrumentId[]
  readonly ruinProbabilityMax: number
  readonly closeWithinMs: number
  /** Units a day; null where nobody said, and then there is no schedule. */
  readonly dailyVolumeOf: (instrument: InstrumentId) => number | null
}

/** What may happen to one account as one market moves to one side, all else standing still or linked. Money in the numeraire. */
export interface RiskLine {
  readonly account: string
  readonly instrument: InstrumentId
  readonly move: 'falls' | 'rises'
  readonly price: number
  readonly liquidationPrice: number | null
  readonly bankruptcyPrice: number | null
  readonly equity: number
  /** Numeraire lost per unit of price, at the mark. */
  readonly exposure: number
  readonly vol: number
  /** Risks up to the horizon, closer to each other at first; the last one at it. */
  readonly curve: readonly LiquidationRisk[]
  readonly plan: ClosingPlan | null
}

const POINTS = 48

/** Every position of every account, on each side on which a move of its market can liquidate it. */
export const accountRisks = (loaded: AccountsToMeasure, terms: RiskTerms): readonly RiskLine[] =>
  loaded.accounts.flatMap((account) =>
    account.positions.flatMap(({ instrument: id, size }) => {
      const instrument = loaded.rules.instruments.get(id)
      if (instrument === undefined) return []
      const sides = sidesOf({ loaded, account, instrument, linked: terms.linked.filter((other) => other !== id) }, size)
      return sides.map((side) => riskLine(side, terms))
    }),
  )

interface Market {
  readonly loaded: AccountsToMeasure
  readonly account: Account
  readonly instrument: Instrument
  readonly linked: readonly InstrumentId[]
}

interface Side extends Market {
  readonly move: Move
  readonly liquidationPrice: number | null
  readonly bankruptcyPrice: number | null
}

type Move = RiskLine['move']

const MOVES: readonly Move[] = ['falls', 'rises']

/** The sides with a trigger; where there is none, the side that hurts the position. */
const sidesOf = (market: Market, size: bigint): readonly Side[] => {
  const { loaded, account } = market
  const hurts: Move = size > 0n ? 'falls' : 'rises'
  const now = measure(loaded.rules, account, loaded.marks, 'maintenance')
  const bankrupt = levelsAt(market, ratio(0n))
  const price = markOf(market)
  if (now.equity < 0n) {
    const back = bankrupt[hurts === 'falls' ? 'rises' : 'falls'] ?? price
    return [{ ...market, move: hurts, liquidationPrice: back, bankruptcyPrice: back }]
  }
  if (breaches(now, RATIO_ONE))
    return [{ ...market, move: hurts, liquidationPrice: price, bankruptcyPrice: bankrupt[hurts] }]
  const liquidated = levelsAt(market, RATIO_ONE)
  const moves = MOVES.filter((move) => liquidated[move] !== null)
  return (moves.length === 0 ? [hurts] : moves).map((move): Side => ({
    ...market,
    move,
    liquidationPrice: liquidated[move],
    bankruptcyPrice: bankrupt[move],
  }))
}

/** First breached prices below and above the mark. */
const levelsAt = (
  { loaded, account, instrument, linked }: Market,
  multiple: Ratio,
): Readonly<Record<Move, number | null>> => {
  const query = { level: 'maintenance', multiple, linked } as const
  const { below, above } = thresholds(loaded.rules, account, loaded.marks, instrument.id, query)
  const priceAt = (ticks: Ticks | undefined): number | null =>
    ticks === undefined ? null : Number(textOfTicks(instrument, ticks))
  return { falls: priceAt(below?.breached), rises: priceAt(above?.breached) }
}

const markOf = ({ loaded, instrument }: Market): number => {
  const mark = loaded.marks.get(instrument.id)
  return mark === undefined ? Number.NaN : Number(textOfTicks(instrument, mark))
}

const riskLine = (side: Side, terms: RiskTerms): RiskLine => {
  const { instrument, account, move, liquidationPrice, bankruptcyPrice } = side
  const price = markOf(side)
  const dynamics = terms.dynamicsOf(instrument.id)
  const vol = dynamics.kind === 'kou' ? totalVol(dynamics) : dynamics.vol
  const fee = approx(side.loaded.terms.takerFee) / approx(RATIO_ONE)
  const horizons = Array.from({ length: POINTS }, (_, i) => (terms.horizonMs * square((i + 1) / POINTS)) / YEAR_MS)
  const closing = { latency: terms.latencyMs / YEAR_MS, cost: fee }
  const exposure = exposureAt(side, price)
  const equity = equityAt(side, price)
  return {
    account: account.id,
    instrument: instrument.id,
    move,
    price,
    liquidationPrice,
    bankruptcyPrice,
    equity,
    exposure,
    vol,
    curve: liquidationRisk(positionOf(side, price), horizons, dynamics, closing),
    plan: closingPlan({ dailyVolume: terms.dailyVolumeOf(instrument.id), terms, price, vol, fee, exposure, equity }),
  }
}

/** The position whose loss beyond bankruptcy is the account's: its slope is taken there, between two exact measures. */
const positionOf = (side: Side, price: number): LeveragedPosition => {
  const { instrument, linked, move, liquidationPrice, bankruptcyPrice } = side
  const contract = instrument.kind === 'inverse-perpetual' && linked.length === 0 ? 'inverse' : 'linear'
  const at = bankruptcyPrice ?? price
  const slope = exposureAt(side, at)
  const size = contract === 'linear' ? slope : slope * at * beyond(move, at)
  const directed = move === 'falls' ? 'long' : 'short'
  return { side: directed, contract, size: Math.max(size, 1e-30), price, liquidationPrice, bankruptcyPrice }
}

const STEP = 0.01

const beyond = (move: Move, price: number): number => price * (move === 'falls' ? 1 - STEP : 1 + STEP)

/** What a further percent on the bad side costs, per unit of price, between two ticks; 0 where it costs nothing. */
const exposureAt = (side: Side, price: number): number => {
  const onTick = (at: number): number => Number(textOfTicks(side.instrument, ticksNear(side.instrument, at)))
  const [from, to] = [onTick(price), onTick(beyond(side.move, price))]
  return from === to ? 0 : Math.max(0, (equityAt(side, from) - equityAt(side, to)) / Math.abs(from - to))
}

/** Equity with the market at a price, rounded to its tick, and the linked ones moved in proportion. */
const equityAt = ({ loaded, account, instrument, linked }: Market, price: number): number => {
  const mark = loaded.marks.get(instrument.id)
  const marks = new Map(loaded.marks)
  const moved = ticksNear(instrument, price)
  marks.set(instrument.id, moved)
  for (const id of linked) {
    const other = loaded.marks.get(id)
    const spec = loaded.rules.instruments.get(id)
    if (other === undefined || spec === undefined || mark === undefined) continue
    marks.set(id, ticksNear(spec, (Number(textOfTicks(spec, other)) * approx(moved)) / approx(mark)))
  }
  const { equity } = measure(loaded.rules, account, marks, 'maintenance')
  const numeraire = loaded.terms.assets.find((asset) => asset.id === loaded.terms.numeraire)
  return numeraire === undefined ? Number.NaN : Number(textOfAtoms(numeraire, equity))
}

const ticksNear = (instrument: Instrument, price: number): Ticks => {
  const tick = approx(instrument.tickSize) / approx(RATIO_ONE)
  return ticks(quantize(Math.max(1, Math.round(price / tick)), 'down'))
}

const square = (x: number): number => x * x
