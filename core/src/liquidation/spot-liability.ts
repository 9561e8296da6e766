import { divide, greatest, least, magnitude } from '../units/index.ts'

/** Weights 1e-4, multipliers, fees and prices 1e-6, quote 1e-6; tokens in atoms of their decimals. */
const WEIGHT_TO_RATE = 10n
const WEIGHT_TO_FEE = 100n
const RATE = 1_000_000n
const QUOTE_ONE = 1_000_000n

/** What one side of a liquidation of a debt for an asset is worth: price, and what the liquidator's premium makes of it, both 1e-6. */
export interface TokenTerms {
  readonly decimals: number
  readonly price: bigint
  readonly multiplier: bigint
}

/** A debt that is to be paid down for an asset, and what is missing to margin [1e-6 quote]. */
export interface CoverLiability {
  readonly shortage: bigint
  readonly assetWeight: bigint
  readonly assetMultiplier: bigint
  readonly liabilityWeight: bigint
  readonly liability: TokenTerms
  readonly insuranceFee: bigint
}

/**
 * Atoms of a debt whose transfer, against its worth in an asset, removes a shortage; at least one.
 *
 *   wl = 10 weightL      wa = ⌊10 weightA · multA / multL⌋
 *   atoms = ⌊shortage · 10^(decimals - 6) · 1e11 / (price · (wl - wa) - ⌊price · fee⌋ · wl)⌋
 *
 * @returns null when no transfer helps: the asset weighs as much as the debt, premium included.
 * @source docs/policies/drift-v2.md, eq. 11
 */
export const liabilityToCover = (terms: CoverLiability): bigint | null => {
  const { liability, liabilityWeight, insuranceFee } = terms
  const owed = liabilityWeight * WEIGHT_TO_RATE
  const kept = divide(terms.assetWeight * WEIGHT_TO_RATE * terms.assetMultiplier, liability.multiplier, 'down')
  if (terms.assetWeight >= liabilityWeight || kept >= owed) return null
  const fee = divide(liability.price * insuranceFee, RATE, 'down') * owed
  const freed = liability.price * (owed - kept) - fee
  if (freed <= 0n) return null
  const [up, down] = powers(liability.decimals - 6)
  return greatest(1n, divide(terms.shortage * up * 10n ** 11n, freed * down, 'down'))
}

/**
 * Atoms of a debt that a given amount of an asset pays for, rounded up.
 *
 *   atoms = ⌈asset · 10^(decimalsL - decimalsA) · priceA · multL / (priceL · multA)⌉
 *
 * @source docs/policies/drift-v2.md, eq. 12
 */
export const liabilityForAsset = (assetAtoms: bigint, asset: TokenTerms, liability: TokenTerms): bigint => {
  const [up, down] = powers(liability.decimals - asset.decimals)
  const owed = assetAtoms * up * asset.price * liability.multiplier
  return divide(owed, liability.price * asset.multiplier * down, 'up')
}

/**
 * Atoms of an asset that pay for a given transfer of debt, rounded down, at least one; all that is held when what would differ from it is
 * worth less than one quote unit.
 *
 *   atoms = max(1, ⌊liability · 10^(decimalsA - decimalsL) · priceL · multA / (priceA · multL)⌋)
 *
 * @source docs/policies/drift-v2.md, eq. 13
 */
export const assetForLiability = (
  held: bigint,
  asset: TokenTerms,
  liability: TokenTerms & { readonly transfer: bigint },
): bigint => {
  const [up, down] = powers(asset.decimals - liability.decimals)
  const worth = liability.transfer * up * liability.price * asset.multiplier
  const paid = greatest(1n, divide(worth, asset.price * liability.multiplier * down, 'down'))
  const dust = magnitude(paid - held) * asset.price < QUOTE_ONE * 10n ** BigInt(asset.decimals)
  return dust ? held : paid
}

/** What a swap of an asset into a debt gave, tokens at one scale `one`. */
export interface Swap {
  readonly assetTransfer: bigint
  readonly liabilityTransfer: bigint
}

/**
 * The least debt per asset [1e-6] that a liquidating swap may return, and whether one did.
 *
 *   worst = ⌊priceA · multL / (priceL · multA)⌋       accepted: ⌊liability / asset⌋ >= worst
 *
 * @source docs/policies/drift-v2.md, eq. 14
 */
export const swapBound = (
  { assetTransfer, liabilityTransfer }: Swap,
  asset: Omit<TokenTerms, 'decimals'>,
  liability: Omit<TokenTerms, 'decimals'>,
): { readonly worst: bigint; readonly accepted: boolean } => {
  const worst = divide(asset.price * liability.multiplier * RATE, liability.price * asset.multiplier, 'down')
  const given = assetTransfer === 0n ? 0n : divide(liabilityTransfer * RATE, assetTransfer, 'down')
  return { worst, accepted: given >= worst }
}

/** A debt whose liquidation pays the insurance fund what the shortage leaves room for. */
export interface SpotInsurance {
  readonly shortage: bigint
  /** Atoms owed, and the terms of the debt. */
  readonly owed: bigint
  readonly liability: TokenTerms
  readonly assetWeight: bigint
  readonly assetMultiplier: bigint
  readonly liabilityWeight: bigint
  /** 1e-6. */
  readonly most: bigint
}

/**
 * The insurance fee on a debt [1e-6]: what is left of the margin that its transfer frees, at most `most`, never below 0.
 *
 *   fee = min(most, ⌊(weightL - ⌊weightA · multA / multL⌋ - ⌊shortage / (owed · price)⌋) / weightL⌋)
 *
 * @source docs/policies/drift-v2.md, eq. 15
 */
export const spotInsuranceFee = (terms: SpotInsurance): bigint => {
  const { liability, owed, assetWeight, liabilityWeight } = terms
  if (assetWeight >= liabilityWeight || liability.price === 0n || owed === 0n || liability.multiplier === 0n) return 0n
  const weight = liabilityWeight * WEIGHT_TO_FEE
  const kept = divide(assetWeight * WEIGHT_TO_FEE * terms.assetMultiplier, liability.multiplier, 'down')
  const missing = divide(terms.shortage * RATE * 10n ** BigInt(liability.decimals), owed * liability.price, 'down')
  const left = greatest(0n, weight - kept - missing)
  return least(terms.most, divide(left * RATE, weight, 'down'))
}

/** A power of ten as what multiplies and what divides last. */
const powers = (exponent: number): readonly [bigint, bigint] =>
  exponent >= 0 ? [10n ** BigInt(exponent), 1n] : [1n, 10n ** BigInt(-exponent)]
