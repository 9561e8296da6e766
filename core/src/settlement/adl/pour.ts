import { divide, least, lots, NO_LOTS, type Lots } from '../../units/index.ts'
import type { Fraction } from '../../instruments/index.ts'
import type { AccountId, OwnerId } from '../../accounts/index.ts'
import type { AdlAllocation } from '../types.ts'
import { roundByOwner } from './round-by-owner.ts'
import { compareFractions, waterLevel } from './water-level.ts'

/** What one account may be asked for in a round: at most `cap` lots, in proportion to `weight`; both > 0. */
export interface Portion {
  readonly account: AccountId
  readonly owner: OwnerId
  readonly weight: bigint
  readonly cap: Lots
}

/**
 * Shares lots among portions by water level, in whole lots, at most what they hold together:
 *
 *   h_i = min(cap_i, θ · weight_i)        Σ h_i = amount
 *
 * @source docs/models/adl.md, eq. 2 and 3
 */
export const pour = (portions: readonly Portion[], amount: Lots): readonly AdlAllocation[] => {
  const level = levelOf(portions, amount)
  if (level === null) return portions.map(({ account, cap }) => ({ account, size: cap }))
  const shares = portions.map((portion) => {
    const isFull = fills(portion, level)
    const exact = portion.weight * level.numerator
    return {
      account: portion.account,
      owner: portion.owner,
      whole: isFull ? portion.cap : lots(exact / level.denominator),
      remainder: isFull ? 0n : exact % level.denominator,
    }
  })
  return roundByOwner(shares, { amount: least(amount, held(portions)), denominator: level.denominator })
}

/**
 * The most that `pour` gives each portion for any amount up to `amount`: the exact share, rounded up. Whole lots need not rise with
 * the amount, exact shares do.
 *
 * @source docs/models/adl.md, eq. 5
 */
export const pourAtMost = (portions: readonly Portion[], amount: Lots): readonly AdlAllocation[] => {
  const level = levelOf(portions, amount)
  return portions
    .map((portion) => ({
      account: portion.account,
      size:
        level === null || fills(portion, level)
          ? portion.cap
          : lots(divide(portion.weight * level.numerator, level.denominator, 'up')),
    }))
    .filter(({ size }) => size > 0n)
}

/** Lots that portions hold together. */
export const held = (portions: readonly Portion[]): Lots =>
  portions.reduce((sum, portion) => lots(sum + portion.cap), NO_LOTS)

/**
 * Serves rounds one after the other until the quantity is covered; each account stands in one round only.
 *
 * @returns allocations by rising account id.
 */
export const pourInRounds = (
  rounds: readonly (readonly Portion[])[],
  quantity: Lots,
  place: typeof pour,
): readonly AdlAllocation[] => {
  const allocations: AdlAllocation[] = []
  let left: Lots = quantity
  for (const round of rounds) {
    const amount = least(left, held(round))
    if (amount <= 0n) continue
    allocations.push(...place(round, amount))
    left = lots(left - amount)
  }
  return allocations.toSorted((one, other) => (one.account < other.account ? -1 : 1))
}

const levelOf = (portions: readonly Portion[], amount: Lots): Fraction | null =>
  waterLevel(
    portions.map(({ weight, cap }) => ({ width: weight, full: { numerator: cap, denominator: weight } })),
    amount,
  )

const fills = ({ weight, cap }: Portion, level: Fraction): boolean =>
  compareFractions({ numerator: cap, denominator: weight }, level) <= 0
