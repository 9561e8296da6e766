import { applyRatio, atoms, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'

/** Who may receive a part of a penalty. `burn`: nobody, it leaves the venue for good. */
export type FeeReceiver = 'fund' | 'liquidator' | 'treasury' | 'burn'

/** One line of a split. `coverage`: a burn happens only while the fund's equity is at least this share of the open interest that it stands behind. */
export interface FeeShare {
  readonly to: FeeReceiver
  readonly share: Ratio
  readonly coverage: Ratio | null
}

/** What a fund has and what it stands behind, both in numeraire atoms, before the penalty is paid. */
export interface Coverage {
  readonly equity: Atoms
  readonly openInterest: Atoms
}

/** One part of a split penalty, > 0. */
export interface FeePart {
  readonly to: FeeReceiver
  readonly atoms: Atoms
}

/**
 * A penalty in parts:
 *
 *   part_i = ⌊share_i · penalty⌋     burn: 0 while equity < coverage · open interest
 *   fund   = penalty - Σ part_i
 *
 * The fund has what is not given away: its own share, every rounding, and in the very event in which its coverage is too low
 * what would have been burned. The parts add up to the penalty to the atom.
 *
 * @returns parts above 0, in the order of the shares, the fund's last.
 * @source docs/models/penalties.md, eq. 5 and 6
 */
export const splitFee = (penalty: Atoms, shares: readonly FeeShare[], coverage: Coverage): readonly FeePart[] => {
  const given = shares
    .filter((line) => line.to !== 'fund' && isCovered(line, coverage))
    .map(({ to, share }) => ({ to, atoms: applyRatio(penalty, share, 'down') }))
  const rest = given.reduce((left, part) => left - part.atoms, penalty as bigint)
  const parts: readonly FeePart[] = [...given, { to: 'fund', atoms: atoms(rest) }]
  return parts.filter((part) => part.atoms > 0n)
}

const isCovered = ({ coverage: floor }: FeeShare, { equity, openInterest }: Coverage): boolean =>
  floor === null || equity * RATIO_ONE >= floor * openInterest
