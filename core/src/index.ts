export * as math from './math/index.ts'
export * from './units/index.ts'
export * from './instruments/index.ts'
export * from './accounts/index.ts'
export type {
  BookWalk,
  BookWalkRequest,
  CostEstimate,
  CostModel,
  CostRequest,
  DepthCurve,
  DepthLevel,
  Displacement,
  Fill,
  IndexPrint,
  KnownLiquidity,
  LinearImpact,
  Order,
  OrderUpdate,
  PostOnly,
  ReactionParameters,
  RejectReason,
  SelfTradeRule,
  SkewTrade,
  SourceId,
  SquareRootImpact,
  TimeInForce,
  TimeMs,
} from './market/index.ts'
export {
  bestAsk,
  bestBid,
  bookWalk,
  checkDepth,
  costEstimate,
  decay,
  DepthError,
  errorScale,
  ImpactError,
  linearAverageCost,
  linearPeak,
  linearSizeAt,
  maxSizeWithin,
  mid,
  NO_DISPLACEMENT,
  priceFactor,
  push,
  REFERENCE_BPS,
  skewFillValue,
  squareRootAverageCost,
  squareRootPeak,
  squareRootSizeAt,
  subtractDepth,
} from './market/index.ts'
export * from './pricing/index.ts'
export * from './forecast/index.ts'
export * from './marks/index.ts'
export * from './margin/index.ts'
export * from './watch/index.ts'
export * from './liquidation/index.ts'
export * from './execution/index.ts'
export * from './settlement/index.ts'
export * from './policy/index.ts'
export * from './engine/index.ts'
