export { type AverageSettledGreeks, type AverageSettledTerms, averageSettled } from './average-settlement.ts'
export { type BatesParameters, bates, batesStrip, batesStripGreeks } from './bates.ts'
export { type Black76Terms, black76, black76Price } from './black76.ts'
export { type BsmGreeks, bsm, bsmPrice } from './bsm.ts'
export {
  type Butterfly,
  type LogStrikeStretch,
  butterflyFactor,
  butterflyFactorOf,
  butterflyOf,
  hullWithin,
  leastButterfly,
} from './butterfly.ts'
export { type Calendar, calendarOf } from './calendar.ts'
export { smileDensity, smileProbabilityBelow } from './density.ts'
export {
  type Black76Columns,
  type EuropeanColumns,
  type ValueColumns,
  black76Batch,
  bsmBatch,
} from './european-batch.ts'
export type { EuropeanTerms, OptionKind } from './european-terms.ts'
export {
  type CirFunding,
  type FundingMoments,
  type FundingProcess,
  type OuFunding,
  type StationaryFunding,
  fundingFactor,
  fundingMoments,
  stationaryFunding,
} from './funding-rates.ts'
export { YEAR_MS, type Greeks } from './greeks.ts'
export { type HestonParameters, hestonTransform } from './heston-transform.ts'
export { heston, hestonStrip, hestonStripGreeks, requireHeston } from './heston.ts'
export { type HybridVol, forwardVariance, hybridBlack76, hybridVol } from './hybrid-rates.ts'
export {
  type ForwardEstimate,
  type FutureQuote,
  type ImpliedForward,
  type ParityPair,
  impliedCarry,
  impliedForward,
  parityForward,
} from './implied-forward.ts'
export { type ImpliedVolAnswers, type ImpliedVolColumns, impliedVolBatch } from './implied-vol-batch.ts'
export { type ImpliedVolStatus, IMPLIED_VOL_STATUSES } from './implied-vol-status.ts'
export { type ImpliedVolTerms, bsmImpliedVol, impliedVol } from './implied-vol.ts'
export { type InverseGreeks, inverse } from './inverse.ts'
export {
  type ExponentialJumps,
  type JumpLaw,
  type NormalJumps,
  exponentialJumpLaw,
  normalJumpLaw,
  normalTransform,
  requireExponentialJumps,
  requireNormalJumps,
  withJumps,
} from './jumps.ts'
export { type KouParameters, kou, kouStrip, kouStripGreeks } from './kou.ts'
export { type HedgingCost, type LelandGreeks, leland, lelandNumber, lelandVol } from './leland.ts'
export {
  type MertonParameters,
  type MertonShare,
  merton,
  mertonOfShare,
  mertonStrip,
  mertonStripGreeks,
} from './merton.ts'
export type { OptionMarket, OptionModel, OptionParameter, OptionValue } from './option-model.ts'
export {
  type Appraisal,
  OPTION_MODELS,
  appraiseOption,
  inDeskUnits,
  optionModel,
  valueOption,
} from './option-models.ts'
export { type OuEstimate, type RateRecord, estimateOu } from './ou-estimate.ts'
export {
  type PerpetualQuote,
  type PerpetualTerms,
  type PerpetualVerdict,
  inversePerpetualRatio,
  perpetualParity,
  perpetualRatio,
  stochasticPerpetualRatio,
} from './perpetual-ratio.ts'
export { PricingInputError } from './pricing-input-error.ts'
export { type SmileDynamics, movedSmile, smileDelta } from './smile-dynamics.ts'
export {
  type OptionQuote,
  type QuoteCounts,
  type SmileError,
  type SmileFloor,
  type SmilePoints,
  type SmileQuote,
  type SmileQuotes,
  smileError,
  smileFloor,
  smilePoints,
  smileQuotes,
} from './smile-quotes.ts'
export {
  type EssviParameters,
  type SsviSlice,
  type SsviSurface,
  essviSlices,
  ssviPsiMax,
  ssviSlices,
  sviOfSsvi,
} from './ssvi.ts'
export { fitEssvi, fitSsvi } from './ssvi-fit.ts'
export {
  type FitCandidate,
  type FitLimits,
  type FitRefusal,
  type LastGood,
  type SmileShape,
  type SurfaceSlice,
  FIT_LIMITS,
  fitRefusal,
  keptSlice,
  smileShape,
  surfaceVariance,
} from './surface.ts'
export { type PrincipalMoves, principalMoves } from './surface-moves.ts'
export { type SviFit, type SviFitContext, fitSvi } from './svi-fit.ts'
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
export {
  type Expiry,
  type ExpiryOption,
  type StripColumns,
  type StripGreekColumns,
  type TransformGreeks,
  type TransformModel,
  transformGreeks,
  transformStrip,
  transformStripGreeks,
} from './transform-price.ts'
export type { Transform } from './transform.ts'
