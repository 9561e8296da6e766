export type {
  BankruptcyPrice,
  BorrowRule,
  CollateralRule,
  ConcentrationStep,
  Contribution,
  Health,
  LadderRung,
  LevelHealth,
  LevelName,
  MarginRules,
  MarkPrices,
  PortfolioRule,
  Measure,
  Rung,
  Threshold,
  ThresholdQuery,
  Thresholds,
  Tier,
  TierTable,
} from './types.ts'
export { defineTiers, requirement, tierAt, TierError } from './tiers.ts'
export type { TierRow } from './tiers.ts'
export { defineRules, RulesError } from './rules.ts'
export type { RulesDeclaration } from './rules.ts'
export { worth, fullWorth, MissingMarkError, UncoveredHoldingError } from './worth.ts'
export { netsOf, profitOf } from './nets.ts'
export type { Nets } from './nets.ts'
export { debtRequirement, loanToValue, owesLoan, ratesOfLoanToValue } from './loans.ts'
export type { LoanToValue } from './loans.ts'
export { exposure, worstSize, positionRequirement } from './exposure.ts'
export { measure, equityOf, breaches, missingMark } from './measure.ts'
export { inPortfolio, portfolioRequirements } from './portfolio.ts'
export { health } from './health.ts'
export { thresholds, slack, LinkError } from './thresholds.ts'
export { bankruptcyPrice, bankruptcyPrices } from './bankruptcy.ts'
export { bankruptcyQuote, marginSplit, priceAtShare, zeroPrice } from './bankruptcy-quote.ts'
export type { BankruptcyQuote, Closing, MarginSplit } from './bankruptcy-quote.ts'
export { ladder } from './ladder.ts'
export * from './models/index.ts'
