import type { Finding, Source } from './source.ts'
import { typeEnd } from './types.ts'
import type { Workspace } from './workspace.ts'

const BRANDS: ReadonlySet<string> = new Set(['Atoms', 'Lots', 'Ticks', 'Ratio'])

/** Where the braces of `import a, type { … }` or `export type { … }` open, if this word starts such a clause. */
const clauseOpen = ({ tokens }: Source, index: number): number | undefined => {
  const start = tokens[index + 1]?.text === 'type' ? index + 2 : index + 1
  if (tokens[start]?.text === '{') return start
  const hasDefault =
    tokens[index]?.text === 'import' && tokens[start + 1]?.text === ',' && tokens[start + 2]?.text === '{'
  return hasDefault ? start + 2 : undefined
}

/** Token indexes inside the braces of `import { … }` and `export { … }`, where `as` renames and casts nothing. */
const renames = (source: Source): ReadonlySet<number> => {
  const inside = new Set<number>()
  for (const [index, token] of source.tokens.entries()) {
    if (token.kind !== 'word' || (token.text !== 'import' && token.text !== 'export')) continue
    const open = clauseOpen(source, index)
    for (let at = open ?? 0; open !== undefined && at < (source.partners[open] ?? open); at += 1) inside.add(at)
  }
  return inside
}

/** The brand that a type is or lists; brands inside `<…>`, `{…}` and `(…)` belong to other types. */
const brandIn = (source: Source, start: number, end: number): string | undefined => {
  let angles = 0
  for (let at = start; at < end; at += 1) {
    const token = source.tokens[at]
    if (token?.text === '{' || token?.text === '(') at = source.partners[at] ?? at
    if (token?.text === '<') angles += 1
    if (token?.text === '>') angles -= 1
    if (angles === 0 && token?.kind === 'word' && BRANDS.has(token.text)) return token.text
  }
  return undefined
}

const casts = (source: Source): readonly Finding[] => {
  const renaming = renames(source)
  return source.tokens.flatMap((token, index) => {
    if (token.kind !== 'word' || token.text !== 'as' || renaming.has(index) || source.tokens[index - 1]?.text === '.')
      return []
    const end = typeEnd(source.tokens, source.partners, index + 1)
    const brand = end === undefined ? undefined : brandIn(source, index + 1, end)
    if (brand === undefined) return []
    const remedy = 'call the constructor or the arithmetic of units; only units may brand a bigint'
    return [{ file: source.path, line: token.line, what: `casts to ${brand}`, remedy }]
  })
}

/** Casts to a dimension outside core/src/units. */
export const castRule = (workspace: Workspace): readonly Finding[] =>
  workspace.sources
    .filter((source) => source.role === 'source' && !source.path.startsWith('core/src/units/'))
    .flatMap(casts)
