import { Type } from 'typebox'
import type { Command } from '@ebbline/core'
import {
  atomsAboveZero,
  choice,
  either,
  identifier,
  list,
  lotsFromZero,
  only,
  ratioFromZero,
  ratioText,
  record,
  seal,
  ticksText,
  time,
  type Schema,
} from '../schema.ts'
import { accountSchema, openOrderSchema } from './accounts.ts'
import { depthCurveSchema, indexPrintSchema, orderUpdateSchema } from './market.ts'
import { tierTableSchema } from './margin.ts'
import { venueSchema } from './venue.ts'

export const volumesSchema: Schema<Extract<Command, { kind: 'batch' }>['volumes']> = list(
  record({ instrument: identifier, lots: lotsFromZero }),
)

const cash = { time, account: identifier, asset: identifier, atoms: atomsAboveZero }

export const commandSchema: Schema<Command> = seal<Command>()(
  either(
    record({ kind: only('genesis'), time, venue: venueSchema, accounts: list(accountSchema) }),
    record({
      kind: only('batch'),
      time,
      prints: list(indexPrintSchema),
      books: list(depthCurveSchema),
      volumes: volumesSchema,
      funding: list(record({ instrument: identifier, rate: ratioText })),
      interest: Type.Optional(list(record({ asset: identifier, rate: ratioFromZero }))),
    }),
    record({ kind: only('order-updates'), time, updates: list(orderUpdateSchema), books: list(depthCurveSchema) }),
    record({ kind: only('clock'), time }),
    record({ kind: only('deposit'), ...cash }),
    record({ kind: only('withdraw'), ...cash }),
    record({ kind: only('place-order'), time, account: identifier, order: openOrderSchema }),
    record({ kind: only('cancel-order'), time, account: identifier, order: identifier }),
    record({ kind: only('set-tiers'), time, instrument: identifier, tiers: tierTableSchema }),
    record({ kind: choice('expire', 'delist'), time, instrument: identifier, price: ticksText }),
  ),
)
