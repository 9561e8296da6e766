import { fillUniforms, pow, randomStream } from '../math/index.ts'
import type { ImpliedVolColumns } from './implied-vol-batch.ts'

/**
 * Random prices out of the money that a volatility exists for, spread over decades: forwards 1e-3 to 1e6, strikes next to them (down to
 * a relative 1e-15, or equal) and up to 1e60 times away, a minute to a century, prices from 1e-300 to next to the bound.
 */
export const drawQuotes = (count: number, seed: number): ImpliedVolColumns => {
  const draws = new Float64Array(5 * count)
  fillUniforms(randomStream(seed, 1), 0, draws)
  const column = (): Float64Array => new Float64Array(count)
  const out = { isCall: new Uint8Array(count), forward: column(), strike: column(), time: column(), price: column() }
  for (let row = 0; row < count; row += 1) {
    const at = (place: number): number => draws[5 * row + place] ?? 0
    const forward = pow(10, 9 * at(0) - 3)
    const strike = strikeNextTo(forward, row % 8, at(1))
    const bound = Math.min(forward, strike)
    out.isCall[row] = strike > forward || (strike === forward && row % 16 < 8) ? 1 : 0
    out.forward[row] = forward
    out.strike[row] = strike
    out.time[row] = pow(10, 8 * at(2) - 6)
    out.price[row] = priceUnder(bound, row % 3, at(3))
  }
  return out
}

const strikeNextTo = (forward: number, kind: number, draw: number): number => {
  if (kind < 3) return forward * pow(10, draw - 0.5)
  if (kind < 5) return forward * (1 + (kind === 3 ? 1 : -1) * pow(10, -15 * draw - 0.3))
  if (kind < 7) return forward * pow(10, (kind === 5 ? 60 : -60) * draw)
  return forward
}

const priceUnder = (bound: number, kind: number, draw: number): number => {
  if (kind === 0) return Math.max(1e-300, bound * pow(10, -300 * draw))
  return kind === 1 ? bound * draw : bound * (1 - pow(10, -15 * draw - 0.3))
}
