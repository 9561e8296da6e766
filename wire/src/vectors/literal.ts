import { isRecord } from '../tag.ts'
import { compareRationals, rationalOfNumber, rationalOfText } from './exact-number.ts'

/** A JSON number as it was written: no digit is lost to a double. */
export class NumberLiteral {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** JSON.parse hands the written text of a primitive to its reviver (ECMAScript `context.source`). */
interface ReviverContext {
  readonly source?: string
}

/** The JSON value of a text that is known to be JSON, with every number as its literal. */
export const parseLiterals = (text: string): unknown =>
  JSON.parse(text, (_key: string, value: unknown, context?: ReviverContext) =>
    typeof value === 'number' ? new NumberLiteral(context?.source ?? String(value)) : value,
  )

/** The same value with each literal as a number, or as its text where a double would lose a digit. */
export const plainValue = (value: unknown): unknown => {
  if (value instanceof NumberLiteral) return numberOrText(value.text)
  if (Array.isArray(value)) return value.map(plainValue)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]))
}

const numberOrText = (text: string): number | string => {
  const [written, double] = [rationalOfText(text), rationalOfNumber(Number(text))]
  return written === null || double === null || compareRationals(written, double) === 0 ? Number(text) : text
}
