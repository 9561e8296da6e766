import type { Fraction } from '../../instruments/index.ts'

/** Something that takes `width` per unit of level until the level reaches `full`. Both ≥ 0. */
export interface Vessel {
  readonly width: bigint
  readonly full: Fraction
}

/**
 * The level η at which the vessels hold exactly `budget`: Σ width_i · min(η, full_i) = budget. Exact, in lowest terms.
 *
 * Vessels are filled up in order of `full`, compared by cross-multiplying; the level lies where the open ones take the rest.
 *
 * @returns null when even full vessels hold less than `budget`; level 0 for a budget ≤ 0.
 * @source Chitra 2025, capped pro-rata; docs/models/adl.md, eq. 2
 */
export const waterLevel = (vessels: readonly Vessel[], budget: bigint): Fraction | null => {
  if (budget <= 0n) return { numerator: 0n, denominator: 1n }
  const byFull = vessels.filter((vessel) => vessel.width > 0n).toSorted((a, b) => compareFractions(a.full, b.full))
  let open = byFull.reduce((sum, vessel) => sum + vessel.width, 0n)
  let poured: Fraction = { numerator: 0n, denominator: 1n }
  for (const { width, full } of byFull) {
    const left = plus({ numerator: budget, denominator: 1n }, negative(poured))
    if (compareFractions(times(full, open), left) >= 0)
      return lowest({ numerator: left.numerator, denominator: left.denominator * open })
    poured = plus(poured, times(full, width))
    open -= width
  }
  return null
}

/** Sign of `a - b`, by cross-multiplying; denominators are > 0. */
export const compareFractions = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator]
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** The smaller of two fractions. */
export const leastFraction = (a: Fraction, b: Fraction): Fraction => (compareFractions(a, b) <= 0 ? a : b)

/** The same fraction with no common divisor; its denominator is > 0. */
export const lowest = ({ numerator, denominator }: Fraction): Fraction => {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator]
  while (b !== 0n) [a, b] = [b, a % b]
  return { numerator: numerator / a, denominator: denominator / a }
}

const times = (fraction: Fraction, factor: bigint): Fraction =>
  lowest({ numerator: fraction.numerator * factor, denominator: fraction.denominator })

const negative = (fraction: Fraction): Fraction => ({ ...fraction, numerator: -fraction.numerator })

const plus = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? { numerator: a.numerator + b.numerator, denominator: a.denominator }
    : lowest({
        numerator: a.numerator * b.denominator + b.numerator * a.denominator,
        denominator: a.denominator * b.denominator,
      })
