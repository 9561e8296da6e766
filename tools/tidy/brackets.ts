import type { Fault, Token } from './tokens.ts'

const CLOSER_OF: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['${', '}'],
])
const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}'])

export const isOpener = (token: Token): boolean => token.kind === 'punct' && CLOSER_OF.has(token.text)
export const isCloser = (token: Token): boolean => token.kind === 'punct' && CLOSERS.has(token.text)

/** For every bracket the index of its partner; -1 for every other token and for a bracket without one. */
export type Partners = readonly number[]

/** Pairs round, square and curly brackets. An unpaired one is a fault: extents read from it would be wrong. */
export const pair = (tokens: readonly Token[]): { readonly partners: Partners; readonly faults: readonly Fault[] } => {
  const partners: number[] = tokens.map(() => -1)
  const faults: Fault[] = []
  const open: number[] = []
  for (const [index, token] of tokens.entries()) {
    if (isOpener(token)) open.push(index)
    if (!isCloser(token)) continue
    const opener = open.pop()
    const openText = opener === undefined ? '' : (tokens[opener]?.text ?? '')
    if (opener === undefined || CLOSER_OF.get(openText) !== token.text) {
      faults.push({ what: `a "${token.text}" that closes nothing`, line: token.line })
      continue
    }
    partners[opener] = index
    partners[index] = opener
  }
  for (const index of open) {
    const token = tokens[index]
    if (token !== undefined) faults.push({ what: `a "${token.text}" that is never closed`, line: token.line })
  }
  return { partners, faults }
}
