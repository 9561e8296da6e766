export type {
  DepthCurve,
  DepthLevel,
  Fill,
  IndexPrint,
  Order,
  OrderId,
  OrderUpdate,
  RejectReason,
  Side,
  SourceId,
  TimeInForce,
  TimeMs,
} from './types.ts'
