import type { Partners } from './brackets.ts'
import type { Token } from './tokens.ts'

const PREFIXES: ReadonlySet<string> = new Set('readonly keyof unique infer typeof asserts abstract new | &'.split(' '))

/** Index after the `>` that closes the `<` at `index`, or undefined where none does. Arrows are own tokens, so `=>` does not count. */
export const anglesEnd = (tokens: readonly Token[], index: number): number | undefined => {
  let depth = 0
  for (let at = index; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (token?.kind !== 'punct') continue
    if (token.text === '<') depth += 1
    if (token.text === '>') depth -= 1
    if (depth === 0) return at + 1
  }
  return undefined
}

const afterParameters = (tokens: readonly Token[], partners: Partners, open: number): number | undefined => {
  const close = partners[open] ?? -1
  if (close < 0) return undefined
  const arrow = tokens[close + 1]
  return arrow?.text === '=>' ? typeEnd(tokens, partners, close + 2) : close + 1
}

const primaryEnd = (tokens: readonly Token[], partners: Partners, index: number): number | undefined => {
  const token = tokens[index]
  if (token === undefined) return undefined
  if (token.kind === 'template') return tokens[index + 1]?.text === '${' ? undefined : index + 1
  if (token.kind !== 'punct') return index + 1
  if (token.text === '-') return index + 2
  if (token.text === '(') return afterParameters(tokens, partners, index)
  if (token.text === '[' || token.text === '{')
    return (partners[index] ?? -1) < 0 ? undefined : (partners[index] ?? 0) + 1
  const open = token.text === '<' ? anglesEnd(tokens, index) : undefined
  return open === undefined ? undefined : afterParameters(tokens, partners, open)
}

const postfixEnd = (tokens: readonly Token[], partners: Partners, index: number): number | undefined => {
  const token = tokens[index]
  if (token === undefined) return undefined
  const sameLine = tokens[index - 1]?.lineLast === token.line
  if (token.text === '.' && token.kind === 'punct') return index + 2
  if (token.text === '<' && token.kind === 'punct') return anglesEnd(tokens, index)
  if (token.text === '[' && token.kind === 'punct' && sameLine) return (partners[index] ?? -1) + 1
  if (token.text === '(' && tokens[index - 1]?.text === 'import') return (partners[index] ?? -1) + 1
  const joins =
    (token.kind === 'punct' && (token.text === '|' || token.text === '&')) || (token.text === 'is' && sameLine)
  return joins ? typeEnd(tokens, partners, index + 1) : undefined
}

/** Index after the type that starts at `index`, or undefined where no type starts there. */
export const typeEnd = (tokens: readonly Token[], partners: Partners, index: number): number | undefined => {
  let start = index
  while (PREFIXES.has(tokens[start]?.text ?? '') && tokens[start]?.kind !== 'string') start += 1
  let end = primaryEnd(tokens, partners, start)
  while (end !== undefined) {
    const next = postfixEnd(tokens, partners, end)
    if (next === undefined || next <= end) return end
    end = next
  }
  return undefined
}
