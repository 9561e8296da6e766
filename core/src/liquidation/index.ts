export type {
  Action,
  ActionStrategy,
  Allocation,
  AllocationStrategy,
  Before,
  BeforeStrategy,
  Budget,
  Direction,
  DirectionStrategy,
  Draft,
  DraftLeg,
  EpisodeMemory,
  Exit,
  ExitStrategy,
  Grant,
  HeldSize,
  LimitStrategy,
  LiquidationView,
  Lock,
  LockStrategy,
  LockView,
  Outcome,
  Pace,
  Paced,
  PacingStrategy,
  Parameters,
  ParameterSchema,
  ParameterShape,
  Path,
  MarketWindow,
  PenaltyAccrual,
  PenaltyTerms,
  PenaltyStrategy,
  Problem,
  Proposal,
  QueueStrategy,
  Reason,
  Receiver,
  RecentClose,
  Remembered,
  Sized,
  SizingStrategy,
  Stage,
  StagePenalty,
  Trigger,
  TriggerStrategy,
  UntouchedAccount,
  Verdict,
  Wake,
} from './types.ts'
export { accrue } from './accrual.ts'
export { untouchedAt, untouchedNow, withCash } from './untouched.ts'
export { actions } from './actions/index.ts'
export { allocations } from './allocations/index.ts'
export { befores } from './befores/index.ts'
export { directions } from './directions/index.ts'
export { exits } from './exits/index.ts'
export { limits } from './limits/index.ts'
export { locks } from './locks/index.ts'
export { insolvencyLocks } from './locks/insolvent-requirement.ts'
export type { InsolventCost } from './locks/insolvent-requirement.ts'
export { pacings } from './pacings/index.ts'
export { penalties } from './penalties/index.ts'
export { queues } from './queues/index.ts'
export { sizings } from './sizings/index.ts'
export { closeNotional } from './close-notional.ts'
export type { ClosingAnswer, ClosingImpact, ClosingProblem } from './close-notional.ts'
export { triggers } from './triggers/index.ts'
export { auctioned, bufferedMultiple } from './auction-view.ts'
export { bidOnPortfolio } from './portfolio-auction.ts'
export type { AuctionMargins, PortfolioBid, PortfolioBidTerms } from './portfolio-auction.ts'
export {
  auctionFactor,
  bidPrice,
  bufferMargin,
  insolventBidCash,
  insolventBidPrice,
  maxProportion,
  sliceTerms,
  solventBid,
} from './dutch-auction.ts'
export type {
  AuctionClock,
  Auctioned,
  AuctionPhases,
  BidTerms,
  ExactShare,
  OnSale,
  SliceTerms,
  SolventBid,
} from './dutch-auction.ts'
export { cutAndSettle } from './cut-and-settle.ts'
export type { CutAndSettle, CutAndSettled } from './cut-and-settle.ts'
export { tokenForToken } from './token-for-token.ts'
export type { TokenExchange, TokenForToken } from './token-for-token.ts'
export { afterShare, leastShare } from './sizings/share-step.ts'
export type { AfterShare, ShareTerms } from './sizings/share-step.ts'
export { keepSharePrice, keptEquity } from './limits/keep-share.ts'
export { fillableSpread } from './fillable-spread.ts'
export type { FillableSpread } from './fillable-spread.ts'
export { windowCapacity, windowLeft } from './allocations/market-window.ts'
export type { WindowTerms } from './allocations/market-window.ts'
export { windowSteps } from './window-steps.ts'
export type { WindowRequest } from './window-steps.ts'
export { flagReward, keeperReward, rawFlagReward } from './keeper-reward.ts'
export type { Flagged, RewardTerms } from './keeper-reward.ts'
export { hasRisk, reducibleLots, ways } from './holdings.ts'
export { isPlain, wakeOfAny } from './wake.ts'
export { numeraireAtoms, NumeraireUnitError } from './numeraire-unit.ts'
export { advance, due, enters } from './advance.ts'
export type { Due } from './advance.ts'
export {
  afterAction,
  afterCancel,
  afterClose,
  afterFill,
  afterFreed,
  afterNoTaker,
  afterReserved,
  afterSeizure,
  afterTaken,
  afterUnfilled,
  enterStage,
  RECENT_MS,
  startMemory,
} from './memory.ts'
export { simulateTrade } from './simulate-trade.ts'
export type { SimulatedTrade } from './simulate-trade.ts'
export { fullCloseEstimate } from './full-close-estimate.ts'
export type { FullClose } from './full-close-estimate.ts'
export { exposurePerLot, exposuresOf, scenarioLoss, worstLoss } from './scenario-loss.ts'
export type { Exposures, ShockGrid } from './scenario-loss.ts'
export { inStep, legsOfParts } from './in-step.ts'
export { noRiskier } from './no-riskier.ts'
export type { LegPart, NoRiskier } from './in-step.ts'
export { penaltyOnNotional } from './penalty-rate.ts'
export { legsNotional, grossNotional } from './positions.ts'
export { accountBlockBudget, positionBlockLimit } from './block-limits.ts'
export type { BlockBudget, Left, PositionLimit } from './block-limits.ts'
export { inQuoteUnits, roundToTick } from './tick-rounding.ts'
export type { TickGrid } from './tick-rounding.ts'
export { fillablePrice } from './limits/fillable-price.ts'
export type { FillableTerms } from './limits/fillable-price.ts'
export { baseToCover } from './sizings/cover-shortage.ts'
export { maxPortion } from './pacings/freed-ramp.ts'
export type { Ramp, RampedShortage } from './pacings/freed-ramp.ts'
export { rampedFee } from './penalties/fee-ramp.ts'
export type { FeeRamp } from './penalties/fee-ramp.ts'
export { insuranceFeeRate } from './penalties/insurance-fee.ts'
export { bufferedShortage } from './buffered-shortage.ts'
export type { ShortMarket } from './short-market.ts'
export {
  assetForLiability,
  liabilityForAsset,
  liabilityToCover,
  spotInsuranceFee,
  swapBound,
} from './spot-liability.ts'
export type { CoverLiability, SpotInsurance, Swap, TokenTerms } from './spot-liability.ts'
export { isRecord, DECIMAL_PATTERN, ParameterError } from './parameters.ts'
export { laws, checkLaw } from './laws/index.ts'
export type { Law } from './laws/index.ts'
