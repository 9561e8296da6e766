import { math } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'

/** Pareto cut at both ends by inversion: P(X > x) ∝ x^-α between min and max; units of the numeraire. */
export const drawEquity = (law: Scenario['population']['pareto'], u: number): number => {
  const [min, max] = [Number(law.minEquity), Number(law.maxEquity)]
  const cut = 1 - math.pow(min / max, law.alpha)
  return min * math.pow(1 - u * cut, -1 / law.alpha)
}
