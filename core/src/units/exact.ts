declare const dimension: unique symbol

/** An exact integer of one dimension. The brand names the dimension; the specification of the asset or instrument gives the scale. */
export type Exact<D extends string> = bigint & { readonly [dimension]: D }

/** Smallest units of one asset; the asset's specification says how many decimals. Negative = debt or outflow. */
export type Atoms = Exact<'atoms'>

/** Signed size in lots of one instrument: long > 0, short < 0; in an order or a book level always > 0. */
export type Lots = Exact<'lots'>

/** Price in ticks of one instrument, always > 0. */
export type Ticks = Exact<'ticks'>

/** Dimensionless ratio in units of 1e-18. */
export type Ratio = Exact<'ratio'>

/** @returns `value` as atoms; the caller states by this call that the integer is in atoms. */
export const atoms = (value: bigint): Atoms => value as Atoms

/** @returns `value` as lots. */
export const lots = (value: bigint): Lots => value as Lots

/** @returns `value` as ticks. */
export const ticks = (value: bigint): Ticks => value as Ticks

/** @returns `value`, already scaled by 1e18, as a ratio. */
export const ratio = (value: bigint): Ratio => value as Ratio

export const NO_ATOMS: Atoms = atoms(0n)
export const NO_LOTS: Lots = lots(0n)

/** One, as a ratio (1e18). */
export const RATIO_ONE: Ratio = ratio(10n ** 18n)
