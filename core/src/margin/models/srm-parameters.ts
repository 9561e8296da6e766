/** Numbers of the standard margin for one market; shares of notional or spot, plain fractions. */
export interface SrmParameters {
  /** Share of perpetual notional. */
  readonly perpetual: { readonly initial: number; readonly maintenance: number }
  readonly option: {
    /** What a written option at the money requires of spot at the initial level, and the least that one far out of it does. */
    readonly spotMost: number
    readonly spotLeast: number
    /** Shares at maintenance: of spot for a call and a put, of its value for a put. */
    readonly callSpot: number
    readonly putSpot: number
    readonly putValue: number
    /** The initial charge of a put is at least this multiple of its maintenance charge. */
    readonly putOverMaintenance: number
    /** Multiples of the forward that each call requires which nothing covers above the highest strike. */
    readonly unpaired: { readonly initial: number; readonly maintenance: number }
  }
  /** Share of the value of coins held that counts at maintenance; at the initial level `initialScale` of that. */
  readonly base: { readonly share: number; readonly initialScale: number }
  /** Confidence under which a part is charged `factor` times what is lacking to 1. */
  readonly confidence: {
    readonly perpetual: number
    readonly option: number
    readonly base: number
    readonly factor: number
  }
  /** Price of the stable coin under which risk is charged `factor` times what is lacking. */
  readonly depeg: { readonly threshold: number; readonly factor: number }
}

/** The numbers of the protocol's own test suite. @source lyra-finance/v2-core at d69b557, test/risk-managers/unit-tests/SRM */
export const SRM_TESTED: SrmParameters = {
  perpetual: { initial: 0.065, maintenance: 0.05 },
  option: {
    spotMost: 0.15,
    spotLeast: 0.1,
    callSpot: 0.075,
    putSpot: 0.075,
    putValue: 0.075,
    putOverMaintenance: 1.05,
    unpaired: { initial: 1.2, maintenance: 1.1 },
  },
  base: { share: 0.1, initialScale: 1 },
  confidence: { perpetual: 0.4, option: 0.4, base: 0.4, factor: 0.4 },
  depeg: { threshold: 0.98, factor: 1.2 },
}

/** What was deployed for ETH. @source derivexyz/v2-core, scripts/config-mainnet.sol at 037ee3a, getSRMParams */
export const SRM_MAINNET_ETH: SrmParameters = {
  perpetual: { initial: 0.1, maintenance: 0.065 },
  option: {
    spotMost: 0.15,
    spotLeast: 0.13,
    callSpot: 0.09,
    putSpot: 0.09,
    putValue: 0.09,
    putOverMaintenance: 1.05,
    unpaired: { initial: 1.2, maintenance: 1.1 },
  },
  base: { share: 0.8, initialScale: 0.9375 },
  confidence: { perpetual: 0.55, option: 0.55, base: 0.55, factor: 1 },
  depeg: { threshold: 0.99, factor: 2 },
}

/** What was deployed for BTC: as for ETH but for the coin itself. @source as SRM_MAINNET_ETH */
export const SRM_MAINNET_BTC: SrmParameters = { ...SRM_MAINNET_ETH, base: { share: 0.75, initialScale: 0.93 } }
