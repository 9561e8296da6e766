/** Value at x, writing the gradient. NaN or Infinity says that x is not allowed. */
export type SmoothFunction = (x: Float64Array, gradient: Float64Array) => number

export type Minimum = {
  /** `stalled`: no shorter step improved, or evaluations ran out, with a gradient above the tolerance. */
  readonly kind: 'found' | 'stalled'
  readonly x: Float64Array
  readonly value: number
  readonly gradientMax: number
  readonly evaluations: number
}

export type MinimumSearch = {
  /** Largest component of the gradient at the answer. */
  readonly tolerance: number
  readonly evaluationsMax: number
}

type Descent = {
  readonly x: Float64Array
  readonly gradient: Float64Array
  /** Approximate inverse of the Hessian, by rows. */
  readonly inverse: Float64Array
  value: number
  evaluations: number
}

/**
 * A local minimum of a smooth function without bounds, by BFGS: quasi-Newton directions, steps halved until the value falls by a ten
 * thousandth of what the slope promises. Same start, same bytes.
 *
 * @source Nocedal & Wright, Numerical Optimization (2006), algorithm 6.1 with backtracking 3.1
 */
export const minimise = (f: SmoothFunction, start: ArrayLike<number>, search: MinimumSearch): Minimum => {
  const n = start.length
  const at: Descent = {
    x: Float64Array.from(start),
    gradient: new Float64Array(n),
    inverse: new Float64Array(n * n),
    value: 0,
    evaluations: 1,
  }
  at.value = f(at.x, at.gradient)
  reset(at)
  let fresh = true
  while (at.evaluations < search.evaluationsMax && largest(at.gradient) > search.tolerance) {
    const moved = descend(f, at, search.evaluationsMax)
    if (!moved && fresh) break
    if (!moved) reset(at)
    fresh = !moved
  }
  const gradientMax = largest(at.gradient)
  const kind = gradientMax <= search.tolerance ? 'found' : 'stalled'
  return { kind, x: at.x, value: at.value, gradientMax, evaluations: at.evaluations }
}

const STEP_MAX = 4 // in each coordinate: an early direction can be wild
const PROMISE = 1e-4
const HALVINGS_MAX = 40

/** One line search and the update of the inverse. @returns false when no step improved */
const descend = (f: SmoothFunction, at: Descent, evaluationsMax: number): boolean => {
  const n = at.x.length
  const direction = downhill(at)
  let slope = dot(direction, at.gradient)
  if (!(slope < 0)) return false
  const shrink = Math.min(1, STEP_MAX / largest(direction))
  for (let i = 0; i < n; i += 1) direction[i] = (direction[i] ?? 0) * shrink
  slope *= shrink
  const [next, gradient] = [new Float64Array(n), new Float64Array(n)]
  for (let halving = 0, length = 1; halving < HALVINGS_MAX; halving += 1, length /= 2) {
    if (at.evaluations >= evaluationsMax) return false
    for (let i = 0; i < n; i += 1) next[i] = (at.x[i] ?? 0) + length * (direction[i] ?? 0)
    at.evaluations += 1
    const value = f(next, gradient)
    if (!(value <= at.value + PROMISE * length * slope)) continue
    if (next.every((one, i) => one === at.x[i])) return false
    update(at, next, gradient)
    at.value = value
    return true
  }
  return false
}

const downhill = ({ inverse, gradient }: Descent): Float64Array => {
  const n = gradient.length
  const direction = new Float64Array(n)
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) direction[i] = (direction[i] ?? 0) - (inverse[i * n + j] ?? 0) * (gradient[j] ?? 0)
  return direction
}

/** Takes the step, and folds what it taught into the inverse unless the curvature along it was not positive. */
const update = (at: Descent, next: Float64Array, gradient: Float64Array): void => {
  const n = at.x.length
  const step = next.map((one, i) => one - (at.x[i] ?? 0))
  const bend = gradient.map((one, i) => one - (at.gradient[i] ?? 0))
  at.x.set(next)
  at.gradient.set(gradient)
  const curvature = dot(step, bend)
  if (!(curvature > 1e-14 * Math.sqrt(dot(step, step) * dot(bend, bend)))) return
  const carried = new Float64Array(n)
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) carried[i] = (carried[i] ?? 0) + (at.inverse[i * n + j] ?? 0) * (bend[j] ?? 0)
  const weight = (1 + dot(bend, carried) / curvature) / curvature
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1) {
      const [si, sj, ci, cj] = [step[i] ?? 0, step[j] ?? 0, carried[i] ?? 0, carried[j] ?? 0]
      at.inverse[i * n + j] = (at.inverse[i * n + j] ?? 0) + weight * si * sj - (ci * sj + si * cj) / curvature
    }
}

const reset = ({ inverse, gradient }: Descent): void => {
  const n = gradient.length
  const scale = 1 / Math.max(1, largest(gradient))
  inverse.fill(0)
  for (let i = 0; i < n; i += 1) inverse[i * n + i] = scale
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, one, i) => sum + one * (b[i] ?? 0), 0)

const largest = (a: Float64Array): number => a.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
