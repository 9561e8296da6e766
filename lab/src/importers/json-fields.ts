import { TIME_MS_MAX, TIME_MS_MIN } from './fields.ts'
import { refusal } from './refusal.ts'

/** Where a JSON value was found: its file and row, for errors. */
export interface JsonPlace {
  readonly path: string
  readonly row?: number
}

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The error of one field of a JSON value. */
export const jsonRefusal = (
  { path, row }: JsonPlace,
  field: string,
  value: unknown,
  allowed: string,
  remedy = 'mend the value, or fetch the data again',
): Error => refusal(path, { ...(row === undefined ? {} : { row }), field, value: shown(value), allowed, remedy })

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value))

/** A finite number, at least `least`. @throws WireError */
export const jsonNumber = (place: JsonPlace, field: string, value: unknown, least: number = -Infinity): number => {
  if (typeof value === 'number' && value >= least && Number.isFinite(value)) return value
  const bound = least === -Infinity ? '' : least === 0 ? ' of at least 0' : ' above 0'
  throw jsonRefusal(place, field, value, `a finite number${bound}`)
}

/** Least number above zero: the bound of prices. */
export const ABOVE_ZERO: number = Number.MIN_VALUE

/** A finite number, or null where it is null or missing. @throws WireError */
export const jsonNumberOrNull = (place: JsonPlace, field: string, value: unknown, least?: number): number | null =>
  value === undefined || value === null ? null : jsonNumber(place, field, value, least)

const NAME_MAX = 200

/** A text of 1 to 200 characters. @throws WireError */
export const jsonText = (place: JsonPlace, field: string, value: unknown): string => {
  if (typeof value === 'string' && value !== '' && value.length <= NAME_MAX) return value
  throw jsonRefusal(place, field, value, `a text of 1 to ${NAME_MAX} characters`)
}

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/

/** Length of an ISO text up to its whole seconds. */
const SECONDS_LENGTH = 19

/** An ISO 8601 moment in UTC such as `2024-02-29T23:59:59.998Z`, as microseconds; digits beyond the sixth are cut. @throws WireError */
export const jsonMoment = (place: JsonPlace, field: string, value: unknown): number => {
  const text = typeof value === 'string' && ISO.test(value) ? value : ''
  const seconds = Date.parse(`${text.slice(0, SECONDS_LENGTH)}Z`)
  if (!(seconds >= TIME_MS_MIN && seconds < TIME_MS_MAX))
    throw jsonRefusal(place, field, value, 'a moment in UTC from 2009 to 2099, such as 2024-02-29T23:59:59.998Z')
  const fraction = text
    .slice(SECONDS_LENGTH + 1, -1)
    .slice(0, 6)
    .padEnd(6, '0')
  return seconds * 1000 + Number(fraction)
}
