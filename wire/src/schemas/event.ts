import { Type } from 'typebox'
import type { Command, EngineEvent } from '@ebbline/core'
import {
  atomsText,
  choice,
  either,
  identifier,
  list,
  lotsFromZero,
  only,
  ratioFromZero,
  record,
  seal,
  text,
  texts,
  ticksText,
  time,
  type Schema,
} from '../schema.ts'
import { accountSchema, openOrderSchema, sideSchema } from './accounts.ts'
import { decisionSchema, episodeChangesSchema, episodeSchema, liveOrderSchema, receiptSchema } from './episode.ts'
import { tierTableSchema } from './margin.ts'
import { markSchema } from './marks.ts'
import { movementSchema } from './settlement.ts'
import { venueSchema } from './venue.ts'

const commandKindSchema: Schema<Command['kind']> = seal<Command['kind']>()(
  choice(
    'genesis',
    'batch',
    'order-updates',
    'clock',
    'deposit',
    'withdraw',
    'place-order',
    'cancel-order',
    'set-tiers',
    'expire',
    'delist',
  ),
)

export const eventSchema: Schema<EngineEvent> = seal<EngineEvent>()(
  either(
    record({ kind: only('opened'), time, venue: venueSchema, accounts: list(accountSchema) }),
    record({
      kind: only('observed'),
      time,
      marks: list(markSchema),
      volatilities: Type.Optional(list(record({ instrument: identifier, volatility: ratioFromZero }))),
    }),
    record({ kind: only('moved'), movement: movementSchema }),
    record({ kind: only('order-put'), account: identifier, order: openOrderSchema }),
    record({
      kind: only('order-dropped'),
      account: identifier,
      order: identifier,
      by: choice('user', 'engine', 'venue'),
    }),
    record({ kind: only('episode-started'), episode: episodeSchema }),
    record({ kind: only('episode-updated'), account: identifier, changes: episodeChangesSchema }),
    record({ kind: only('episode-ended'), receipt: receiptSchema }),
    record({ kind: only('decided'), decision: decisionSchema }),
    record({ kind: only('order-sent'), live: liveOrderSchema }),
    record({
      kind: only('order-updated'),
      order: identifier,
      remaining: lotsFromZero,
      status: choice('sent', 'accepted', 'unknown'),
    }),
    record({
      kind: only('order-done'),
      order: identifier,
      outcome: choice('filled', 'cancelled', 'rejected', 'expired'),
    }),
    record({
      kind: only('budget-used'),
      policy: text(64),
      instrument: identifier,
      side: sideSchema,
      lots: lotsFromZero,
    }),
    record({ kind: only('accrued'), asset: identifier, index: ratioFromZero }),
    record({ kind: only('delisted'), instrument: identifier, price: ticksText }),
    record({ kind: only('tiers-set'), instrument: identifier, tiers: tierTableSchema }),
    record({
      kind: only('shortfall'),
      account: identifier,
      atoms: atomsText,
      fund: atomsText,
      vault: atomsText,
      adl: atomsText,
      socialised: atomsText,
      unmet: atomsText,
      dust: atomsText,
    }),
    record({ kind: only('refused'), command: commandKindSchema, account: identifier, reason: text(400), facts: texts }),
  ),
)
