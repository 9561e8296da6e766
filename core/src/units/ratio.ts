import { atoms, ratio, RATIO_ONE, type Atoms, type Ratio } from './exact.ts'
import { formatDecimal, parseDecimal } from './decimal.ts'
import { divide, type Rounding } from './rounding.ts'

/** Ratio of a decimal text such as `0.0125`. @throws DecimalError beyond 18 decimals. */
export const ratioOf = (text: string): Ratio => ratio(parseDecimal(text, 18))

/** Decimal text of a ratio. */
export const formatRatio = (value: Ratio): string => formatDecimal(value, 18)

/** `amount × share` in atoms with stated rounding. */
export const applyRatio = (amount: Atoms, share: Ratio, round: Rounding): Atoms =>
  atoms(divide(amount * share, RATIO_ONE, round))

/** `part / whole` as a ratio with stated rounding; refuses a zero whole. */
export const shareOf = (part: bigint, whole: bigint, round: Rounding): Ratio =>
  ratio(divide(part * RATIO_ONE, whole, round))
