import { normalOfWord } from '../../math/index.ts'
import type { Advance } from './advance.ts'
import type { HestonVol } from './dynamics.ts'

/**
 * Euler's scheme with full truncation: drift and diffusion see max(v, 0). Biased at any step that pays; a baseline.
 *
 * @source R. Lord, R. Koekkoek, D. van Dijk, Quantitative Finance 10 (2010) 177; docs/models/paths.md, eq. 2
 */
export const truncationStep = (law: HestonVol, carry: number, years: number): Advance => {
  const pull = law.reversion * years
  const spread = law.volOfVariance
  const along = law.correlation
  const across = Math.sqrt(1 - along * along)
  return ({ logSpot, variance, from, count, normals, words }) => {
    for (let i = 0; i < count; i += 1) {
      const v = variance[from + i] as number
      const held = v > 0 ? v : 0
      const root = Math.sqrt(held * years)
      const zv = normalOfWord(words[2 * i + 1] as number)
      const move = root * (along * zv + across * (normals[i] as number))
      logSpot[from + i] = (logSpot[from + i] as number) + (carry - 0.5 * held) * years + move
      variance[from + i] = v + pull * (law.longVariance - held) + spread * root * zv
    }
  }
}
