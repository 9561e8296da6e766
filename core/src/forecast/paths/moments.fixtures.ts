import type { PathDynamics } from './dynamics.ts'
import { openPaths, type PathsSpec } from './paths.ts'

/** Mean of a function over values, and its standard error. */
export const meanOf = (
  values: Float64Array,
  f: (x: number) => number,
): { readonly mean: number; readonly error: number } => {
  let sum = 0
  let squares = 0
  for (const x of values) {
    sum += f(x)
    squares += f(x) ** 2
  }
  const mean = sum / values.length
  return { mean, error: Math.sqrt(Math.max(squares / values.length - mean * mean, 0) / values.length) }
}

/** Distance of the mean of a function from what it should be, in standard errors. */
export const sigmas = (values: Float64Array, f: (x: number) => number, wanted: number): number => {
  const { mean, error } = meanOf(values, f)
  return (mean - wanted) / error
}

/** Paths of one asset, `steps` steps on. */
export const pathsOf = (
  law: PathDynamics,
  terms: { readonly years: number; readonly steps: number; readonly count: number },
): { readonly logSpot: Float64Array; readonly variance: Float64Array } => {
  const spec: PathsSpec = { seed: 5, stream: 8, first: 0, count: terms.count, years: terms.years, assets: [law] }
  const shard = openPaths(spec)
  for (let step = 0; step < terms.steps; step += 1) shard.advance()
  const [asset] = shard.assets
  return asset ?? { logSpot: new Float64Array(0), variance: new Float64Array(0) }
}
