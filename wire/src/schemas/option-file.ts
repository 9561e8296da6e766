import { Type } from 'typebox'
import type { OptionEntry, OptionFile } from '../option-file.ts'
import { choice, identifier, list, only, record, seal, text, type Schema } from '../schema.ts'

/** A JSON number; what it may be is said by the model that reads it. */
const plainNumber = (description: string): Schema<number> => Type.Unsafe<number>(Type.Number({ description }))

const parameters: Schema<Readonly<Record<string, number>>> = Type.Unsafe<Readonly<Record<string, number>>>({
  type: 'object',
  additionalProperties: { type: 'number' },
  maxProperties: 40,
  description: 'what the model reads besides, such as vol; ebb price --models names them',
})

const optionEntry: Schema<OptionEntry> = seal<OptionEntry>()(
  record({
    id: Type.Optional(identifier),
    model: Type.Optional(text(40, { minLength: 1 })),
    kind: choice('call', 'put'),
    spot: plainNumber('price of the underlying, or of the future'),
    strike: plainNumber('in the unit of the spot'),
    time: plainNumber('years to expiry, act/365'),
    rate: Type.Optional(plainNumber('continuous rate of the currency a year')),
    dividend: Type.Optional(plainNumber('continuous carry of the underlying a year')),
    price: Type.Optional(plainNumber('what it trades at')),
    parameters: Type.Optional(parameters),
  }),
)

export const optionFileSchema: Schema<OptionFile> = seal<OptionFile>()(
  record(
    { schema: only('ebbline.options/1'), options: list(optionEntry, { minItems: 1, maxItems: 100_000 }) },
    { title: 'Options' },
  ),
)
