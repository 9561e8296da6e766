/** How fast leverage adds to an account's share of a haircut. */
export type LeverageRisk =
  | { readonly kind: 'linear' }
  /** Whole exponent ≥ 0. */
  | { readonly kind: 'power'; readonly exponent: number }
  | { readonly kind: 'cvar'; readonly threshold: number }

export interface RapRequest {
  /** Share of all winners' equity, ≥ 0. */
  readonly equityShares: readonly number[]
  /** Effective leverage, ≥ 0; one for each equity share. */
  readonly leverages: readonly number[]
  readonly risk: LeverageRisk
}

/** Weights that cannot be shared out: names the field, its value and the remedy. */
export class RapError extends Error {
  override readonly name = 'RapError'
  constructor(field: string, value: string, remedy: string) {
    super(`risk-aware shares: ${field} = ${value} is refused; ${remedy}`)
  }
}

/**
 * Risk-aware pro-rata: who is asked for how much of a haircut, as shares that sum to 1.
 *
 *   share_i = e_i·l_i·g(l_i) / Σ e_j·l_j·g(l_j)       g = l (linear) · l^n (power) · max(0, l - threshold) (cvar)
 *
 * e equity share · l leverage.
 *
 * @throws RapError for lists of different length, NaN, infinities, negatives, an exponent that is not whole, or no weight at all.
 * @source Chitra 2025, arXiv 2512.01112; docs/models/adl.md, eq. 9
 */
export const rapShares = ({ equityShares, leverages, risk }: RapRequest): readonly number[] => {
  if (equityShares.length !== leverages.length)
    throw new RapError(
      'leverages',
      `${leverages.length} values`,
      `give ${equityShares.length}, one for each equity share`,
    )
  const factor = riskFactor(risk)
  const weights = equityShares.map((share, at) => {
    const leverage = notNegative('leverages', leverages[at] ?? 0)
    return notNegative('equityShares', share) * leverage * factor(leverage)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (!Number.isFinite(sum) || sum <= 0)
    throw new RapError('weights', `sum ${sum}`, 'give some account a share above 0')
  return weights.map((weight) => weight / sum)
}

const riskFactor = (risk: LeverageRisk): ((leverage: number) => number) => {
  switch (risk.kind) {
    case 'linear':
      return (leverage) => leverage
    case 'power': {
      const { exponent } = risk
      if (!Number.isInteger(exponent) || exponent < 0 || exponent > 64)
        throw new RapError('exponent', String(exponent), 'give a whole number from 0 to 64')
      return (leverage) => Array.from({ length: exponent }).reduce<number>((product) => product * leverage, 1)
    }
    case 'cvar': {
      const threshold = notNegative('threshold', risk.threshold)
      return (leverage) => Math.max(0, leverage - threshold)
    }
  }
}

const notNegative = (field: string, value: number): number => {
  if (!Number.isFinite(value) || value < 0) throw new RapError(field, String(value), 'give finite numbers, 0 or above')
  return value
}
