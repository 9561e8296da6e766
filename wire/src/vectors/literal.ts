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
