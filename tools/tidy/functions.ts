import { isCloser, type Partners } from './brackets.ts'
import type { Token } from './tokens.ts'
import { anglesEnd, typeEnd } from './types.ts'

/** First and last line of one function, both counted. */
export type Extent = { readonly line: number; readonly lineLast: number }

type Code = { readonly tokens: readonly Token[]; readonly partners: Partners }

const CONTROL: ReadonlySet<string> = new Set('if for while switch catch with await return'.split(' '))
const BINARY: ReadonlySet<string> = new Set(
  '. ?. ? : + - * / % ** & | ^ && || ?? == === != !== < > = += -= *= /= %= &= |= ^= **= &&= ||= ??= => ( ['.split(' '),
)
const JOINING: ReadonlySet<string> = new Set('in of instanceof as satisfies'.split(' '))
const OPENING: ReadonlySet<string> = new Set('typeof return await new void yield delete throw'.split(' '))
const BEFORE_ARROW: ReadonlySet<string> = new Set('= , ( [ { ; ? => && || ?? ${ return default'.split(' '))

const isPunct = (token: Token | undefined, text: string): boolean => token?.kind === 'punct' && token.text === text

/** Whether an expression goes on over the line break between two tokens, as JavaScript without semicolons reads it. */
const continues = (before: Token, after: Token): boolean => {
  if (after.kind === 'template') return true
  if (after.kind === 'punct' && BINARY.has(after.text)) return true
  if (after.kind === 'word' && JOINING.has(after.text)) return true
  if (before.kind === 'punct') return BINARY.has(before.text) || before.text === '!'
  return before.kind === 'word' && (JOINING.has(before.text) || OPENING.has(before.text))
}

const expressionLast = ({ tokens, partners }: Code, start: number): number => {
  let last = start
  for (let at = start; at < tokens.length;) {
    const token = tokens[at]
    const before = tokens[last]
    if (token === undefined || before === undefined) break
    if (isCloser(token) || isPunct(token, ',') || isPunct(token, ';')) break
    if (at > start && token.line > before.lineLast && !continues(before, token)) break
    const partner = partners[at] ?? -1
    last = partner > at ? partner : at
    at = last + 1
  }
  return last
}

const arrowFirst = ({ tokens, partners }: Code, arrow: number): number => {
  let first = arrow
  for (let at = arrow - 1; at >= 0; at -= 1) {
    const token = tokens[at]
    if (token === undefined) break
    const closes = isCloser(token)
    if (!closes && token.kind !== 'string' && BEFORE_ARROW.has(token.text)) break
    first = closes ? (partners[at] ?? at) : at
    // The parameter list, or a lone parameter right before the arrow, is where a function starts.
    if (isPunct(tokens[first], '(') && !isPunct(tokens[first - 1], ':')) break
    at = first
  }
  return first
}

const arrowExtent = (code: Code, arrow: number): Extent => {
  const first = code.tokens[arrowFirst(code, arrow)]
  const body = arrow + 1
  const last = isPunct(code.tokens[body], '{') ? (code.partners[body] ?? body) : expressionLast(code, body)
  const line = first?.line ?? 0
  return { line, lineLast: code.tokens[last]?.lineLast ?? line }
}

/** The token that names a function whose parameters open at `open`: a word, perhaps with type parameters after it. */
const nameBefore = ({ tokens }: Code, open: number): Token | undefined => {
  const before = tokens[open - 1]
  if (before?.kind === 'word') return before
  if (!isPunct(before, '>')) return undefined
  for (let at = open - 2; at > 0; at -= 1)
    if (isPunct(tokens[at], '<') && anglesEnd(tokens, at) === open) return tokens[at - 1]
  return undefined
}

const bodyOpen = ({ tokens, partners }: Code, close: number): number | undefined => {
  if (isPunct(tokens[close + 1], '{')) return close + 1
  if (!isPunct(tokens[close + 1], ':')) return undefined
  const end = typeEnd(tokens, partners, close + 2)
  return end !== undefined && isPunct(tokens[end], '{') ? end : undefined
}

/** Methods and functions declared by keyword: a name, parameters, perhaps a type, then a body. */
const namedExtent = (code: Code, open: number): Extent | undefined => {
  const close = code.partners[open] ?? -1
  const body = close < 0 ? undefined : bodyOpen(code, close)
  const name = body === undefined ? undefined : nameBefore(code, open)
  if (body === undefined || name?.kind !== 'word' || CONTROL.has(name.text)) return undefined
  const last = code.tokens[code.partners[body] ?? body]
  return { line: name.line, lineLast: last?.lineLast ?? name.line }
}

/** Every function of a file, nested ones too, in the order of their bodies. */
export const functionExtents = (tokens: readonly Token[], partners: Partners): readonly Extent[] => {
  const code: Code = { tokens, partners }
  const extents: Extent[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'punct') continue
    const extent =
      token.text === '=>' ? arrowExtent(code, index) : token.text === '(' ? namedExtent(code, index) : undefined
    if (extent !== undefined) extents.push(extent)
  }
  return extents
}
