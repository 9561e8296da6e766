import { Type } from 'typebox'
import type { DraftLeg, EpisodeMemory, PenaltyTerms, Reason, UntouchedAccount } from '@ebbline/core'
import {
  atomsText,
  choice,
  flag,
  identifier,
  list,
  lotsText,
  orNull,
  ratioFromZero,
  ratioText,
  record,
  seal,
  text,
  texts,
  ticksText,
  time,
  whole,
  type Schema,
} from '../schema.ts'
import { balanceSchema, positionSchema } from './accounts.ts'

export const draftLegSchema: Schema<DraftLeg> = seal<DraftLeg>()(
  record({
    instrument: identifier,
    size: lotsText,
    limit: orNull(ticksText),
    hedges: Type.Optional(Type.Unsafe<true>({ type: 'boolean', const: true })),
  }),
)

export const reasonSchema: Schema<Reason> = seal<Reason>()(
  record({
    part: choice('enter', 'until', 'before', 'direction', 'size', 'pace', 'limit', 'penalty', 'action', 'allocation'),
    rule: text(200),
    facts: texts,
    bound: flag,
  }),
)

const count = whole(0, Number.MAX_SAFE_INTEGER)

const untouchedSchema: Schema<UntouchedAccount> = seal<UntouchedAccount>()(
  record({
    balances: list(balanceSchema),
    positions: list(positionSchema),
    lowest: ratioText,
    volatility: orNull(ratioFromZero),
    depth: orNull(ratioFromZero),
  }),
)

export const episodeMemorySchema: Schema<EpisodeMemory> = seal<EpisodeMemory>()(
  record({
    started: time,
    stage: count,
    stageEntered: time,
    actions: count,
    stageActions: count,
    firstAction: orNull(time),
    lastAction: orNull(time),
    stageUnfilled: count,
    ordersCancelled: flag,
    closedNotional: atomsText,
    paid: atomsText,
    freed: Type.Optional(atomsText),
    met: Type.Optional(flag),
    reserved: Type.Optional(atomsText),
    seized: Type.Optional(flag),
    untouched: Type.Optional(untouchedSchema),
    accrual: Type.Optional(record({ time, rate: ratioFromZero, area: ratioFromZero })),
    noTakerSince: Type.Optional(orNull(time)),
    recent: Type.Optional(
      list(record({ time, instrument: identifier, notional: atomsText, covered: atomsText }), { maxItems: 100_000 }),
    ),
  }),
)

export const penaltyTermsSchema: Schema<PenaltyTerms> = seal<PenaltyTerms>()(
  record({
    rate: ratioFromZero,
    base: choice('notional', 'requirement'),
    excess: Type.Optional(Type.Literal('fund')),
    cap: choice('equity', 'none', 'improvement'),
    round: Type.Optional(Type.Literal('down')),
    keeper: Type.Optional(ratioFromZero),
  }),
)
