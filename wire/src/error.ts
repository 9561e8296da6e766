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

/** Path of a member: `a` and `b` make `a.b`; the whole and `b` make `b`. */
export const within = (path: string, key: string | number): string => (path === WHOLE ? String(key) : `${path}.${key}`)

/** One line of text for a value of any kind: JSON where there is one, at most 60 characters, never an exception. */
export const shown = (value: unknown): string => shorten(plain(value))

const plain = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 64))
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null)
    return `an object with keys ${Object.keys(value).slice(0, 6).join(', ') || 'none'}`
  return String(value)
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)
