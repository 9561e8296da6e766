import type { DraftLeg, EpisodeMemory, Reason } from '@ebbline/core'
import {
  atomsText,
  choice,
  flag,
  identifier,
  lotsText,
  orNull,
  record,
  seal,
  text,
  texts,
  ticksText,
  time,
  whole,
  type Schema,
} from '../schema.ts'

export const draftLegSchema: Schema<DraftLeg> = seal<DraftLeg>()(
  record({ instrument: identifier, size: lotsText, limit: orNull(ticksText) }),
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
  }),
)
