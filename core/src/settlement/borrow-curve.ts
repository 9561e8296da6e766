import { divide, mulDiv, ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import { SettlementError } from './settlement-error.ts'

/** A yearly borrow rate that rises slowly up to a kink of utilisation and steeply beyond it. */
export interface BorrowCurve {
  /** Rate at no utilisation, and what it gains up to the kink and from there to full utilisation; each ≥ 0. */
  readonly base: Ratio
  readonly gainToKink: Ratio
  readonly gainBeyond: Ratio
  /** Utilisation at the kink, between 0 and 1, neither included. */
  readonly kink: Ratio
}

/** A year of 365 days [ms]. */
const YEAR_MS = 365n * 86_400_000n

/**
 * Yearly rate at a utilisation u (what is borrowed over what there is to borrow), rounded up; beyond 1 it is the rate at 1.
 *
 *   u ≤ kink:  base + gainToKink · u / kink
 *   u > kink:  base + gainToKink + gainBeyond · (u - kink) / (1 - kink)
 *
 * @throws SettlementError for a kink outside (0, 1), or a negative gain, base or utilisation.
 * @source docs/models/guards.md, eq. 6
 */
export const borrowRate = (curve: BorrowCurve, utilisation: Ratio): Ratio => {
  checkCurve(curve, utilisation)
  const { base, gainToKink, gainBeyond, kink } = curve
  const u = utilisation > RATIO_ONE ? RATIO_ONE : utilisation
  return u <= kink
    ? ratio(base + mulDiv(gainToKink, u, kink, 'up'))
    : ratio(base + gainToKink + mulDiv(gainBeyond, u - kink, RATIO_ONE - kink, 'up'))
}

/** The part of a yearly rate that falls due after `elapsedMs` (a whole number ≥ 0) without interest on interest, rounded up. */
export const rateFor = (yearly: Ratio, elapsedMs: number): Ratio =>
  ratio(divide(yearly * BigInt(elapsedMs), YEAR_MS, 'up'))

const checkCurve = ({ base, gainToKink, gainBeyond, kink }: BorrowCurve, utilisation: Ratio): void => {
  if (kink <= 0n || kink >= RATIO_ONE) throw refusal(`kink ${kink}`, 'put the kink between 0 and 1')
  if (base < 0n || gainToKink < 0n || gainBeyond < 0n) throw refusal('a rate below 0', 'give rates from 0')
  if (utilisation < 0n) throw refusal(`utilisation ${utilisation}`, 'measure it from 0')
}

const refusal = (value: string, remedy: string): SettlementError => new SettlementError('interest', value, remedy)
