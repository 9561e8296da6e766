import { Type } from 'typebox'
import type { DepthCurve, Fill, IndexPrint, Order, OrderUpdate, RejectReason } from '@ebbline/core'
import {
  choice,
  either,
  identifier,
  list,
  lotsAboveZero,
  lotsFromZero,
  only,
  orNull,
  record,
  seal,
  ticksFromZero,
  ticksText,
  time,
  type Schema,
} from '../schema.ts'
import { sideSchema } from './accounts.ts'

export const indexPrintSchema: Schema<IndexPrint> = seal<IndexPrint>()(
  record({
    source: identifier,
    instrument: identifier,
    price: ticksText,
    time,
    volume: Type.Optional(lotsFromZero),
    confidence: Type.Optional(ticksFromZero),
  }),
)

const depthLevels = list(record({ price: ticksText, size: lotsAboveZero }))

export const depthCurveSchema: Schema<DepthCurve> = seal<DepthCurve>()(
  record({ instrument: identifier, bids: depthLevels, asks: depthLevels }),
)

export const orderSchema: Schema<Order> = seal<Order>()(
  record({
    id: identifier,
    owner: identifier,
    instrument: identifier,
    side: sideSchema,
    size: lotsAboveZero,
    limit: orNull(ticksText),
    timeInForce: choice('GTC', 'IOC', 'FOK'),
    reducible: orNull(lotsFromZero),
    postOnly: Type.Optional(choice('reject', 'slide')),
    selfTrade: Type.Optional(choice('cancel-newest', 'cancel-oldest', 'cancel-both', 'decrement')),
  }),
)

const fillSchema: Schema<Fill> = seal<Fill>()(
  record({
    instrument: identifier,
    price: ticksText,
    size: lotsAboveZero,
    side: sideSchema,
    takerOrder: identifier,
    taker: identifier,
    makerOrder: identifier,
    maker: identifier,
  }),
)

const rejectReasonSchema: Schema<RejectReason> = seal<RejectReason>()(
  choice(
    'fok-unfillable',
    'no-liquidity',
    'not-reducing',
    'duplicate-id',
    'unknown-instrument',
    'bad-size',
    'bad-terms',
    'post-only',
    'outside-band',
    'not-resting',
  ),
)

export const orderUpdateSchema: Schema<OrderUpdate> = seal<OrderUpdate>()(
  either(
    record({ kind: only('accepted'), order: identifier, limit: Type.Optional(ticksText) }),
    record({ kind: only('amended'), order: identifier, remaining: lotsFromZero, limit: orNull(ticksText) }),
    record({ kind: only('amend-refused'), order: identifier, reason: rejectReasonSchema }),
    record({ kind: only('filled'), order: identifier, fill: fillSchema, remaining: lotsFromZero }),
    record({ kind: only('cancelled'), order: identifier, remaining: lotsFromZero }),
    record({ kind: only('rejected'), order: identifier, reason: rejectReasonSchema }),
    record({ kind: only('expired'), order: identifier, remaining: lotsFromZero }),
    record({ kind: only('unknown'), order: identifier }),
  ),
)
