/** Bits of a leg's sides: on which side a move of its mark can lower the account's slack. */
export const FALLS = 1
export const RISES = 2

/** Legs that the screen has room for; an account with more is always looked at exactly. */
export const LEGS_MAX = 8

/** A term of equity, `value · x`, and the notional `size · x` (of a leg in a coin: `size`) that the rows of its market rate. */
export interface FoldedLeg {
  readonly market: number
  readonly value: number
  readonly size: number
  /** While low <= mark <= high no open order of the leg loses against the mark. */
  readonly low: number
  readonly high: number
  /** FALLS and RISES: on which side a move of the mark can lower the account's slack, or make an order lose. */
  readonly sides: number
}

/** The one coin in which positions settle, if any: net coin atoms = cash + Σ of its legs, worth scale · price[at] each. */
export interface FoldedCoin {
  readonly cash: number
  readonly scale: number
  /** What one unit of debt takes off the slack: itself and what owing it requires. */
  readonly owed: number
  readonly at: number
  /** Coin atoms that exact rounding can move. */
  readonly dust: number
  readonly legs: readonly FoldedLeg[]
}

/** An account as the few floats that the screen reads. `dust`: numeraire atoms that exact rounding can move. */
export interface Folded {
  readonly multiple: number
  readonly cash: number
  readonly dust: number
  /** What one unit of numeraire debt takes off the slack. */
  readonly owed: number
  readonly ordered: boolean
  /** Positions that settle in the numeraire. */
  readonly traded: readonly FoldedLeg[]
  /** Other assets than the numeraire and the coin. */
  readonly held: readonly FoldedLeg[]
  readonly coin: FoldedCoin | null
}
