/** What a scenario does to volatility: `up` and `down` scale it by the time to expiry. */
export type VolShock = 'up' | 'none' | 'down'

/** Spot times `spot`, volatility shocked as said. */
export interface PmrmScenario {
  readonly spot: number
  readonly vol: VolShock
}

/** Numbers of the portfolio margin; plain fractions, times in days and years as said. */
export interface PmrmParameters {
  /** The forward moves alone by these factors; of the loss counts `add` and `perYear` for each year to expiry. */
  readonly basis: { readonly up: number; readonly down: number; readonly add: number; readonly perYear: number }
  /** Share of spot charged on each unit of perpetual, coin and naked short option. */
  readonly contingency: { readonly perpetual: number; readonly base: number; readonly naked: number }
  readonly confidence: { readonly threshold: number; readonly factor: number }
  /** Added to `initialFactor`: `factor` × what the stable coin lacks to the threshold. */
  readonly depeg: { readonly threshold: number; readonly factor: number }
  readonly initialFactor: number
  /** A value above zero counts `share`·e^(−t·(rateMultiple·max(rate, 0) + add)). */
  readonly discount: { readonly share: number; readonly rateMultiple: number; readonly add: number }
  /** Volatility moves by `up` and `down` at 30 days, times (30 days / time)^power; no time is shorter than `floorDays`. */
  readonly vol: {
    readonly up: number
    readonly down: number
    readonly shortPower: number
    readonly longPower: number
    readonly floorDays: number
  }
  readonly scenarios: readonly PmrmScenario[]
}

const MIDDLE_SPOTS = [1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85]
const SHOCKS: readonly VolShock[] = ['up', 'none', 'down']

/** Seven spots times three volatilities. */
const GRID: readonly PmrmScenario[] = MIDDLE_SPOTS.flatMap((spot) => SHOCKS.map((vol) => ({ spot, vol })))

/** The numbers of the protocol's own test suite. @source lyra-finance/v2-core at d69b557, test/risk-managers/unit-tests/PMRM */
export const PMRM_TESTED: PmrmParameters = {
  basis: { up: 1.05, down: 0.95, add: 0.25, perYear: 0.01 },
  contingency: { perpetual: 0.02, base: 0.02, naked: 0.01 },
  confidence: { threshold: 0.6, factor: 0.5 },
  depeg: { threshold: 0.98, factor: 2 },
  initialFactor: 1.3,
  discount: { share: 0.95, rateMultiple: 4, add: 0.05 },
  vol: { up: 0.45, down: 0.3, shortPower: 0.3, longPower: 0.13, floorDays: 1 },
  scenarios: GRID,
}

/** What was deployed. @source derivexyz/v2-core, scripts/config-mainnet.sol at 037ee3a, getPMRMParams and getDefaultScenarios */
export const PMRM_MAINNET: PmrmParameters = {
  basis: { up: 1.05, down: 0.95, add: 1, perYear: 1.2 },
  contingency: { perpetual: 0.03, base: 0.03, naked: 0.02 },
  confidence: { threshold: 0.55, factor: 1 },
  depeg: { threshold: 0.99, factor: 4 },
  initialFactor: 1.25,
  discount: { share: 0.95, rateMultiple: 1, add: 0.12 },
  vol: { up: 0.6, down: 0.3, shortPower: 0.3, longPower: 0.13, floorDays: 1 },
  scenarios: [{ spot: 1.2, vol: 'up' }, ...GRID, { spot: 0.8, vol: 'up' }],
}
