import { Type } from 'typebox'
import type {
  Decision,
  Episode,
  EpisodeChanges,
  EpisodeResult,
  FullCloseEstimate,
  LiveOrder,
  Receipt,
} from '@ebbline/core'
import {
  atomsText,
  choice,
  flag,
  identifier,
  list,
  lotsFromZero,
  orNull,
  record,
  seal,
  text,
  time,
  whole,
  type Schema,
} from '../schema.ts'
import { draftLegSchema, episodeMemorySchema, penaltyTermsSchema, reasonSchema } from './liquidation.ts'
import { orderSchema } from './market.ts'

const fullCloseSchema: Schema<FullCloseEstimate> = seal<FullCloseEstimate>()(
  record({ cost: atomsText, equityAfter: atomsText, fillable: flag }),
)

export const decisionSchema: Schema<Decision> = seal<Decision>()(
  record({
    id: identifier,
    time,
    account: identifier,
    policy: text(64),
    stage: text(64),
    kind: choice('cancel-orders', 'wait', 'trade', 'takeover', 'transfer', 'seize', 'resolve'),
    equity: atomsText,
    requirement: atomsText,
    wanted: list(draftLegSchema),
    granted: list(draftLegSchema),
    reasons: list(reasonSchema),
    topUp: atomsText,
  }),
)

const resultSchema: Schema<EpisodeResult> = seal<EpisodeResult>()(
  choice('restored', 'closed', 'taken-over', 'deleveraged', 'bankrupt'),
)

const start = {
  instrument: orNull(identifier),
  equityAtStart: atomsText,
  requirementAtStart: atomsText,
  notionalAtStart: atomsText,
}

const costs = {
  slippage: atomsText,
  fees: atomsText,
  penalties: atomsText,
  covered: atomsText,
  freed: Type.Optional(atomsText),
  traded: atomsText,
  takenOver: atomsText,
  deleveraged: atomsText,
  decisions: whole(0, Number.MAX_SAFE_INTEGER),
  bound: list(text(400)),
  fullClose: fullCloseSchema,
}

export const receiptSchema: Schema<Receipt> = seal<Receipt>()(
  record({
    account: identifier,
    policy: text(64),
    started: time,
    ended: time,
    result: resultSchema,
    ...start,
    equityAtEnd: atomsText,
    requirementAtEnd: atomsText,
    notionalAtEnd: atomsText,
    marketMove: atomsText,
    closedNotional: atomsText,
    ...costs,
  }),
)

export const episodeSchema: Schema<Episode> = seal<Episode>()(
  record({ account: identifier, policy: text(64), memory: episodeMemorySchema, ...start, ...costs }),
)

export const episodeChangesSchema: Schema<EpisodeChanges> = seal<EpisodeChanges>()(
  record({
    memory: Type.Optional(episodeMemorySchema),
    slippage: Type.Optional(atomsText),
    fees: Type.Optional(atomsText),
    penalties: Type.Optional(atomsText),
    covered: Type.Optional(atomsText),
    freed: Type.Optional(atomsText),
    traded: Type.Optional(atomsText),
    takenOver: Type.Optional(atomsText),
    deleveraged: Type.Optional(atomsText),
    decisions: Type.Optional(whole(0, Number.MAX_SAFE_INTEGER)),
    bound: Type.Optional(list(text(400))),
  }),
)

export const liveOrderSchema: Schema<LiveOrder> = seal<LiveOrder>()(
  record({
    order: orderSchema,
    account: identifier,
    decision: identifier,
    remaining: lotsFromZero,
    status: choice('sent', 'accepted', 'unknown'),
    penalty: Type.Optional(penaltyTermsSchema),
  }),
)
