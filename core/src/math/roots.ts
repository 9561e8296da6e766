/**
 * First integer n in [lo, hi] for which `holds(n)`, `null` when it holds for none (or lo > hi). `holds` must be false up to some
 * integer and true from there on; it is asked at most 2 + log2(hi − lo) times.
 */
export const bisectInteger = (lo: bigint, hi: bigint, holds: (n: bigint) => boolean): bigint | null => {
  if (lo > hi || !holds(hi)) return null
  if (holds(lo)) return lo
  let below = lo
  let first = hi
  while (first - below > 1n) {
    const middle = (below + first) >> 1n
    if (holds(middle)) first = middle
    else below = middle
  }
  return first
}

/** Where to look for a root: a finite interval, the wanted half-width of the answer, and the most evaluations allowed. */
export type RootSearch = {
  readonly lo: number
  readonly hi: number
  readonly tolerance: number
  readonly evaluationsMax: number
}

/** What a root search came to. `not-converged` brackets the root; `not-a-number` names the x at which f had no value. */
export type RootResult =
  | { readonly kind: 'found'; readonly x: number; readonly evaluations: number }
  | { readonly kind: 'no-sign-change'; readonly atLo: number; readonly atHi: number }
  | { readonly kind: 'not-converged'; readonly lo: number; readonly hi: number }
  | { readonly kind: 'not-a-number'; readonly x: number }

type Bracket = {
  before: number // the previous estimate
  atBefore: number
  best: number // the estimate with the smaller |f|
  atBest: number
  far: number // on the other side of the root from `best`
  atFar: number
  step: number
  stepBefore: number
}

const RELATIVE_TOLERANCE = 4.440892098500626e-16 // 2^-51: two spacings of doubles around the root

/** Keeps the root between `best` and `far`, with the smaller |f| in `best`. */
const arrange = (b: Bracket): void => {
  if (b.atBest > 0 === b.atFar > 0) {
    b.far = b.before
    b.atFar = b.atBefore
    b.step = b.best - b.before
    b.stepBefore = b.step
  }
  if (Math.abs(b.atFar) >= Math.abs(b.atBest)) return
  b.before = b.best
  b.best = b.far
  b.far = b.before
  b.atBefore = b.atBest
  b.atBest = b.atFar
  b.atFar = b.atBefore
}

/** The interpolated step as p / q with p ≥ 0: a secant of two points, or the inverse parabola of three. */
const interpolate = (b: Bracket, half: number): { readonly p: number; readonly q: number } => {
  const s = b.atBest / b.atBefore
  const t = b.atBefore / b.atFar
  const r = b.atBest / b.atFar
  const secant = b.before === b.far
  const p = secant ? 2 * half * s : s * (2 * half * t * (t - r) - (b.best - b.before) * (r - 1))
  const q = secant ? 1 - s : (t - 1) * (r - 1) * (s - 1)
  return p > 0 ? { p, q: -q } : { p: -p, q }
}

/** Chooses the next step: interpolation where it shrinks fast enough, else halving. */
const chooseStep = (b: Bracket, half: number, tolerance: number): void => {
  const previous = b.stepBefore
  b.stepBefore = b.step
  const { p, q } = interpolate(b, half)
  const trusted =
    Math.abs(previous) >= tolerance &&
    Math.abs(b.atBefore) > Math.abs(b.atBest) &&
    2 * p < Math.min(3 * half * q - Math.abs(tolerance * q), Math.abs(previous * q))
  b.step = trusted ? p / q : half
  if (!trusted) b.stepBefore = half
}

/**
 * A root of a continuous f between lo and hi, where f must change sign: |x − root| ≤ tolerance + 2^-50·|x|.
 * Every evaluation is counted; a search that runs out says so and returns its bracket.
 *
 * @source R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 4
 */
export const brent = (f: (x: number) => number, search: RootSearch): RootResult => {
  const { lo, hi, tolerance, evaluationsMax } = search
  const atLo = f(lo)
  const atHi = f(hi)
  if (atLo !== atLo || atHi !== atHi) return { kind: 'not-a-number', x: atLo !== atLo ? lo : hi }
  if (atLo === 0) return { kind: 'found', x: lo, evaluations: 2 }
  if (atHi !== 0 && atLo > 0 === atHi > 0) return { kind: 'no-sign-change', atLo, atHi }
  const first = { before: lo, atBefore: atLo, best: hi, atBest: atHi, far: lo, atFar: atLo }
  return close(f, { ...first, step: hi - lo, stepBefore: hi - lo }, tolerance, evaluationsMax)
}

const close = (f: (x: number) => number, b: Bracket, tolerance: number, evaluationsMax: number): RootResult => {
  for (let evaluations = 2; evaluations <= evaluationsMax; evaluations += 1) {
    arrange(b)
    const half = 0.5 * (b.far - b.best)
    const near = RELATIVE_TOLERANCE * Math.abs(b.best) + 0.5 * tolerance
    if (Math.abs(half) <= near || b.atBest === 0) return { kind: 'found', x: b.best, evaluations }
    if (evaluations === evaluationsMax) break
    chooseStep(b, half, near)
    b.before = b.best
    b.atBefore = b.atBest
    b.best += Math.abs(b.step) > near ? b.step : half > 0 ? near : -near
    b.atBest = f(b.best)
    if (b.atBest !== b.atBest) return { kind: 'not-a-number', x: b.best }
  }
  return { kind: 'not-converged', lo: Math.min(b.best, b.far), hi: Math.max(b.best, b.far) }
}
