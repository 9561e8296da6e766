import { brent, exp, normalPdf, normalUpperTail } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'
import { ruinInClock } from '../ruin-schedule.ts'

/**
 * A choice between closing now and waiting for the book to refill. Money and one unit of time throughout: the fastest feasible close
 * costs `costNow`, falling to `costRested` at rate `recovery`, and has variance `closingVariance` of its own; while waiting everything is
 * held, with `varianceRate` of equity per unit of time.
 */
export type WaitingChoice = {
  readonly equity: number
  readonly costNow: number
  readonly costRested: number
  readonly recovery: number
  readonly varianceRate: number
  readonly closingVariance: number
  readonly ruinProbabilityMax: number
  /** Longest wait that is looked at. */
  readonly horizon: number
}

/** What a wait of some length brings. */
export type WaitOutcome = {
  readonly wait: number
  readonly cost: number
  readonly ruinProbability: number
  /** E[(−E)⁺] at the end of the wait, with the cost taken off. */
  readonly expectedShortfall: number
}

/** The best wait and the last moment: no deadline when even acting now breaks the bound. */
export type Waiting = { readonly best: WaitOutcome; readonly deadline: number | null }

const STEPS = 256

/**
 * What waiting w and then closing as fast as feasible brings:
 *
 *   C(w) = C_∞ + (C₀ − C_∞)·e^(−ρw)    V(w) = v·w + V_c    P(w) = 2·N(−(E − C)/√V)        (eq. 8)
 *   S(w) = √V·φ(d) − (E − C)·N(−d),  d = (E − C)/√V
 *
 * @throws ForecastInputError for negative costs, rates, variances or times.
 * @source docs/models/execution-theory.md, eq. 8
 */
export const waitOutcome = (choice: WaitingChoice, wait: number): WaitOutcome => {
  requireChoice(choice)
  requireBetween('wait', wait, { min: 0, max: 1e12 }, 'give a time')
  const { equity, costNow, costRested, recovery, varianceRate, closingVariance } = choice
  const cost = costRested + (costNow - costRested) * exp(-recovery * wait)
  const clock = varianceRate * wait + closingVariance
  const cushion = equity - cost
  const spread = Math.sqrt(clock)
  const d = spread === 0 ? 0 : cushion / spread
  const expectedShortfall =
    spread === 0 ? Math.max(0, -cushion) : Math.max(0, spread * normalPdf(d) - cushion * normalUpperTail(d))
  return { wait, cost, ruinProbability: cushion <= 0 ? 1 : ruinInClock(cushion, clock, 0), expectedShortfall }
}

/**
 * Waits while the cost still falls faster than the expected shortfall grows, and never beyond the deadline: the first wait at which the
 * probability of ruin leaves the bound. Where acting now breaks the bound already, waiting is allowed only up to the end of a later
 * stretch within it, because a refilled book may make an account rescuable.
 *
 * @throws ForecastInputError for what `waitOutcome` refuses, or a bound outside 0 to 1.
 * @source docs/models/execution-theory.md, section 6
 */
export const waitingDeadline = (choice: WaitingChoice): Waiting => {
  requireBetween('ruinProbabilityMax', choice.ruinProbabilityMax, { min: 0, max: 1 }, 'give a probability')
  requireBetween('horizon', choice.horizon, { min: 0, max: 1e12 }, 'give the longest wait')
  const outcomes = Array.from({ length: STEPS + 1 }, (_, i) => waitOutcome(choice, (choice.horizon * i) / STEPS))
  const safe = ({ ruinProbability }: WaitOutcome): boolean => ruinProbability <= choice.ruinProbabilityMax
  const first = outcomes.findIndex(safe)
  const now = outcomes[0] ?? waitOutcome(choice, 0)
  if (first === -1) return { best: now, deadline: null }
  const after = outcomes.findIndex((one, index) => index > first && !safe(one))
  const inside = outcomes.slice(first, after === -1 ? undefined : after)
  const best = inside.reduce((least, one) => (totalOf(one) < totalOf(least) ? one : least))
  const last = inside.at(-1) ?? now
  const deadline = after === -1 ? choice.horizon : crossing(choice, last.wait, outcomes[after]?.wait ?? last.wait)
  return { best, deadline }
}

const totalOf = ({ cost, expectedShortfall }: WaitOutcome): number => cost + expectedShortfall

const crossing = (choice: WaitingChoice, lo: number, hi: number): number => {
  const excess = (wait: number): number => waitOutcome(choice, wait).ruinProbability - choice.ruinProbabilityMax
  const found = brent(excess, { lo, hi, tolerance: 1e-12 * hi, evaluationsMax: 200 })
  return found.kind === 'found' ? found.x : lo
}

const requireChoice = (choice: WaitingChoice): void => {
  const { equity, costNow, costRested, recovery, varianceRate, closingVariance } = choice
  requireBetween('equity', equity, { min: -1e60, max: 1e60 }, 'give money')
  for (const [field, value] of Object.entries({ costNow, costRested, recovery, varianceRate, closingVariance }))
    requireBetween(field, value, { min: 0, max: 1e60 }, 'give a number of at least 0')
}
