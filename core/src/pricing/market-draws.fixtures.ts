import { fillUniforms, pow, randomStream } from '../math/index.ts'
import type { EuropeanTerms } from './european-terms.ts'
import { toFixed, type TwinMarket } from './exact-twin.fixtures.ts'

/** Random options: an hour to five years, 5 to 155 % a √year, strikes up to `reach` standard deviations from a spot of 100. */
export const drawMarkets = (count: number, seed: number, reach: number): readonly EuropeanTerms[] => {
  const draws = new Float64Array(6 * count)
  fillUniforms(randomStream(seed, 1), 0, draws)
  return Array.from({ length: count }, (_, row) => {
    const at = (column: number): number => draws[6 * row + column] ?? 0
    const time = 0.0001 * pow(50_000, at(0))
    const vol = 0.05 + 1.5 * at(1)
    const strike = 100 * pow(2.718, vol * Math.sqrt(time) * reach * (2 * at(2) - 1) * at(3))
    const kind = strike > 100 ? 'call' : 'put'
    return { kind, spot: 100, strike, time, vol, rate: 0.12 * at(4) - 0.02, dividend: 0.08 * at(5) }
  })
}

/** Bits at which the twin keeps 40 digits of the smallest value: its terms cancel twice over e^(−d²/2). */
export const bitsFor = ({ spot, strike, time, vol }: EuropeanTerms): number => {
  const distance = Math.log(spot / strike) / (vol * Math.sqrt(time))
  return Math.ceil(560 + 1.5 * distance * distance + 2 * vol * vol * time)
}

/** The same market for the twin. */
export const twinMarket = (terms: EuropeanTerms, bits: number): TwinMarket => ({
  spot: toFixed(terms.spot, bits),
  strike: toFixed(terms.strike, bits),
  time: toFixed(terms.time, bits),
  vol: toFixed(terms.vol, bits),
  rate: toFixed(terms.rate, bits),
  dividend: toFixed(terms.dividend, bits),
})
