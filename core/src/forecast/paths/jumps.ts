import { exp, expm1, keyedNormal, keyedUniform, log, uniformOfWords, type DrawKey } from '../../math/index.ts'
import type { KouJumps, MertonJumps } from './dynamics.ts'

/** Names of the draws of one step, `use` of `DrawName`; `kouSize` and those after it are one a jump. */
export const USE = { diffusion: 0, jumpCount: 1, mertonSize: 2, kouSize: 3 } as const

const JUMPS_MAX = 200 // at 20 expected jumps the chance of more is 1e-120

/** Mean of e^Y − 1 for one jump Y. */
export const meanJump = (jumps: MertonJumps | KouJumps): number => {
  if (jumps.kind === 'merton') return expm1(jumps.jumpMean + 0.5 * jumps.jumpDeviation * jumps.jumpDeviation)
  const { upProbability, upRate, downRate } = jumps
  return upProbability / (upRate - 1) - (1 - upProbability) / (downRate + 1)
}

/** Number of jumps in a step, by inversion of the Poisson law; `none` = e^(−expected). */
const countOf = (u: number, expected: number, none: number): number => {
  let count = 0
  let mass = none
  let below = none
  while (u >= below && count < JUMPS_MAX) {
    count += 1
    mass *= expected / count
    below += mass
  }
  return count
}

/** One draw of Kou's law from a uniform, increasing in it. */
const kouJump = ({ upProbability, upRate, downRate }: KouJumps, u: number): number => {
  const down = 1 - upProbability
  return u < down ? log(u / down) / downRate : -log((1 - u) / upProbability) / upRate
}

const sumOf = (jumps: MertonJumps | KouJumps, count: number, key: DrawKey, step: number, path: number): number => {
  if (jumps.kind === 'merton') {
    const z = keyedNormal(key, { step, use: USE.mertonSize }, path)
    return count * jumps.jumpMean + Math.sqrt(count) * jumps.jumpDeviation * z
  }
  let sum = 0
  for (let jump = 0; jump < count; jump += 1)
    sum += kouJump(jumps, keyedUniform(key, { step, use: USE.kouSize + jump }, path))
  return sum
}

/** One step of the jumps of an asset for paths that start at number `firstPath` of all; `words` are the draws named `jumpCount`. */
export type JumpStep = (
  logSpot: Float64Array,
  from: number,
  count: number,
  draw: { readonly key: DrawKey; readonly step: number; readonly firstPath: number; readonly words: Int32Array },
) => void

/**
 * Adds the sum of the jumps of one step, exactly: their number is Poisson, the sum of Merton's given the number is one normal.
 *
 * @source R. C. Merton (1976); S. G. Kou (2002); docs/models/paths.md, eq. 7
 */
export const jumpStep = (jumps: MertonJumps | KouJumps, years: number): JumpStep => {
  const expected = jumps.intensity * years
  const none = exp(-expected)
  return (logSpot, from, count, { key, step, firstPath, words }) => {
    for (let i = 0; i < count; i += 1) {
      const u = uniformOfWords(words[2 * i] as number, words[2 * i + 1] as number)
      if (u < none) continue
      const jumpCount = countOf(u, expected, none)
      logSpot[from + i] = (logSpot[from + i] as number) + sumOf(jumps, jumpCount, key, step, firstPath + i)
    }
  }
}
