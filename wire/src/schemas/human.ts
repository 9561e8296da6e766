import { Type } from 'typebox'
import type { Schema } from '../schema.ts'

/** Texts of human files: money, prices and rates as decimals in units. They stay texts; named constructors make them exact. */
const decimal = (pattern: string, description: string): Schema<string> =>
  Type.Unsafe<string>(Type.String({ pattern, maxLength: 80, description }))

const DIGITS = '[0-9]{1,40}(?:\\.[0-9]{1,30})?'

export const decimalText: Schema<string> = decimal(`^-?${DIGITS}$`, 'a decimal text such as "-12.5"')

export const decimalFromZero: Schema<string> = decimal(`^${DIGITS}$`, 'a decimal text from 0, such as "0.05"')

export const decimalAboveZero: Schema<string> = decimal(
  `^(?=.*[1-9])${DIGITS}$`,
  'a decimal text above 0, such as "0.1"',
)

/** A share from 0 to 1, both included. */
export const shareText: Schema<string> = decimal(
  '^(?:0(?:\\.[0-9]{1,18})?|1(?:\\.0{1,18})?)$',
  'a decimal text from 0 to 1, such as "0.0125"',
)

/** A moment in UTC, to the minute or second. */
export const momentText: Schema<string> = Type.Unsafe<string>(
  Type.String({
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?Z$',
    description: 'a moment in UTC such as "2021-05-19T00:00Z"',
  }),
)

/** A file below the data folder: no leading slash, no part that leads out. */
export const relativeFile: Schema<string> = Type.Unsafe<string>(
  Type.String({
    pattern: '^(?!/)(?!.*(?:^|/)\\.\\.?(?:/|$))[!#-\\[\\]-~]+(?: [!#-\\[\\]-~]+)*$',
    maxLength: 300,
    description: 'a file relative to the data folder, such as "folder/candles.csv.gz"',
  }),
)
