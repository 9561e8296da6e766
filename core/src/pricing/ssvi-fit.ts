import { leastSquares } from '../math/index.ts'
import { PricingInputError } from './pricing-input-error.ts'
import { requirePoints, type SmilePoints } from './smile-quotes.ts'
import { essviSlices, ssviPsiMax, ssviSlices, sviOfSsvi, type EssviParameters, type SsviSlice } from './ssvi.ts'
import { sviVariance } from './svi.ts'

const POINTS_MIN = 3
const RHO_MAX = 0.98
const SHARE_MIN = 1e-4
const ITERATIONS_MAX = 80

/** Points of several expiries, nearest first, and how parameters turn into one slice for each. */
type Model = {
  readonly start: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
  readonly slices: (parameters: readonly number[]) => readonly SsviSlice[]
}

const fitted = (expiries: readonly SmilePoints[], { start, low, high, slices }: Model): readonly SsviSlice[] => {
  const count = expiries.reduce((sum, { k }) => sum + k.length, 0)
  const fit = leastSquares({
    residuals: (parameters, out) => {
      let at = 0
      for (const [index, slice] of slices([...parameters]).entries()) {
        const points = expiries[index]
        if (points === undefined) return
        const raw = sviOfSsvi(slice)
        for (let point = 0; point < points.k.length; point += 1, at += 1)
          out[at] = (sviVariance(raw, points.k[point] ?? NaN) - (points.w[point] ?? NaN)) / (points.error[point] ?? NaN)
      }
    },
    count,
    start,
    low,
    high,
    iterationsMax: ITERATIONS_MAX,
    tolerance: 1e-7,
  })
  return slices([...fit.parameters])
}

/** Total variance at the money: between the two points beside k = 0, the nearest one where all lie on one side. */
const atTheMoney = ({ k, w }: SmilePoints): number => {
  const above = k.findIndex((value) => value >= 0)
  const [left, right] = [Math.max(0, above - 1), above < 0 ? k.length - 1 : above]
  const [from, to] = [k[left] ?? NaN, k[right] ?? NaN]
  const share = to > from ? Math.max(0, Math.min(1, -from / (to - from))) : 0
  return (w[left] ?? NaN) * (1 - share) + (w[right] ?? NaN) * share
}

const requireExpiries = (expiries: readonly SmilePoints[]): void => {
  for (const points of expiries) requirePoints(points, POINTS_MIN)
  const late = expiries.findIndex(({ time }, index) => !(time > (expiries[index - 1]?.time ?? 0)))
  if (late >= 0)
    throw new PricingInputError('time', expiries[late]?.time ?? NaN, 'rising, above 0', 'give nearest expiries first')
}

/** What each θ adds to its predecessor's multiple, at least a thousandth of itself. */
const risesOf = (thetas: readonly number[]): readonly number[] =>
  thetas.map((theta, index) => Math.max(1e-3 * theta, theta - (thetas[index - 1] ?? 0)))

/**
 * One ρ and φ(θ) = η·θ^(−γ) for all expiries, θ rising by construction and η cut where butterfly arbitrage would begin: free of both
 * arbitrages. Weights are those of the points.
 *
 * @throws PricingInputError for an expiry of fewer than three points and for expiries out of order.
 * @source Gatheral and Jacquier 2014, section 4
 */
export const fitSsvi = (expiries: readonly SmilePoints[]): readonly SsviSlice[] => {
  requireExpiries(expiries)
  const rises = risesOf(expiries.map(atTheMoney))
  const slices = ([rho = NaN, eta = NaN, gamma = NaN, ...steps]: readonly number[]): readonly SsviSlice[] => {
    let theta = 0
    return ssviSlices({ rho, eta, gamma, thetas: steps.map((step) => (theta += step)) })
  }
  return fitted(expiries, {
    start: [-0.1, 1, 0.5, ...rises],
    low: [-RHO_MAX, 0.01, 0, ...rises.map((rise) => 1e-4 * rise)],
    high: [RHO_MAX, 20, 1, ...rises.map((rise) => 100 * rise)],
    slices,
  })
}

/**
 * Extended surface SVI: θ, ρ and ψ of each expiry in Mingone's parameters, so that no step of the search ever admits arbitrage. The
 * search starts from each expiry fitted alone.
 *
 * @throws PricingInputError as `fitSsvi`.
 * @source docs/models/surfaces.md, eq. 12
 */
export const fitEssvi = (expiries: readonly SmilePoints[]): readonly SsviSlice[] => {
  requireExpiries(expiries)
  const alone = expiries.map(fitAlone)
  const start = startOf(alone)
  const slices = (parameters: readonly number[]): readonly SsviSlice[] => essviSlices(recordsOf(parameters))
  return fitted(expiries, {
    start: start.flatMap(({ rho, rise, share }) => [rho, rise, share]),
    low: start.flatMap(({ rise }) => [-RHO_MAX, 1e-4 * rise, SHARE_MIN]),
    high: start.flatMap(({ rise }) => [RHO_MAX, 100 * rise, 1 - SHARE_MIN]),
    slices,
  })
}

const recordsOf = (parameters: readonly number[]): readonly EssviParameters[] =>
  Array.from({ length: parameters.length / 3 }, (_, index) => ({
    rho: parameters[3 * index] ?? NaN,
    rise: parameters[3 * index + 1] ?? NaN,
    share: parameters[3 * index + 2] ?? NaN,
  }))

const fitAlone = (points: SmilePoints): SsviSlice => {
  const theta = atTheMoney(points)
  const [only] = fitted([points], {
    start: [theta, -0.1, 0.5],
    low: [0.3 * theta, -RHO_MAX, SHARE_MIN],
    high: [3 * theta, RHO_MAX, 1 - SHARE_MIN],
    slices: ([level = NaN, rho = NaN, share = NaN]) => [{ theta: level, rho, psi: share * ssviPsiMax(level, rho) }],
  })
  return only ?? { theta, rho: -0.1, psi: 0.5 * ssviPsiMax(theta, -0.1) }
}

/** Levels and half the tilts of slices that were fitted alone; every ψ in the middle of what its predecessor leaves it. */
const startOf = (alone: readonly SsviSlice[]): readonly EssviParameters[] => {
  let [before, tilt] = [0, 0]
  return alone.map(({ theta, rho: own }, index) => {
    const rho = 0.5 * own
    const step = index === 0 ? 1 : Math.max((1 + tilt) / (1 + rho), (1 - tilt) / (1 - rho))
    const rise = Math.max(1e-3 * theta, theta - before * step)
    before = before * step + rise
    tilt = rho
    return { rho, rise, share: 0.5 }
  })
}
