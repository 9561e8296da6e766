import type { KouDynamics } from './kou-dynamics.ts'

const SWEEPS_MAX = 80
const SETTLED = 1e-30 // square of the last relative step: roots are then as exact as their coefficients

/**
 * Solver of G(x) = α for the exponent G of a double-exponential jump diffusion,
 *
 *   G(x) = μx + σ²x²/2 + λ(p·η₁/(η₁ − x) + q·η₂/(η₂ + x) − 1),        (eq. 3)
 *
 * times (η₁ − x)(η₂ + x): a quartic with real coefficients but for α. It keeps its four roots, so that the next α near the last one is
 * found in a few sweeps. `roots` holds (re, im) of the root with the larger, then of the one with the second largest real part: for
 * Re α > 0 the two right of the imaginary axis.
 *
 * @source Kou & Wang, Advances in Applied Probability 35 (2003) 504; Aberth, Mathematics of Computation 27 (1973) 339
 */
export const kouRootSolver = (kou: KouDynamics): ((re: number, im: number, roots: Float64Array) => void) => {
  const { vol, intensity, upProbability, upRate, downRate, logDrift } = kou
  const half = 0.5 * vol * vol
  const [sum, product] = [upRate - downRate, upRate * downRate]
  const pull = intensity * (upProbability * upRate - (1 - upProbability) * downRate)
  const quartic = new Float64Array(8) // coefficients of x⁰ … x³ over that of x⁴, each re and im
  const found = new Float64Array(8)
  let started = false
  return (re, im, roots) => {
    quartic[0] = (re * product) / half
    quartic[1] = (im * product) / half
    quartic[2] = -(logDrift * product - (intensity + re) * sum + pull) / half
    quartic[3] = (im * sum) / half
    quartic[4] = -(half * product + logDrift * sum + intensity + re) / half
    quartic[5] = -im / half
    quartic[6] = -(half * sum - logDrift) / half
    quartic[7] = 0
    if (!started) spread(quartic, found)
    started = true
    aberth(quartic, found)
    pickRightmost(found, roots)
  }
}

/** Four first guesses on circles of the sizes that the coefficients suggest, off the axes. */
const spread = (quartic: Float64Array, found: Float64Array): void => {
  const [re, im] = [quartic[0] as number, quartic[1] as number]
  const constant = Math.sqrt(Math.sqrt(Math.sqrt(re * re + im * im)))
  const radius = Math.max(constant, 1e-6, Math.abs(quartic[6] as number) / 2)
  const turns = [0.92, 0.39, -0.38, 0.93, -0.93, -0.37, 0.4, -0.91]
  for (let i = 0; i < 8; i += 1) found[i] = radius * (turns[i] ?? 0)
}

/** Simultaneous Newton steps that push the four roots apart. The indices below stay within the eight numbers of each array. */
const aberth = (quartic: Float64Array, found: Float64Array): void => {
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep += 1) {
    let moved = 0
    for (let i = 0; i < 8; i += 2) moved = Math.max(moved, improve(quartic, found, i))
    if (moved < SETTLED) return
  }
}

/** One step of one root; the square of the step relative to the root. */
const improve = (quartic: Float64Array, found: Float64Array, i: number): number => {
  const x = found[i] as number
  const y = found[i + 1] as number
  let [re, im, slopeRe, slopeIm] = [1, 0, 0, 0]
  for (let power = 6; power >= 0; power -= 2) {
    const nextSlopeRe = slopeRe * x - slopeIm * y + re
    slopeIm = slopeRe * y + slopeIm * x + im
    slopeRe = nextSlopeRe
    const nextRe = re * x - im * y + (quartic[power] as number)
    im = re * y + im * x + (quartic[power + 1] as number)
    re = nextRe
  }
  const size = re * re + im * im
  if (size < 1e-280) return 0
  // 1/step = p'/p − Σ 1/(z − z_j)
  let inverseRe = (slopeRe * re + slopeIm * im) / size
  let inverseIm = (slopeIm * re - slopeRe * im) / size
  for (let j = 0; j < 8; j += 2) {
    if (j === i) continue
    const [dx, dy] = [x - (found[j] as number), y - (found[j + 1] as number)]
    const apart = dx * dx + dy * dy
    if (apart === 0) continue
    inverseRe -= dx / apart
    inverseIm += dy / apart
  }
  const norm = inverseRe * inverseRe + inverseIm * inverseIm
  if (norm === 0) return 0
  found[i] = x - inverseRe / norm
  found[i + 1] = y + inverseIm / norm
  return 1 / (norm * (x * x + y * y))
}

const pickRightmost = (found: Float64Array, roots: Float64Array): void => {
  let first = 0
  for (let i = 2; i < 8; i += 2) if ((found[i] as number) > (found[first] as number)) first = i
  let second = first === 0 ? 2 : 0
  for (let i = 0; i < 8; i += 2) if (i !== first && (found[i] as number) > (found[second] as number)) second = i
  roots[0] = found[first] as number
  roots[1] = found[first + 1] as number
  roots[2] = found[second] as number
  roots[3] = found[second + 1] as number
}
