import { Type, type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox'
import type { Atoms, Lots, Ratio, Ticks } from '@ebbline/core'

/** A JSON Schema (draft 2020-12) of wire texts together with the type that they decode to. */
export type Schema<T> = TUnsafe<T>

/** What a schema decodes to: exact strings have become branded bigint. */
export type Decoded<S extends TSchema> = Static<S>

/** `true` when each type can stand for the other; `readonly` on properties makes no difference. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/**
 * Gives a schema its name in the type system: `seal<Account>()(schema)` compiles only while the schema decodes to exactly
 * `Account`, so a field that is added, removed or retyped in core breaks the build here.
 */
export const seal =
  <T>() =>
  <S extends TSchema>(
    schema: Same<Static<S>, T> extends true ? S : { readonly decodesToAnotherType: Static<S> },
  ): Schema<T> =>
    Type.Unsafe<T>(schema)

/** Object with exactly these keys. */
export const record = <P extends TProperties>(properties: P, options: Notes = {}): Schema<Static<TObject<P>>> =>
  Type.Unsafe<Static<TObject<P>>>(Type.Object(properties, { ...options, additionalProperties: false }))

interface Notes {
  readonly title?: string
  readonly description?: string
}

interface ListBounds extends Notes {
  readonly minItems?: number
  readonly maxItems?: number
}

/** List that decodes to a readonly array. */
export const list = <S extends TSchema>(items: S, bounds: ListBounds = {}): Schema<readonly Static<S>[]> =>
  Type.Unsafe<readonly Static<S>[]>(Type.Array(items, { ...bounds }))

/** One of several objects, told apart by a key that each fixes to another text; the walker finds that key by itself. */
export const either = <S extends TSchema[]>(...branches: [...S]): Schema<Static<S[number]>> =>
  Type.Unsafe<Static<S[number]>>({ anyOf: branches })

/** The schema's value or null. */
export const orNull = <S extends TSchema>(schema: S): Schema<Static<S> | null> =>
  Type.Unsafe<Static<S> | null>({ anyOf: [schema, Type.Null()] })

/** One text of a closed list. */
export const choice = <const T extends string>(...texts: readonly T[]): Schema<T> =>
  Type.Unsafe<T>({ type: 'string', enum: texts })

/** Exactly this text. */
export const only = <const T extends string>(text: T): Schema<T> => Type.Unsafe<T>({ type: 'string', const: text })

/** Texts by name, such as the facts of a reason. */
export const texts: Schema<Readonly<Record<string, string>>> = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  additionalProperties: Type.String({ maxLength: 4_000 }),
})

export const flag: Schema<boolean> = Type.Unsafe<boolean>(Type.Boolean())

/** Free text of at most `maxLength` UTF-16 units. */
export const text = (maxLength: number, notes: Notes & { readonly minLength?: number } = {}): Schema<string> =>
  Type.Unsafe<string>(Type.String({ ...notes, maxLength }))

/** Name of an asset, instrument, account, order or source. */
export const identifier: Schema<string> = Type.Unsafe<string>(
  Type.String({
    pattern: '^[!#-\\[\\]-~]{1,128}$',
    description: '1 to 128 printable ASCII characters without blank, quote or backslash',
  }),
)

/** Milliseconds since 1970-01-01 UTC, a whole number. */
export const time: Schema<number> = Type.Unsafe<number>(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'milliseconds since 1970-01-01 UTC' }),
)

/** Whole number within bounds. */
export const whole = (minimum: number, maximum: number, notes: Notes = {}): Schema<number> =>
  Type.Unsafe<number>(Type.Integer({ ...notes, minimum, maximum }))

/** Finite number within bounds, both included. */
export const number = (minimum: number, maximum: number, notes: Notes = {}): Schema<number> =>
  Type.Unsafe<number>(Type.Number({ ...notes, minimum, maximum }))

/** Finite number above `exclusiveMinimum`, at most `maximum`. */
export const numberAbove = (exclusiveMinimum: number, maximum: number, notes: Notes = {}): Schema<number> =>
  Type.Unsafe<number>(Type.Number({ ...notes, exclusiveMinimum, maximum }))

/** Key that marks a text which decodes to bigint; its value names the dimension. */
export const EXACT_MARK = 'x-exact'

/** Longest exact text: a sign and 120 digits, far above any product of three 1e18 scales. */
export const EXACT_DIGITS_MAX = 120

const exact = <T extends bigint>(dimension: string, form: 'signed' | 'positive' | 'natural'): Schema<T> =>
  Type.Unsafe<T>({
    type: 'string',
    pattern: FORMS[form].pattern,
    maxLength: EXACT_DIGITS_MAX + 1,
    description: `${FORMS[form].words} in ${dimension}, as a decimal text`,
    [EXACT_MARK]: dimension,
  })

const FORMS = {
  signed: { pattern: '^(?:0|-?[1-9][0-9]*)$', words: 'a whole number' },
  natural: { pattern: '^(?:0|[1-9][0-9]*)$', words: 'a whole number from 0' },
  positive: { pattern: '^[1-9][0-9]*$', words: 'a whole number above 0' },
} as const

export const atomsText: Schema<Atoms> = exact('atoms', 'signed')
export const atomsAboveZero: Schema<Atoms> = exact('atoms', 'positive')
export const atomsFromZero: Schema<Atoms> = exact('atoms', 'natural')
export const lotsText: Schema<Lots> = exact('lots', 'signed')
export const lotsAboveZero: Schema<Lots> = exact('lots', 'positive')
export const lotsFromZero: Schema<Lots> = exact('lots', 'natural')
export const ticksText: Schema<Ticks> = exact('ticks', 'positive')
export const ticksFromZero: Schema<Ticks> = exact('ticks', 'natural')
export const ratioText: Schema<Ratio> = exact('1e-18', 'signed')
export const ratioFromZero: Schema<Ratio> = exact('1e-18', 'natural')
export const ratioAboveZero: Schema<Ratio> = exact('1e-18', 'positive')
export const integerAboveZero: Schema<bigint> = exact('units', 'positive')
export const integerFromZero: Schema<bigint> = exact('units', 'natural')
