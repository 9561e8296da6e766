import type { Adapter } from './adapter.ts'
import { almgrenFrontierCase, almgrenImpactCase, almgrenMainCase, almgrenTrajectoryCase } from './almgren.ts'
import { bankruptcyPriceSingleCase } from './bankruptcy-price-single.ts'
import { cappedProRataCase, proRataHaircutCase } from './capped-pro-rata.ts'
import { black76Case, bsmCase, haugGreekCase, haugPriceCase } from './closed-forms.ts'
import { driftBankruptcyCase, driftDepositCase, driftFundingCase } from './drift-losses.ts'
import { driftFeeRampCase, driftInsuranceCase, driftPortionCase, driftSizeCase } from './drift-perp.ts'
import {
  driftAssetCase,
  driftImpliedCase,
  driftLiabilityCase,
  driftSpotInsuranceCase,
  driftSwapCase,
} from './drift-spot.ts'
import { driftStepsCase } from './drift-steps.ts'
import { dydxBlockFillsCase } from './dydx-block-fills.ts'
import { dydxBlockBudgetCase, dydxPositionLimitCase, dydxTickCase } from './dydx-limits.ts'
import {
  dydxBankruptcyCase,
  dydxCloseDeltaCase,
  dydxFillableCase,
  dydxInsuranceCase,
  dydxTriggerCase,
} from './dydx-margin.ts'
import { crossingCase, touchCase } from './first-passage.ts'
import {
  batesCase,
  hestonGridCase,
  hestonPublishedCase,
  kouGridCase,
  kouPublishedCase,
  mertonGridCase,
  mertonPublishedCase,
} from './fourier-models.ts'
import {
  hawkesBivariateCase,
  hawkesExponentialCase,
  hawkesMomentsCase,
  hawkesNoEventsCase,
  hawkesPowerCase,
} from './hawkes.ts'
import { impliedVolCase, impliedVolRejectCase } from './implied-vol.ts'
import { closeNotionalCase } from './partial-close-sizing.ts'
import {
  flagRewardCase,
  keeperRewardCase,
  liquidationWindowCase,
  liquidationWindowSkewCase,
  skewFillPnlCase,
} from './synthetix.ts'
import { proRataVsTargetedCase } from './continuation.ts'
import { maxSpreadCase, triggerSingleCase } from './fillable-spread.ts'
import { limitPriceKeepingShareCase } from './limit-keeping-share.ts'
import { paradexMinShareCase, paradexShareCase } from './paradex-share.ts'
import {
  initHealthCase,
  negPnlOrBankruptcyCase,
  perpBaseOrPnlCase,
  threeHealthsCase,
  tokenForTokenCase,
  tokenForTokenStableCase,
} from './mango.ts'
import { rapSharesCase } from './rap-shares.ts'
import { sviJwButterflyCase, sviJwCase, sviNegativeIntervalCase, sviSliceCase } from './svi.ts'
import {
  deriveBidPriceCase,
  deriveDiscountCase,
  deriveInsolventCashCase,
  deriveInsolventPriceCase,
  deriveSolventBidCase,
  deriveWithdrawLockCase,
} from './derive-auction.ts'
import { deriveBufferCase } from './derive-buffer.ts'
import { deriveAuctionCase, derivePmrmCase, deriveSrmCase } from './derive-margin.ts'
import { firmForwardCase, firmInverseCase, firmPublishedCase } from './structural-model.ts'
import { tierStepDownCase } from './tier-step-down.ts'
import {
  ewmaStepCase,
  garchFitCase,
  garchSeriesCachedCase,
  garchSeriesCase,
  garchStepCase,
  varEsNormalCase,
  varEsStudentTCase,
} from './volatility.ts'

/** Every form of vector that core computes. A form that is missing here is skipped and counted. */
export const adapters: readonly Adapter[] = [
  closeNotionalCase,
  cappedProRataCase,
  proRataHaircutCase,
  rapSharesCase,
  bankruptcyPriceSingleCase,
  tierStepDownCase,
  liquidationWindowCase,
  liquidationWindowSkewCase,
  skewFillPnlCase,
  keeperRewardCase,
  flagRewardCase,
  paradexShareCase,
  paradexMinShareCase,
  triggerSingleCase,
  maxSpreadCase,
  limitPriceKeepingShareCase,
  proRataVsTargetedCase,
  dydxTriggerCase,
  dydxBankruptcyCase,
  dydxCloseDeltaCase,
  dydxFillableCase,
  dydxInsuranceCase,
  dydxTickCase,
  dydxBlockBudgetCase,
  dydxPositionLimitCase,
  dydxBlockFillsCase,
  perpBaseOrPnlCase,
  threeHealthsCase,
  tokenForTokenCase,
  tokenForTokenStableCase,
  initHealthCase,
  negPnlOrBankruptcyCase,
  deriveDiscountCase,
  deriveSolventBidCase,
  deriveBidPriceCase,
  deriveBufferCase,
  deriveInsolventPriceCase,
  deriveInsolventCashCase,
  deriveWithdrawLockCase,
  deriveSrmCase,
  derivePmrmCase,
  deriveAuctionCase,
  black76Case,
  bsmCase,
  haugPriceCase,
  haugGreekCase,
  mertonPublishedCase,
  mertonGridCase,
  kouPublishedCase,
  kouGridCase,
  hestonPublishedCase,
  hestonGridCase,
  batesCase,
  impliedVolCase,
  impliedVolRejectCase,
  sviSliceCase,
  sviNegativeIntervalCase,
  sviJwCase,
  sviJwButterflyCase,
  touchCase,
  crossingCase,
  firmForwardCase,
  firmInverseCase,
  firmPublishedCase,
  almgrenMainCase,
  almgrenTrajectoryCase,
  almgrenFrontierCase,
  almgrenImpactCase,
  hawkesExponentialCase,
  hawkesNoEventsCase,
  hawkesPowerCase,
  hawkesBivariateCase,
  hawkesMomentsCase,
  ewmaStepCase,
  garchStepCase,
  garchSeriesCachedCase,
  garchSeriesCase,
  garchFitCase,
  varEsNormalCase,
  varEsStudentTCase,
  driftSizeCase,
  driftInsuranceCase,
  driftPortionCase,
  driftFeeRampCase,
  driftLiabilityCase,
  driftImpliedCase,
  driftAssetCase,
  driftSpotInsuranceCase,
  driftSwapCase,
  driftFundingCase,
  driftDepositCase,
  driftBankruptcyCase,
  driftStepsCase,
]
