import { Type } from 'typebox'
import type { AccountEntry, AccountFile, OrderEntry } from '../account-file.ts'
import { choice, flag, identifier, list, only, record, seal, text, type Schema } from '../schema.ts'
import { decimalAboveZero, decimalText } from './human.ts'
import { sideSchema } from './accounts.ts'
import { venueFileSchema } from './venue-file.ts'

const orderEntry: Schema<OrderEntry> = seal<OrderEntry>()(
  record({
    id: Type.Optional(identifier),
    instrument: identifier,
    side: sideSchema,
    size: decimalAboveZero,
    price: decimalAboveZero,
    reduceOnly: Type.Optional(flag),
  }),
)

const accountEntry: Schema<AccountEntry> = seal<AccountEntry>()(
  record({
    id: identifier,
    owner: Type.Optional(identifier),
    mode: Type.Optional(choice('cross', 'isolated')),
    balances: list(record({ asset: identifier, amount: decimalText }), { maxItems: 200 }),
    positions: list(record({ instrument: identifier, size: decimalText, entryPrice: decimalAboveZero }), {
      maxItems: 500,
    }),
    orders: Type.Optional(list(orderEntry, { maxItems: 5_000 })),
  }),
)

const venueOrName: Schema<AccountFile['venue']> = Type.Unsafe<AccountFile['venue']>({
  anyOf: [venueFileSchema, text(64, { minLength: 1 })],
})

export const accountFileSchema: Schema<AccountFile> = seal<AccountFile>()(
  record(
    {
      schema: only('ebbline.accounts/1'),
      venue: venueOrName,
      marks: list(record({ instrument: identifier, price: decimalAboveZero }), { maxItems: 1_000 }),
      accounts: list(accountEntry, { minItems: 1, maxItems: 100_000 }),
    },
    { title: 'Accounts' },
  ),
)
