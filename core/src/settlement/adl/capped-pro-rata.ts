import type { Fraction } from '../../instruments/index.ts'
import { leastFraction, lowest, waterLevel } from './water-level.ts'

export interface CappedProRataRequest {
  /** What each account could lose, in one unit, ≥ 0. */
  readonly endowments: readonly bigint[]
  /** Largest share of it that may be taken, ≥ 0; one for each endowment. */
  readonly caps: readonly Fraction[]
  /** What must be raised, in the unit of the endowments, ≥ 0. */
  readonly budget: bigint
}

export type CappedProRata =
  | { readonly kind: 'haircuts'; readonly haircuts: readonly Fraction[] }
  /** Even at all caps the endowments do not raise the budget. */
  | { readonly kind: 'infeasible' }

/** Endowments and caps that do not pair up. */
export class CappedProRataError extends Error {
  override readonly name = 'CappedProRataError'
  constructor(endowments: number, caps: number) {
    super(`${endowments} endowments have ${caps} caps; give one cap for each endowment`)
  }
}

/**
 * Haircuts h_i = min(η, cap_i) with Σ endowment_i · h_i = budget: exact rationals in lowest terms.
 *
 * @throws CappedProRataError when the lists differ in length.
 * @source Chitra 2025, arXiv 2512.01112, algorithm 1; docs/models/adl.md, eq. 2
 */
export const cappedProRata = ({ endowments, caps, budget }: CappedProRataRequest): CappedProRata => {
  if (endowments.length !== caps.length) throw new CappedProRataError(endowments.length, caps.length)
  const vessels = caps.map((full, at) => ({ width: endowments[at] ?? 0n, full }))
  const level = waterLevel(vessels, budget)
  if (level === null) return { kind: 'infeasible' }
  return { kind: 'haircuts', haircuts: caps.map((cap) => lowest(leastFraction(level, cap))) }
}
