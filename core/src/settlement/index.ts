export type { AdlAllocation, AdlCandidate, AdlRequest, AdlRule, Cause, Movement } from './types.ts'
export { SettlementError } from './settlement-error.ts'
export { balanced } from './balance.ts'
export type { BalanceCheck, Residual } from './balance.ts'
export {
  burnMovement,
  cashMovement,
  chargeOn,
  feeMovement,
  forfeitMovement,
  penaltyMovement,
  fundPayment,
} from './cash.ts'
export type { Burn, CashTransfer, Fee, Forfeit, FundPayment, Penalty } from './cash.ts'
export { splitFee } from './fee-split.ts'
export type { Coverage, FeePart, FeeReceiver, FeeShare } from './fee-split.ts'
export { fillMovement } from './fill.ts'
export type { FillRequest } from './fill.ts'
export { takeoverMovement, adlMovement } from './handover.ts'
export type { Deleveraging, Takeover } from './handover.ts'
export { insuranceFundDelta } from './insurance.ts'
export type { InsuredFill } from './insurance.ts'
export { fundingMovement } from './funding.ts'
export type { FundingRequest } from './funding.ts'
export { expiryMovement } from './expiry.ts'
export type { ExpiryRequest } from './expiry.ts'
export { socialise, socialisedMovement } from './socialise.ts'
export type { Bearer, LossShare, SocialisedLoss } from './socialise.ts'
export {
  fundedLossMovement,
  fundingRateDelta,
  holderCost,
  lossPerBaseUnit,
  openInterest,
  sharesByOpenInterest,
} from './socialise-funding.ts'
export type { FundedLoss, Holder } from './socialise-funding.ts'
export { depositIndexDelta } from './socialise-deposits.ts'
export type { DepositLoss } from './socialise-deposits.ts'
export { seizureMovement } from './seizure.ts'
export type { Seizure } from './seizure.ts'
export { insuranceCover, settleNegativeProfit } from './waterfall/index.ts'
export type { InsuranceClaim, InsuranceCover, LossSettled, NegativeProfit } from './waterfall/index.ts'
export {
  ADL_RULES,
  adlRule,
  AdlRuleError,
  cappedProRata,
  CappedProRataError,
  rapShares,
  RapError,
} from './adl/index.ts'
export type { CappedProRata, CappedProRataRequest, LeverageRisk, RapRequest } from './adl/index.ts'
export { continuation } from './adl/index.ts'
export type { Continued } from './adl/index.ts'
export { drawn, largestHolding, leftAfter } from './waterfall/index.ts'
export type { Payer } from './waterfall/index.ts'
export { interestMovement, nextIndex } from './interest.ts'
export type { InterestRequest } from './interest.ts'
export { borrowRate, rateFor } from './borrow-curve.ts'
export type { BorrowCurve } from './borrow-curve.ts'
