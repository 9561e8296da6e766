export type {
  DepthCurve,
  DepthLevel,
  Fill,
  IndexPrint,
  Order,
  OrderId,
  OrderUpdate,
  PostOnly,
  RejectReason,
  SelfTradeRule,
  Side,
  SourceId,
  TimeInForce,
  TimeMs,
} from './types.ts'
export {
  checkDepth,
  bestBid,
  bestAsk,
  mid,
  facing,
  isWithin,
  maxSizeWithin,
  subtractDepth,
  DepthError,
} from './depth.ts'
export * from './impact/index.ts'
