export * as math from './math/index.ts'
export * from './units/index.ts'
export * from './instruments/index.ts'
export * from './accounts/index.ts'
export type {
  DepthCurve,
  DepthLevel,
  Fill,
  IndexPrint,
  Order,
  OrderUpdate,
  RejectReason,
  SourceId,
  TimeInForce,
  TimeMs,
} from './market/index.ts'
export * from './marks/index.ts'
export * from './margin/index.ts'
export * from './liquidation/index.ts'
export * from './settlement/index.ts'
export * from './policy/index.ts'
export * from './engine/index.ts'
