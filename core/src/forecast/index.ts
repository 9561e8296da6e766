export { type Baseline, baselineCount, ratesOf, withRates } from './baseline.ts'
export { brierDecomposition, isotonicBlocks, reliabilityCurve } from './calibration.ts'
export type { BrierDecomposition, ForecastOutcome, ReliabilityBin } from './calibration.ts'
export { type ComparisonTerms, type LossComparison, type LossPair, dieboldMariano } from './diebold-mariano.ts'
export { DRIFT_CAP, type DriftForecast, cappedDrift } from './drift-cap.ts'
export { type WeightedLosses, empiricalTailRisk, harrellDavis, weightedTailRisk } from './empirical-tail.ts'
export { type EventTimes, eventsBefore } from './event-times.ts'
export {
  type EwmaStep,
  type TwoSpeeds,
  decayOfHalfLife,
  ewmaStep,
  ewmaVariances,
  fitEwmaDecay,
  twoSpeedVol,
} from './ewma.ts'
export {
  type AssetVariance,
  type FilteredHistory,
  type FilteredPlan,
  ewmaAsGarch,
  filteredPaths,
  standardised,
} from './filtered-historical.ts'
export {
  distanceInSigmas,
  touchLogProbabilityGbm,
  touchProbabilitiesGbm,
  touchProbabilityGbm,
} from './first-passage-gbm.ts'
export type { GbmDynamics, LevelWithin } from './first-passage-gbm.ts'
export { passageKou } from './first-passage-kou.ts'
export type { KouPassage } from './first-passage-kou.ts'
export { ForecastInputError } from './forecast-input-error.ts'
export { type GarchFit, fitGarch, garchLogLikelihood } from './garch-fit.ts'
export {
  type Garch,
  type GarchState,
  garchCost,
  garchLongRun,
  garchStep,
  garchVarianceOver,
  garchVols,
} from './garch.ts'
export {
  type HarDesign,
  type HarFit,
  type HarSeries,
  type KnownPeriods,
  fitHar,
  harDesign,
  harForecast,
} from './har.ts'
export { type BivariateFit, type BivariateFitTerms, fitBivariateHawkes } from './hawkes-bivariate-fit.ts'
export {
  type BivariateHawkesLaw,
  type MarkedEvents,
  type Two,
  bivariateCompensator,
  bivariateIntensity,
  bivariateLogLikelihood,
  spectralRadius,
} from './hawkes-bivariate.ts'
export { type HawkesFit, type HawkesFitTerms, fitHawkes, fitPoisson } from './hawkes-fit.ts'
export type { Interval } from './hawkes-information.ts'
export { type BinnedHawkes, type HawkesMoments, hawkesMoments } from './hawkes-moments.ts'
export {
  type PowerHawkesLaw,
  powerBranchingRatio,
  powerCompensator,
  powerIntensity,
  powerLogLikelihood,
} from './hawkes-power.ts'
export { simulateHawkes } from './hawkes-simulate.ts'
export {
  type HawkesLaw,
  type TimeWindow,
  branchingRatio,
  hawkesCompensator,
  hawkesIntensity,
  hawkesLogLikelihood,
} from './hawkes.ts'
export { horizonVol } from './horizon-vol.ts'
export { kouLogDrift, totalVol } from './kou-dynamics.ts'
export type { KouDynamics } from './kou-dynamics.ts'
export { liquidationRisk } from './liquidation-risk.ts'
export type { ClosingTerms, LeveragedPosition, LiquidationRisk, PriceDynamics } from './liquidation-risk.ts'
export * from './monitor/index.ts'
export {
  type FlowRows,
  type IntegratedFlow,
  type LinearForecast,
  integratedFlow,
  linearForecast,
  ridge,
} from './multi-level-ofi.ts'
export {
  LEARNING_STEPS,
  type LearningSteps,
  type OnlineLogistic,
  learnOutcome,
  logLoss,
  logit,
  onlineLogistic,
  probabilityOf,
} from './online-logistic.ts'
export { type BookLevels, addOrderFlow, bookLevels, queueImbalance } from './order-flow-imbalance.ts'
export { type ParetoTail, fitParetoTail, paretoTailRisk } from './pareto-tail.ts'
export * from './paths/index.ts'
export { meanQlike, qlike, qlikeLosses } from './qlike.ts'
export { type RealisedVariance, realisedVariance } from './realised.ts'
export { deviationsFor, ruinWhileClosing, ruinWithJumps, stretchesOf } from './ruin-schedule.ts'
export type { ClosingAccount, HoldingStretch, JumpRisk } from './ruin-schedule.ts'
export { type RunningScale, inDeviations, runningScale, takeIntoScale } from './running-scale.ts'
export * from './schedules/index.ts'
export { type SlottedVariances, hourOfWeek, seasonalFactors } from './seasonality.ts'
export {
  type LossLaw,
  type ShortfallNull,
  type ShortfallNullSample,
  type ShortfallRecord,
  type ShortfallStatistics,
  shortfallNull,
  shortfallStatistics,
  simulatedCritical,
  simulatedPValue,
} from './shortfall-backtests.ts'
export { firmBehind, firmRisk } from './structural.ts'
export type { Firm, FirmRisk, SeenFirm } from './structural.ts'
export { type StudentTTail, type TailRisk, normalTailRisk, studentTTailRisk, unitStudentTTailRisk } from './tails.ts'
export { type TimeChange, exponentialTest, timeChangeTest } from './time-change.ts'
export { type BreachCount, type BreachTests, type RatioTest, christoffersen, kupiec } from './var-backtests.ts'
