import { exp, expm1, integratePanels, normalPdf, normalQuantile, normalUpperTail, pow } from '../math/index.ts'
import { requireBetween } from './forecast-input-error.ts'

/** How much is held for how long, in the unit of size and years (or the time unit of vol). */
export type HoldingStretch = { readonly holding: number; readonly time: number }

/**
 * Who may be ruined while closing: equity less all costs of closing (money > 0), the volatility and drift of the price in money per
 * unit and √time or time. A drift below 0 hurts who holds long; holdings are signed.
 */
export type ClosingAccount = {
  readonly cushion: number
  readonly vol: number
  readonly drift: number
  readonly stretches: readonly HoldingStretch[]
}

/** Double-exponential jumps on the way: `intensity` a unit of time, relative sizes e^Y − 1. */
export type JumpRisk = {
  readonly intensity: number
  readonly price: number
  readonly upProbability: number
  readonly upRate: number
  readonly downRate: number
}

/**
 * Probability that an account is ruined before it has closed. On a fixed schedule equity is Brownian motion in the clock
 * V = σ²·∫q² dt, so that with costs taken off at the start and without drift
 *
 *   P = 2·N(−c/√V)        (eq. 1)
 *
 * exactly. With drift the mean M = ∫μq dt is spread over the clock: P = N((−c − M)/√V) + e^(−2Mc/V)·N((−c + M)/√V), (eq. 2), exact for a
 * constant holding and an estimate for others. `latency` is a first stretch with everything held.
 *
 * @throws ForecastInputError for vol not above 0, |drift| above 1e12 or a stretch with negative time.
 * @source docs/models/ruin-schedule.md, eq. 1 and 2
 */
export const ruinWhileClosing = ({ cushion, vol, drift, stretches }: ClosingAccount): number => {
  requireBetween('cushion', cushion, { min: -1e60, max: 1e60 }, 'give money')
  requireBetween('vol', vol, { min: 1e-60, max: 1e60 }, 'give money per unit and square root of time')
  requireBetween('drift', drift, { min: -1e12, max: 1e12 }, 'give money per unit and time')
  if (cushion <= 0) return 1
  let [clock, mean] = [0, 0]
  for (const { holding, time } of stretches) {
    requireBetween('time', time, { min: 0, max: 1e12 }, 'give the length of a stretch')
    clock += vol * vol * holding * holding * time
    mean += drift * holding * time
  }
  return ruinInClock(cushion, clock, mean)
}

/** Eq. 1 and 2 for a cushion > 0, a variance in money² and a mean in money. */
export const ruinInClock = (cushion: number, clock: number, mean: number): number => {
  if (clock === 0) return cushion + mean <= 0 ? 1 : 0
  const spread = Math.sqrt(clock)
  const reflected = normalUpperTail((cushion - mean) / spread)
  const weight = (-2 * mean * cushion) / clock
  return Math.min(1, normalUpperTail((cushion + mean) / spread) + (reflected === 0 ? 0 : exp(weight) * reflected))
}

/**
 * With jumps: the probability without them plus 1 − exp(−λ·∫ P(alive, and one jump takes all) dt), where the equity of those still alive
 * has the law of Brownian motion stopped at 0. (eq. 3) Jumps that only weaken the account count as far as `vol` is that of the whole.
 *
 * @throws ForecastInputError for what `ruinWhileClosing` refuses, or jump terms out of range.
 * @source docs/models/ruin-schedule.md, eq. 3
 */
export const ruinWithJumps = (account: ClosingAccount, jumps: JumpRisk): number => {
  requireJumps(jumps)
  const smooth = ruinWhileClosing(account)
  if (smooth === 1) return 1
  const { cushion, vol, stretches } = account
  let [clock, exposure] = [0, 0]
  for (const { holding, time } of stretches) {
    const piece = vol * vol * holding * holding * time
    exposure += time * fatalShareAt(cushion, clock + 0.5 * piece, (equity) => fatalShare(equity, holding, jumps))
    clock += piece
  }
  return Math.min(1, smooth - expm1(-jumps.intensity * exposure))
}

/** Mean of a share over the equity of those alive when the clock stands at `clock`. */
const fatalShareAt = (cushion: number, clock: number, share: (equity: number) => number): number => {
  if (clock === 0) return share(cushion)
  const spread = Math.sqrt(clock)
  const [low, high] = [Math.max(0, cushion - 8 * spread), cushion + 8 * spread]
  const edges = [0, 0.25, 0.5, 0.75, 1].map((part) => low + part * (high - low))
  const alive = (equity: number): number =>
    (normalPdf((equity - cushion) / spread) - normalPdf((equity + cushion) / spread)) / spread
  return integratePanels((equity) => alive(equity) * share(equity), edges)
}

/** Share of jumps that take more than the cushion from a signed holding. */
const fatalShare = (cushion: number, holding: number, { price, upProbability, upRate, downRate }: JumpRisk): number => {
  if (holding === 0) return 0
  const move = cushion / (Math.abs(holding) * price)
  if (holding < 0) return upProbability * pow(1 + move, -upRate)
  return move >= 1 ? 0 : (1 - upProbability) * pow(1 - move, downRate)
}

/**
 * Deviations of the clock that a probability of ruin allows: z = −N⁻¹(ε/2), so that P ≤ ε where √V ≤ c/z. (eq. 4)
 *
 * @throws ForecastInputError unless 0 < ε < 1.
 */
export const deviationsFor = (epsilon: number): number => {
  requireBetween('epsilon', epsilon, { min: 1e-300, max: 0.999999 }, 'give a probability above 0 and below 1')
  return -normalQuantile(0.5 * epsilon)
}

/** The stretches of a schedule in equal periods, after `latency` with everything held; signed like the position. */
export const stretchesOf = (
  holdings: readonly number[],
  { time, latency, side }: { readonly time: number; readonly latency: number; readonly side: 'long' | 'short' },
): readonly HoldingStretch[] => {
  const sign = side === 'long' ? 1 : -1
  const period = time / (holdings.length - 1)
  const closing = holdings.slice(1).map((holding) => ({ holding: sign * holding, time: period }))
  return [{ holding: sign * (holdings[0] ?? 0), time: latency }, ...closing]
}

const requireJumps = ({ intensity, price, upProbability, upRate, downRate }: JumpRisk): void => {
  requireBetween('intensity', intensity, { min: 0, max: 1e12 }, 'give jumps per unit of time')
  requireBetween('price', price, { min: 1e-60, max: 1e60 }, 'give the price of now')
  requireBetween('upProbability', upProbability, { min: 0, max: 1 }, 'give the share of jumps that go up')
  requireBetween('upRate', upRate, { min: 1e-3, max: 1e6 }, 'give one over the mean jump up, in logarithms')
  requireBetween('downRate', downRate, { min: 1e-3, max: 1e6 }, 'give one over the mean jump down, in logarithms')
}
