export type {
  CollateralRule,
  Contribution,
  Health,
  LevelHealth,
  LevelName,
  MarginRules,
  MarkPrices,
  Measure,
  Threshold,
  Thresholds,
  Tier,
  TierTable,
} from './types.ts'
