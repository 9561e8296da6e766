import {
  atoms,
  divide,
  greatest,
  least,
  magnitude,
  NO_ATOMS,
  RATIO_ONE,
  type Atoms,
  type Ratio,
} from '../units/index.ts'
import { positionValue, type Instrument, type InstrumentId } from '../instruments/index.ts'
import { balanceOf, sizeIn, type Account } from '../accounts/index.ts'
import { exposure, requirement, tierAt, worstSize } from '../margin/index.ts'
import { largestHeld } from './largest-held.ts'
import type { LiquidationView } from './types.ts'

/** Everything below is exact at this scale per atom: notionals are fractions of an atom, rates are 1e-18. */
const FINE = 10n ** 36n
const SCALE = FINE * RATIO_ONE

/**
 * What an account lacks to a margin with a buffer, numeraire atoms, rounded down once; at or below 0 it lacks nothing.
 *
 *   S = R + b·W - E - b·Σ min(0, profit)
 *
 * E equity · R maintenance requirement · W Σ of the notionals that open orders can lead to · b buffer. A profit is that of a position, and for the largest
 * one also what the episode has realised in cash and paid in fees so far, where it remembers the account it found.
 *
 * @source docs/policies/drift-v2.md, eq. 1
 */
export const bufferedShortage = (view: LiquidationView, buffer: Ratio): Atoms => {
  const { equity, requirement: required } = view.maintenance
  const largest = largestHeld(view)
  let [scaled, losses] = [(required - equity) * SCALE, largest === null ? least(0n, realised(view)) * FINE : 0n]
  for (const id of marketsOf(view.account)) {
    const leg = legOf(view, id)
    if (leg === null) continue
    const profit = leg.profit + (id === largest ? realised(view) * FINE : 0n)
    losses += least(0n, profit)
    scaled += buffer * leg.worst - leg.roundedUp - leg.roundedDown * RATIO_ONE
  }
  return atoms(divide(scaled - buffer * losses, SCALE, 'down'))
}

/** Cash that closing, fees and funding brought since the episode began, numeraire atoms; nothing where the start is not remembered. */
const realised = ({ account, rules: { numeraire }, episode: { untouched } }: LiquidationView): bigint => {
  if (untouched === undefined) return 0n
  const began = untouched.balances.find(({ asset }) => asset === numeraire)?.atoms ?? NO_ATOMS
  return balanceOf(account, numeraire) - began
}

/** One market of an account without the rounding of its measure: `worst` and `profit` in 1/FINE atoms, what rounding added in 1/SCALE and 1/FINE. */
interface Leg {
  readonly worst: bigint
  readonly profit: bigint
  /** What rounding up added to the requirement, 1/SCALE atoms. */
  readonly roundedUp: bigint
  /** What rounding down took from the position's value, 1/FINE atoms. */
  readonly roundedDown: bigint
}

const legOf = (view: LiquidationView, id: InstrumentId): Leg | null => {
  const { rules, marks, account } = view
  const instrument = rules.instruments.get(id)
  const mark = marks.get(id)
  if (instrument === undefined || instrument.kind === 'spot' || mark === undefined) return null
  const size = sizeIn(account, id)
  const entry = account.positions.find((position) => position.instrument === id)?.entryValue ?? 0n
  const worst = worstSize(size, account.orders, id)
  const rounded = exposure(rules, marks, instrument, worst)
  const perTick = exactScale(instrument, rules.numeraire)
  if (perTick === null) {
    const value = instrument.settle === rules.numeraire ? positionValue(instrument, size, mark, 'down') - entry : 0n
    return { worst: rounded * FINE, profit: value * FINE, roundedUp: 0n, roundedDown: 0n }
  }
  const table = rules.tiers.get(id) ?? []
  const tier = tierAt(table, rounded)
  const notional = magnitude(worst) * mark * perTick
  const needs = tier === undefined ? 0n : notional * tier.maintenanceRate - tier.maintenanceDeduction * FINE
  const value = size * mark * perTick
  return {
    worst: notional,
    profit: value - entry * FINE,
    roundedUp: requirement(table, rounded, 'maintenance') * SCALE - greatest(0n, needs),
    roundedDown: value - divide(value, FINE, 'down') * FINE,
  }
}

/** 1/FINE atoms per tick and lot of a contract that is linear in the numeraire; null for others, which stay as they are measured. */
const exactScale = ({ kind, settle, scale }: Instrument, numeraire: string): bigint | null =>
  (kind === 'linear-perpetual' || kind === 'dated-future') && settle === numeraire
    ? (scale.numerator * FINE) / scale.denominator
    : null

/** Markets of positions and of open orders, each once. */
const marketsOf = ({ positions, orders }: Account): ReadonlySet<InstrumentId> =>
  new Set([...positions, ...orders].map(({ instrument }) => instrument))
