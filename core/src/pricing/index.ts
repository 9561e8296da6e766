export { type AverageSettledGreeks, type AverageSettledTerms, averageSettled } from './average-settlement.ts'
export { type Black76Terms, black76, black76Price } from './black76.ts'
export { type BsmGreeks, bsm, bsmPrice } from './bsm.ts'
export {
  type Butterfly,
  type MoneynessStretch,
  butterflyFactor,
  butterflyFactorOf,
  butterflyOf,
  hullWithin,
  leastButterfly,
} from './butterfly.ts'
export {
  type Black76Columns,
  type EuropeanColumns,
  type ValueColumns,
  black76Batch,
  bsmBatch,
} from './european-batch.ts'
export type { EuropeanTerms, OptionKind } from './european-terms.ts'
export type { Greeks } from './greeks.ts'
export { type ImpliedVolAnswers, type ImpliedVolColumns, impliedVolBatch } from './implied-vol-batch.ts'
export { type ImpliedVolStatus, IMPLIED_VOL_STATUSES } from './implied-vol-status.ts'
export { type ImpliedVolTerms, bsmImpliedVol, impliedVol } from './implied-vol.ts'
export { type InverseGreeks, inverse } from './inverse.ts'
export { type HedgingCost, type LelandGreeks, leland, lelandNumber, lelandVol } from './leland.ts'
export type { OptionMarket, OptionModel, OptionParameter, OptionValue } from './option-model.ts'
export { OPTION_MODELS, optionModel, valueOption } from './option-models.ts'
export { PricingInputError } from './pricing-input-error.ts'
export { type SviJumpWings, jumpWingsOf, repairedJumpWings, sviOfJumpWings } from './svi-jw.ts'
export {
  type SviSlice,
  type VarianceJet,
  requireSvi,
  sviJet,
  sviLeastVariance,
  sviScaled,
  sviVariance,
  sviVol,
  sviWings,
} from './svi.ts'
