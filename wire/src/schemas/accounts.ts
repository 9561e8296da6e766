import type { Account, AccountChange, AccountKind, Balance, OpenOrder, Position, Side } from '@ebbline/core'
import {
  atomsText,
  choice,
  flag,
  identifier,
  list,
  lotsAboveZero,
  lotsText,
  record,
  seal,
  ticksText,
  type Schema,
} from '../schema.ts'

export const sideSchema: Schema<Side> = seal<Side>()(choice('buy', 'sell'))

export const openOrderSchema: Schema<OpenOrder> = seal<OpenOrder>()(
  record({
    id: identifier,
    instrument: identifier,
    side: sideSchema,
    remaining: lotsAboveZero,
    price: ticksText,
    reduceOnly: flag,
  }),
)

export const balanceSchema: Schema<Balance> = seal<Balance>()(record({ asset: identifier, atoms: atomsText }))

export const positionSchema: Schema<Position> = seal<Position>()(
  record({ instrument: identifier, size: lotsText, entryValue: atomsText }),
)

const accountKindSchema: Schema<AccountKind> = seal<AccountKind>()(
  choice('trader', 'fund', 'vault', 'backstop', 'treasury', 'external', 'rest-of-world'),
)

export const accountSchema: Schema<Account> = seal<Account>()(
  record({
    id: identifier,
    owner: identifier,
    kind: accountKindSchema,
    mode: choice('cross', 'isolated'),
    balances: list(balanceSchema),
    positions: list(positionSchema),
    orders: list(openOrderSchema),
  }),
)

export const accountChangeSchema: Schema<AccountChange> = seal<AccountChange>()(
  record({ account: identifier, cash: list(balanceSchema), positions: list(positionSchema) }),
)
