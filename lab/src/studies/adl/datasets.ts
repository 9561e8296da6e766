/** Datasets of the study, relative to the data folder. */
export const DATASETS = {
  waves: 'hyperliquid-adl-2025-10-10/adl_waves_policy_metrics.csv',
  badDebt: 'hyperliquid-adl-2025-10-10/adl_waves_bad_debt.csv',
  gaps: 'hyperliquid-adl-2025-10-10/adl_waves_coin_gap.csv',
  shocks: 'hyperliquid-adl-2025-10-10/shocks_deficit_vs_capacity.csv',
  accounts: 'hyperliquid-adl-2025-10-10/adl_by_account.csv.gz',
  coins: 'hyperliquid-adl-2025-10-10/adl_by_coin.csv',
  seconds: 'hyperliquid-adl-2025-10-10/cascade_timeline_by_second.csv',
  published: 'hyperliquid-adl-2025-10-10/headline_numbers.json',
} as const

/** The first liquidation, from which the seconds of the timeline count: 2025-10-10 21:15:03.127 UTC. */
export const FIRST_LIQUIDATION_MS = 1_760_130_903_127
