import { pair, type Partners } from './brackets.ts'
import { importsOf, type Import } from './imports.ts'
import { scan, type Comment, type Fault, type Token } from './tokens.ts'

/** What is wrong, where, and what to do about it. Every rule returns a list of these. */
export type Finding = {
  readonly file: string
  readonly line: number
  readonly what: string
  readonly remedy: string
}

/**
 * What a file is for. Fixtures (`fixtures.ts`, `x.fixtures.ts`) serve tests only: they may import what
 * a test may, and only tests and other fixtures may import them.
 */
export type Role = 'source' | 'test' | 'fixture'

/** One TypeScript file, read. `path` is relative to the root of the workspace, with forward slashes. */
export type Source = {
  readonly path: string
  readonly role: Role
  readonly lines: number
  readonly tokens: readonly Token[]
  readonly partners: Partners
  readonly comments: readonly Comment[]
  readonly imports: readonly Import[]
  readonly faults: readonly Fault[]
}

const roleOf = (path: string): Role => {
  if (/\.test\.tsx?$/.test(path)) return 'test'
  return /(?:^|[/.])fixtures\.tsx?$/.test(path) ? 'fixture' : 'source'
}

const lineCount = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

/** Reads one file. */
export const readSource = (path: string, text: string): Source => {
  const { tokens, comments, faults } = scan(text)
  const { partners, faults: unpaired } = pair(tokens)
  return {
    path,
    role: roleOf(path),
    lines: lineCount(text),
    tokens,
    partners,
    comments,
    imports: importsOf(tokens, partners),
    faults: [...faults, ...unpaired],
  }
}
