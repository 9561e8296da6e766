import type { AssetId, Ratio } from '../units/index.ts'

export type { AssetId } from '../units/index.ts'

/** Name of an instrument, such as `BTC-PERP`. */
export type InstrumentId = string

/** An asset: `10^decimals` atoms make one unit. 0 to 18 decimals. */
export interface Asset {
  readonly id: AssetId
  readonly decimals: number
}

/** An exact positive fraction. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

interface Traded {
  readonly id: InstrumentId
  readonly base: AssetId
  readonly quote: AssetId
  /** Asset in which value, profit and fees arise. */
  readonly settle: AssetId
  /** Quote units per base unit of one tick; 1e-18. */
  readonly tickSize: Ratio
}

/** Exchange of base for quote. A size is in lots of base; its value is in quote. */
export interface Spot extends Traded {
  readonly kind: 'spot'
  /** Base atoms of one lot. */
  readonly lotAtoms: bigint
  /** Settlement atoms per tick and lot. */
  readonly scale: Fraction
}

/** Perpetual whose value is size × price in the settlement asset. */
export interface LinearPerpetual extends Traded {
  readonly kind: 'linear-perpetual'
  /** Base units of one lot; 1e-18. */
  readonly lotSize: Ratio
  readonly scale: Fraction
}

/** Perpetual whose contract is worth a fixed quote amount and settles in the base coin: value = -size × face / price. */
export interface InversePerpetual extends Traded {
  readonly kind: 'inverse-perpetual'
  /** Quote units of one lot (the contract's face value); 1e-18. */
  readonly lotSize: Ratio
  /** Settlement atoms × ticks per lot. */
  readonly scale: Fraction
}

/** Linear future that settles at `expiry`. */
export interface DatedFuture extends Traded {
  readonly kind: 'dated-future'
  readonly lotSize: Ratio
  readonly scale: Fraction
  /** Milliseconds since 1970-01-01 UTC. */
  readonly expiry: number
}

export type Instrument = Spot | LinearPerpetual | InversePerpetual | DatedFuture
