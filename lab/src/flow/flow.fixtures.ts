import { math } from '@ebbline/core'
import type { BookSamples } from './book-samples.ts'

/**
 * A made-up book of two levels: in each step flow is normal noise and mid moves by `strength` times the flow of the step before plus
 * noise, in half ticks.
 */
export const plantedBook = (steps: number, strength: number): BookSamples => {
  const draws = new Float64Array(3 * steps)
  math.fillNormals(math.randomStream(21, 0), 0, draws)
  const [flows, mid] = [new Float64Array(2 * steps), new Float64Array(steps)]
  for (let step = 0; step < steps; step += 1) {
    flows[2 * step] = draws[3 * step] ?? 0
    flows[2 * step + 1] = draws[3 * step + 1] ?? 0
    const before = step === 0 ? 0 : (flows[2 * step - 2] ?? 0)
    mid[step] = (step === 0 ? 1000 : (mid[step - 1] ?? 0)) + strength * before + (draws[3 * step + 2] ?? 0)
  }
  const flat = new Float64Array(steps)
  return { levels: 2, stepMs: 100, steps, flows, mid, spread: flat, topImbalance: flat, deepImbalance: flat }
}
