import type { Atoms, Ratio, Ticks } from '@ebbline/core'

/** An account under the keeper stage of the preset `drift-v2`, with the parameters of a case. Base in 1e-9, quote and prices in 1e-6. */
export interface KeeperCase {
  readonly collateral: Atoms
  /** Signed. */
  readonly size: bigint
  /** What the position has cost so far, below zero for a long one. */
  readonly quoteEntry: Atoms
  readonly openBids: bigint
  /** Margin of having orders at all. */
  readonly orderMargin: Atoms
  readonly price: Ticks
  readonly stepSize: bigint
  readonly maintenanceRate: Ratio
  /** Decimal texts of the policy's parameters. */
  readonly buffer: string
  readonly keeperFee: string
  readonly insuranceMost: string
  readonly initial: string
  readonly durationSlots: number
  /** One call of a keeper each: when, and the most base that it takes. */
  readonly steps: readonly { readonly slot: number; readonly most: bigint }[]
}
