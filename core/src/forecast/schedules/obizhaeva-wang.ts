import { exp } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'

/**
 * A book that refills: one unit sold moves the price by `depthSlope` (money per unit²), of which `permanentSlope` stays; the rest decays
 * at rate `resilience` per unit of time.
 */
export type ResilientBook = {
  readonly depthSlope: number
  readonly permanentSlope: number
  readonly resilience: number
}

/** Sell `block`, then at `rate` for the time, then `block` again. Cost in money. */
export type BlockRateBlock = { readonly block: number; readonly rate: number; readonly cost: number }

/**
 * The cheapest way to sell X within T in a book that refills exponentially:
 *
 *   x₀ = x_T = X/(ρT + 2)    rate = ρX/(ρT + 2)    cost = λX²/2 + κX²/(ρT + 2)        (eq. 4)
 *
 * λ permanentSlope · κ = depthSlope − λ. As ρ → 0 the cost is that of one block, so slicing gains nothing; as ρ → ∞ it tends to that of
 * a linear temporary impact κ/ρ.
 *
 * @throws ForecastInputError for a quantity not above 0, negative time or resilience, or a permanent part beyond the whole.
 * @source Obizhaeva & Wang, Journal of Financial Markets 16 (2013) 1, proposition 3; docs/models/execution-theory.md, eq. 4
 */
export const blockRateBlock = (quantity: number, time: number, book: ResilientBook): BlockRateBlock => {
  requireBook(book)
  requireBetween('quantity', quantity, { min: 1e-30, max: 1e30 }, 'give what is to be sold, above 0')
  requireBetween('time', time, { min: 0, max: 1e12 }, 'give the time to sell in')
  const { depthSlope, permanentSlope, resilience } = book
  const block = quantity / (resilience * time + 2)
  const cost = quantity * (0.5 * permanentSlope * quantity + (depthSlope - permanentSlope) * block)
  return { block, rate: resilience * block, cost }
}

/**
 * What any trades cost in that book, each at its time: ½λX² + κ·Σ n_i·(n_i/2 + Σ_{j<i} n_j·e^(−ρ(t_i − t_j))). (eq. 5)
 * Times must not fall; negative trades buy back.
 *
 * @throws ForecastInputError for a book out of range, or times that fall.
 */
export const costInResilientBook = (
  trades: readonly { readonly time: number; readonly quantity: number }[],
  book: ResilientBook,
): number => {
  requireBook(book)
  const { depthSlope, permanentSlope, resilience } = book
  let [displaced, sold, cost, last] = [0, 0, 0, trades[0]?.time ?? 0]
  for (const { time, quantity } of trades) {
    requireBetween('time', time, { min: last, max: 1e12 }, 'give trades in the order of their times')
    displaced *= exp(-resilience * (time - last))
    cost += quantity * (displaced + 0.5 * (depthSlope - permanentSlope) * quantity)
    displaced += (depthSlope - permanentSlope) * quantity
    sold += quantity
    last = time
  }
  return cost + 0.5 * permanentSlope * sold * sold
}

const requireBook = ({ depthSlope, permanentSlope, resilience }: ResilientBook): void => {
  requireBetween('depthSlope', depthSlope, { min: 0, max: 1e60 }, 'give money per unit squared')
  requireBetween('permanentSlope', permanentSlope, { min: 0, max: depthSlope }, 'give at most the whole slope')
  requireBetween('resilience', resilience, { min: 0, max: 1e12 }, 'give a rate per unit of time')
}
