import type { Partners } from './brackets.ts'
import type { Token } from './tokens.ts'

/** One import of a file; `specifier` is undefined where it is computed and so cannot be judged. */
export type Import = {
  readonly specifier: string | undefined
  readonly line: number
  readonly form: 'import' | 'export' | 'dynamic' | 'url'
}

type Code = { readonly tokens: readonly Token[]; readonly partners: Partners }

const stringAt = ({ tokens }: Code, index: number): string | undefined => {
  const token = tokens[index]
  if (token?.kind === 'string') return token.text
  if (token?.kind === 'template' && tokens[index + 1]?.text !== '${') return token.text
  return undefined
}

const isWord = (token: Token | undefined, text: string): boolean => token?.kind === 'word' && token.text === text
const isPunct = (token: Token | undefined, text: string): boolean => token?.kind === 'punct' && token.text === text

/** A clause is names, commas, one pair of braces and `* as name`: anything else means this was no import. */
const fromSpecifier = (code: Code, start: number): string | undefined => {
  for (let at = start; at < code.tokens.length; at += 1) {
    const token = code.tokens[at]
    if (isWord(token, 'from') && code.tokens[at + 1]?.kind === 'string') return stringAt(code, at + 1)
    if (isPunct(token, '{')) at = code.partners[at] ?? at
    else if (token?.kind !== 'word' && !isPunct(token, ',') && !isPunct(token, '*')) return undefined
  }
  return undefined
}

const importAt = (code: Code, index: number, line: number): Import | undefined => {
  const next = code.tokens[index + 1]
  if (isPunct(next, '(')) return { specifier: stringAt(code, index + 2), line, form: 'dynamic' }
  if (next?.kind === 'string') return { specifier: next.text, line, form: 'import' }
  const specifier = fromSpecifier(code, index + 1)
  return specifier === undefined ? undefined : { specifier, line, form: 'import' }
}

const exportAt = (code: Code, index: number, line: number): Import | undefined => {
  const start = isWord(code.tokens[index + 1], 'type') ? index + 2 : index + 1
  const token = code.tokens[start]
  if (!isPunct(token, '{') && !isPunct(token, '*')) return undefined
  const close = isPunct(token, '{') ? (code.partners[start] ?? start) : start
  // `export { a }` alone ends at its brace; a `from` further down would belong to the next statement.
  if (isPunct(token, '{') && !isWord(code.tokens[close + 1], 'from')) return undefined
  const specifier = fromSpecifier(code, isPunct(token, '{') ? close + 1 : start)
  return specifier === undefined ? undefined : { specifier, line, form: 'export' }
}

/** `new URL('./worker.ts', import.meta.url)` names a module as surely as an import does. */
const urlAt = (code: Code, index: number, line: number): Import | undefined => {
  const specifier = stringAt(code, index + 2)
  const isModule =
    isPunct(code.tokens[index + 1], '(') && specifier !== undefined && /^\.{1,2}\/.*\.ts$/.test(specifier)
  return isModule ? { specifier, line, form: 'url' } : undefined
}

const moduleAt = (code: Code, index: number, token: Token): Import | undefined => {
  if (token.text === 'import') return importAt(code, index, token.line)
  if (token.text === 'export') return exportAt(code, index, token.line)
  if (token.text === 'URL') return urlAt(code, index, token.line)
  const isCall = token.text === 'require' && isPunct(code.tokens[index + 1], '(')
  return isCall ? { specifier: stringAt(code, index + 2), line: token.line, form: 'dynamic' } : undefined
}

/** Every import of a file: value and type, `export … from`, dynamic, `require`, and a module named by URL. */
export const importsOf = (tokens: readonly Token[], partners: Partners): readonly Import[] => {
  const code: Code = { tokens, partners }
  const found: Import[] = []
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    if (token.kind !== 'word' || isPunct(before, '.') || isPunct(before, '?.')) continue
    const one = moduleAt(code, index, token)
    if (one !== undefined) found.push(one)
  }
  return found
}
