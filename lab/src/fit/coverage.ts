/** What was expected of one order: its size in any unit, its cost and the interval that should hold it in nine of ten cases. */
export interface Expected {
  readonly size: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** How estimates did. Costs are in the unit of the estimates, such as bp of notional. */
export interface CoverageCell {
  readonly n: number
  /** Σ size·mean / Σ size·realised - 1: what the estimates were off by in money. */
  readonly bias: number
  /** The same, every order counted alike. */
  readonly biasPerOrder: number
  /** Share of realised costs inside their interval, edges included. */
  readonly coverage: number
  /** Share below and above it. */
  readonly below: number
  readonly above: number
}

export interface Coverage extends CoverageCell {
  /** Whether bias in money lies within ±10 % and coverage between 85 % and 95 %. */
  readonly holds: boolean
  /** Tenths of the orders by size, the smallest first. */
  readonly deciles: readonly (CoverageCell & { readonly sizeMin: number; readonly sizeMax: number })[]
}

/** Bounds that a set of estimates must keep. */
export const COVERAGE_BOUNDS: { readonly bias: number; readonly low: number; readonly high: number } = {
  bias: 0.1,
  low: 0.85,
  high: 0.95,
}

/** Estimates and realised costs do not pair up. */
export class CoverageError extends Error {
  override readonly name = 'CoverageError'
  constructor(estimates: number, realised: number) {
    super(`coverage: ${estimates} estimates and ${realised} realised costs; give one realised cost for each estimate`)
  }
}

/**
 * Bias and coverage of cost estimates against what was paid, overall and by tenth of size. Of nothing, every number is NaN
 * and nothing holds.
 *
 * @throws CoverageError when there are more of one than of the other
 */
export const coverageOf = (estimates: readonly Expected[], realised: readonly number[]): Coverage => {
  if (estimates.length !== realised.length) throw new CoverageError(estimates.length, realised.length)
  const pairs = estimates.map((estimate, at) => ({ estimate, paid: realised[at] ?? Number.NaN }))
  const all = cellOf(pairs)
  const bySize = pairs.toSorted((one, other) => one.estimate.size - other.estimate.size)
  const edge = (tenth: number): number => Math.round((tenth * bySize.length) / 10)
  const deciles = Array.from({ length: 10 }, (_, tenth) => bySize.slice(edge(tenth), edge(tenth + 1)))
  return {
    ...all,
    holds: Math.abs(all.bias) <= COVERAGE_BOUNDS.bias && isBetween(all.coverage),
    deciles: deciles
      .filter((part) => part.length > 0)
      .map((part) => ({
        sizeMin: part[0]?.estimate.size ?? Number.NaN,
        sizeMax: part.at(-1)?.estimate.size ?? Number.NaN,
        ...cellOf(part),
      })),
  }
}

const isBetween = (coverage: number): boolean => coverage >= COVERAGE_BOUNDS.low && coverage <= COVERAGE_BOUNDS.high

interface Pair {
  readonly estimate: Expected
  readonly paid: number
}

const cellOf = (pairs: readonly Pair[]): CoverageCell => {
  const sum = (value: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + value(pair), 0)
  const below = sum(({ estimate, paid }) => (paid < estimate.low * (1 - SLACK) ? 1 : 0)) / pairs.length
  const above = sum(({ estimate, paid }) => (paid > estimate.high * (1 + SLACK) ? 1 : 0)) / pairs.length
  const money = sum(({ estimate, paid }) => estimate.size * paid)
  return {
    n: pairs.length,
    bias: sum(({ estimate }) => estimate.size * estimate.mean) / money - 1,
    biasPerOrder: sum(({ estimate }) => estimate.mean) / sum(({ paid }) => paid) - 1,
    coverage: 1 - below - above,
    below,
    above,
  }
}

/** What rounding may take from an interval whose ends are its mean. */
const SLACK = 1e-9
