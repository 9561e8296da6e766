import type { Cause, Movement } from '@ebbline/core'
import {
  atomsText,
  either,
  identifier,
  list,
  lotsText,
  only,
  ratioFromZero,
  ratioText,
  record,
  seal,
  ticksText,
  type Schema,
} from '../schema.ts'
import { accountChangeSchema } from './accounts.ts'

const money = { asset: identifier, atoms: atomsText }
const trade = { instrument: identifier, price: ticksText, size: lotsText }

export const causeSchema: Schema<Cause> = seal<Cause>()(
  either(
    record({ kind: only('genesis') }),
    record({ kind: only('deposit'), account: identifier }),
    record({ kind: only('withdrawal'), account: identifier }),
    record({
      kind: only('fill'),
      ...trade,
      taker: identifier,
      maker: identifier,
      takerOrder: identifier,
      makerOrder: identifier,
    }),
    record({ kind: only('fee'), account: identifier, order: identifier, ...money }),
    record({ kind: only('penalty'), account: identifier, to: identifier, ...money }),
    record({ kind: only('forfeit'), account: identifier, to: identifier, ...money }),
    record({ kind: only('burn'), account: identifier, to: identifier, ...money }),
    record({ kind: only('funding'), instrument: identifier, rate: ratioText, price: ticksText }),
    record({ kind: only('takeover'), account: identifier, receiver: identifier, ...trade }),
    record({ kind: only('adl'), account: identifier, counterparty: identifier, ...trade }),
    record({ kind: only('fund-payment'), account: identifier, from: identifier, ...money }),
    record({ kind: only('socialised'), account: identifier, ...money }),
    record({ kind: only('seizure'), account: identifier, receiver: identifier, ...money, price: ticksText }),
    record({ kind: only('interest'), asset: identifier, rate: ratioFromZero }),
    record({ kind: only('expiry'), instrument: identifier, price: ticksText }),
  ),
)

export const movementSchema: Schema<Movement> = seal<Movement>()(
  record({ cause: causeSchema, changes: list(accountChangeSchema) }),
)
