import { packageRow, topFolder } from './rooms.ts'
import type { Finding, Source } from './source.ts'
import type { Workspace } from './workspace.ts'

const BANNED_NAMES: ReadonlySet<string> = new Set('util utils helper helpers manager managers common misc'.split(' '))

/** Words of a file or folder name: `feeHelpers.test.ts` is fee, helpers, test, ts. */
const wordsOf = (path: string): readonly string[] =>
  path
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)

const nameFindings = ({ path }: Source): readonly Finding[] =>
  wordsOf(path)
    .filter((word) => BANNED_NAMES.has(word))
    .map((word) => ({
      file: path,
      line: 1,
      what: `has "${word}" in its name`,
      remedy: 'name it after what it holds; if it has no name the split is wrong',
    }))

const COMMENT_BANS: readonly {
  readonly pattern: RegExp
  readonly sourceOnly: boolean
  readonly what: string
  readonly remedy: string
}[] = [
  {
    pattern: /\b(?:TODO|FIXME)\b/,
    sourceOnly: false,
    what: 'leaves work in a comment',
    remedy: 'do it now or delete the comment',
  },
  {
    pattern: /@ts-(?:ignore|nocheck)\b/,
    sourceOnly: false,
    what: 'silences the compiler',
    remedy: 'make the types true',
  },
  { pattern: /@ts-expect-error\b/, sourceOnly: true, what: 'silences the compiler', remedy: 'make the types true' },
]

const commentFindings = (source: Source): readonly Finding[] =>
  source.comments.flatMap((comment) =>
    COMMENT_BANS.filter((ban) => !(ban.sourceOnly && source.role !== 'source')).flatMap(({ pattern, what, remedy }) => {
      const at = comment.text.search(pattern)
      if (at < 0) return []
      return [
        { file: source.path, line: comment.line + comment.text.slice(0, at).split('\n').length - 1, what, remedy },
      ]
    }),
  )

type Phrase = {
  readonly code: readonly string[]
  readonly everywhere: boolean
  readonly what: string
  readonly remedy: string
}

const NAMED = 'throw a named error class that carries field, value, allowed range and remedy'
const CATCH = 'handle it, or let it pass to someone who can'

/** Runs of tokens that are banned as they stand; comments between them do not excuse. */
const PHRASES: readonly Phrase[] = [
  { code: ['throw', 'new', 'Error', '('], everywhere: false, what: 'throws a nameless Error', remedy: NAMED },
  { code: ['throw', 'Error', '('], everywhere: false, what: 'throws a nameless Error', remedy: NAMED },
  { code: ['catch', '{', '}'], everywhere: true, what: 'catches to ignore', remedy: CATCH },
  { code: ['catch', '(', '*', ')', '{', '}'], everywhere: true, what: 'catches to ignore', remedy: CATCH },
  { code: ['catch', '(', '(', ')', '=>', '{', '}'], everywhere: true, what: 'catches to ignore', remedy: CATCH },
  {
    code: ['as', 'any'],
    everywhere: true,
    what: 'casts to any',
    remedy: 'cast to the type it is, or to unknown and test it',
  },
]

const matchesAt = ({ tokens }: Source, index: number, code: readonly string[]): boolean =>
  code.every((text, offset) => {
    const token = tokens[index + offset]
    if (token === undefined || token.kind === 'string') return false
    return text === '*' ? token.kind === 'word' : token.text === text
  })

const phraseFindings = (source: Source): readonly Finding[] => {
  const isOurSource = source.role === 'source' && packageRow(topFolder(source.path)) !== undefined
  const phrases = PHRASES.filter((phrase) => phrase.everywhere || isOurSource)
  return source.tokens.flatMap(({ line }, index) =>
    phrases
      .filter(({ code }) => matchesAt(source, index, code))
      .map(({ what, remedy }) => ({ file: source.path, line, what, remedy })),
  )
}

/** Banned names, nameless errors, swallowed ones, `any`, silenced compilers and work left for later. */
export const wordingRule = (workspace: Workspace): readonly Finding[] =>
  workspace.sources.flatMap((source) => [
    ...nameFindings(source),
    ...commentFindings(source),
    ...phraseFindings(source),
  ])
