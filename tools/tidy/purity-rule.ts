import type { Token } from './tokens.ts'
import type { Finding, Source } from './source.ts'
import type { Workspace } from './workspace.ts'

const CLOCKS = 'time arrives as data on the command'
const IO = 'core does no input or output: return the value and let a shell act on it'
const ASYNC = 'core is synchronous: let the shell wait'
const LOCALE = 'compare and print by code unit: a locale differs between machines'

/** Names that would make the same input give another output, each with what to do instead. */
const IMPURE: ReadonlyMap<string, string> = new Map([
  ...['Date', 'performance', 'Temporal'].map((name) => [name, CLOCKS] as const),
  ...'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame'
    .split(' ')
    .map((name) => [name, CLOCKS] as const),
  ...'process globalThis console fetch crypto require eval XMLHttpRequest WebSocket'
    .split(' ')
    .map((name) => [name, IO] as const),
  ...['async', 'await', 'Promise'].map((name) => [name, ASYNC] as const),
  ...['WeakRef', 'FinalizationRegistry'].map(
    (name) => [name, 'results must not depend on the garbage collector'] as const,
  ),
  ['Intl', LOCALE],
])

/** Members of Math that IEEE 754 or the language fixes to the last bit. All others differ between engines. */
const EXACT_MATH: ReadonlySet<string> = new Set(
  'abs floor ceil round trunc min max sqrt sign fround clz32 imul PI E LN2 LN10 LOG2E LOG10E SQRT2 SQRT1_2'.split(' '),
)

type Breach = { readonly what: string; readonly remedy: string }

const isPunct = (token: Token | undefined, ...texts: readonly string[]): boolean =>
  token?.kind === 'punct' && texts.includes(token.text)

const isMember = (tokens: readonly Token[], index: number): boolean => isPunct(tokens[index - 1], '.', '?.')

/** `{ process: x }` and `readonly process: T` name a field and touch no global. */
const isKey = (tokens: readonly Token[], index: number): boolean => {
  const colon = isPunct(tokens[index + 1], '?') ? index + 2 : index + 1
  const before = tokens[index - 1]
  const startsEntry =
    before === undefined ||
    isPunct(before, '{', ',', ';', '(') ||
    before.text === 'readonly' ||
    before.lineLast < (tokens[index]?.line ?? 0)
  return startsEntry && isPunct(tokens[colon], ':')
}

const mathBreach = (tokens: readonly Token[], index: number): Breach | undefined => {
  const remedy = "use core's own math, which gives the same bytes on every engine"
  if (!isPunct(tokens[index + 1], '.'))
    return { what: 'takes Math as a whole', remedy: 'name the member: Math.floor(x)' }
  const member = tokens[index + 2]?.text ?? ''
  if (EXACT_MATH.has(member)) return undefined
  return {
    what: `uses Math.${member}`,
    remedy: member === 'random' ? 'draw from a seeded stream of core/src/math' : remedy,
  }
}

const wordBreach = (tokens: readonly Token[], index: number, text: string): Breach | undefined => {
  if (text.startsWith('toLocale') || text === 'localeCompare') return { what: `uses ${text}`, remedy: LOCALE }
  if (isMember(tokens, index) || isKey(tokens, index)) return undefined
  if (text === 'Math') return mathBreach(tokens, index)
  if (text === 'import' && isPunct(tokens[index + 1], '(')) return { what: 'imports dynamically', remedy: ASYNC }
  if (text === 'import' && isPunct(tokens[index + 1], '.')) return { what: 'reads import.meta', remedy: IO }
  const remedy = IMPURE.get(text)
  return remedy === undefined ? undefined : { what: `uses ${text}`, remedy }
}

const powerBreach = (tokens: readonly Token[], index: number): Breach | undefined => {
  const hasBigint = tokens[index - 1]?.kind === 'bigint' || tokens[index + 1]?.kind === 'bigint'
  if (hasBigint) return undefined
  return {
    what: 'uses ** without a bigint literal beside it',
    remedy: 'use pow of core/src/math, or write the base as 10n',
  }
}

const breachAt = (tokens: readonly Token[], index: number, token: Token): Breach | undefined => {
  if (token.kind === 'word') return wordBreach(tokens, index, token.text)
  return isPunct(token, '**', '**=') ? powerBreach(tokens, index) : undefined
}

const impurities = ({ path, tokens }: Source): readonly Finding[] =>
  tokens.flatMap((token, index) => {
    const breach = breachAt(tokens, index, token)
    return breach === undefined ? [] : [{ file: path, line: token.line, ...breach }]
  })

/** Clocks, randomness, input and output, async, locale, and mathematics whose last bit is not fixed, in core. */
export const purityRule = (workspace: Workspace): readonly Finding[] =>
  workspace.sources
    .filter((source) => source.path.startsWith('core/src/') && source.role === 'source')
    .flatMap(impurities)
