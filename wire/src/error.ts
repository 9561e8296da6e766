/** One thing that is wrong with an input, said so that its writer can mend it. */
export interface WireProblem {
  /** Dotted path such as `stages.0.size.share`, `line 12`, or `(whole)`. */
  readonly field: string
  /** The value as it stands, shortened. */
  readonly value: string
  readonly allowed: string
  readonly remedy: string
}

/** An input that does not say what it must: the file (or stream) and everything found wrong with it, at least one problem. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly file: string
  readonly problems: readonly WireProblem[]
  constructor(file: string, problems: readonly WireProblem[]) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'))
    this.file = file
    this.problems = problems
  }
}

const sentence = (file: string, { field, value, allowed, remedy }: WireProblem): string =>
  `${file}: ${field} = ${value} is refused; allowed: ${allowed}; ${remedy}`

/** Field path of a whole document. */
export const WHOLE = '(whole)'

/** Path of a member: `a` and `b` make `a.b`; the whole and `b` make `b`. Keys that would blur the path are quoted and cut. */
export const within = (path: string, key: string | number): string =>
  path === WHOLE ? named(key) : `${path}.${named(key)}`

/** A key as part of a path. */
export const named = (key: string | number): string => {
  const text = String(key)
  return PLAIN_KEY.test(text) ? text : JSON.stringify(text.slice(0, 40))
}

const PLAIN_KEY = /^[^\s."\p{C}]{1,64}$/u

/** One line of text for a value of any kind: JSON where there is one, at most 60 characters, never an exception. */
export const shown = (value: unknown): string => shorten(plain(value))

const plain = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, 64))
    case 'number':
    case 'bigint':
    case 'boolean':
      return `${value}`
    case 'object':
      return value === null ? 'null' : composite(value)
    case 'undefined':
      return 'nothing'
    case 'function':
    case 'symbol':
      return `a ${typeof value}`
  }
}

const composite = (value: object): string => {
  if (Array.isArray(value)) return `a list of ${value.length}`
  const keys = Object.keys(value)
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 6).map(named).join(', ')}`
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
