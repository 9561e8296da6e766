export { ModelInputError } from './model-input-error.ts'
export {
  countedProfit,
  effectiveBalance,
  mangoHealth,
  mirroredWeights,
  plainToken,
  scaledHealth,
  threeHealths,
  unsettledProfit,
  weighedProfit,
} from './mango.ts'
export type { MangoLevel, ThreeHealths, Weighed, WeighedPerpetual, WeighedToken, Weights } from './mango.ts'
export type { ForwardMoment, OptionHolding } from './option-holdings.ts'
export { pmrmMargin } from './pmrm.ts'
export type { PmrmLoss, PmrmMargin, PmrmWorst } from './pmrm.ts'
export { PMRM_MAINNET, PMRM_TESTED } from './pmrm-parameters.ts'
export type { PmrmParameters, PmrmScenario, VolShock } from './pmrm-parameters.ts'
export { keptPortfolio } from './pmrm-portfolio.ts'
export type { PmrmExpiry, PmrmPortfolio } from './pmrm-portfolio.ts'
export { srmMargin } from './srm.ts'
export type { SrmContribution, SrmMargin } from './srm.ts'
export { SRM_MAINNET_BTC, SRM_MAINNET_ETH, SRM_TESTED } from './srm-parameters.ts'
export type { SrmParameters } from './srm-parameters.ts'
export type { SrmExpiry, SrmMarket, SrmPortfolio } from './srm-portfolio.ts'
