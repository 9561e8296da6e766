/**
 * A reader of TypeScript source that is just good enough for walls: it knows what is code and what is
 * a comment, a string, a template or a regular expression. It builds no tree. TypeScript 7 offers no
 * programming interface, and a rule that greps raw text would trip over the first comment.
 */
export type TokenKind = 'word' | 'number' | 'bigint' | 'string' | 'template' | 'regex' | 'punct'

/** One piece of code. `text` of a string or template chunk is its inside; lines count from 1. */
export type Token = {
  readonly kind: TokenKind
  readonly text: string
  readonly line: number
  readonly lineLast: number
}

export type Comment = { readonly text: string; readonly line: number }

/** Something the reader could not follow. A file with faults is not judged, it is refused. */
export type Fault = { readonly what: string; readonly line: number }

export type Scan = {
  readonly tokens: readonly Token[]
  readonly comments: readonly Comment[]
  readonly faults: readonly Fault[]
}

type Scanner = {
  readonly text: string
  readonly tokens: Token[]
  readonly comments: Comment[]
  readonly faults: Fault[]
  /** Open braces, innermost last; `${` marks one that returns to a template when it closes. */
  readonly braces: ('{' | '${')[]
  at: number
  line: number
}

const BLANK = /[\s\uFEFF]+/uy
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
const HASHBANG = /#![^\n]*/y
const WORD = /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy
const NUMBER = /0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?n?/y
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y
const TEMPLATE_CHUNK = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y
// `>` stays single so that nested generics close one by one.
const PUNCT =
  /=>|\*\*=?|\?\?=?|\?\.(?!\d)|&&=?|\|\|=?|\.\.\.|===?|!==?|\+\+|--|[-+*/%&|^]=|[{}()[\];,<>?:.=+\-*/%&|^!~@]/y

const WORDS_BEFORE_REGEX: ReadonlySet<string> = new Set(
  'return typeof case in of delete void throw new else do yield await instanceof'.split(' '),
)

const match = (pattern: RegExp, scanner: Scanner): string | undefined => {
  pattern.lastIndex = scanner.at
  return pattern.exec(scanner.text)?.[0]
}

const consume = (scanner: Scanner, raw: string): number => {
  const first = scanner.line
  scanner.at += raw.length
  for (const character of raw) if (character === '\n') scanner.line += 1
  return first
}

const emit = (scanner: Scanner, kind: TokenKind, raw: string, text: string): true => {
  const line = consume(scanner, raw)
  scanner.tokens.push({ kind, text, line, lineLast: scanner.line })
  return true
}

/** `!` closes an operand in `x! / 2` and opens one in `!/x/.test(y)`: what stands before it decides. */
const endsOperand = (tokens: readonly Token[], index: number, line: number): boolean => {
  const token = tokens[index]
  if (token === undefined) return false
  if (token.kind === 'word') return !WORDS_BEFORE_REGEX.has(token.text)
  if (token.kind !== 'punct') return true
  if (token.text === '!') return endsOperand(tokens, index - 1, line)
  // A brace on an earlier line most likely closed a block, one on this line an object.
  if (token.text === '}') return token.lineLast === line
  return token.text === ')' || token.text === ']' || token.text === '++' || token.text === '--'
}

const readBlank = (scanner: Scanner): boolean => {
  const raw = match(BLANK, scanner)
  if (raw === undefined) return false
  consume(scanner, raw)
  return true
}

const readComment = (scanner: Scanner): boolean => {
  const raw = (scanner.at === 0 ? match(HASHBANG, scanner) : undefined) ?? match(COMMENT, scanner)
  if (raw === undefined) return false
  scanner.comments.push({ text: raw, line: consume(scanner, raw) })
  return true
}

const readTemplate = (scanner: Scanner): boolean => {
  const chunk = match(TEMPLATE_CHUNK, scanner) ?? ''
  emit(scanner, 'template', chunk, chunk)
  if (scanner.text.startsWith('${', scanner.at)) {
    scanner.braces.push('${')
    return emit(scanner, 'punct', '${', '${')
  }
  if (scanner.text[scanner.at] === '`') scanner.at += 1
  else scanner.faults.push({ what: 'a template that never ends', line: scanner.line })
  return true
}

const readPunct = (scanner: Scanner): boolean => {
  const raw = match(PUNCT, scanner)
  if (raw === undefined) return false
  emit(scanner, 'punct', raw, raw)
  if (raw === '{') scanner.braces.push('{')
  if (raw === '}' && scanner.braces.pop() === '${') return readTemplate(scanner)
  return true
}

const readLiteral = (scanner: Scanner): boolean => {
  if (scanner.text[scanner.at] === '`') {
    scanner.at += 1
    return readTemplate(scanner)
  }
  const quoted = match(STRING, scanner)
  if (quoted !== undefined) return emit(scanner, 'string', quoted, quoted.slice(1, -1))
  const number = match(NUMBER, scanner)
  if (number !== undefined && number !== '')
    return emit(scanner, isBigint(number) ? 'bigint' : 'number', number, number)
  if (endsOperand(scanner.tokens, scanner.tokens.length - 1, scanner.line)) return false
  const regex = match(REGEX, scanner)
  return regex !== undefined && emit(scanner, 'regex', regex, regex)
}

const isBigint = (number: string): boolean => number.endsWith('n')

const readWord = (scanner: Scanner): boolean => {
  const raw = match(WORD, scanner)
  return raw !== undefined && emit(scanner, 'word', raw, raw)
}

const READERS: readonly ((scanner: Scanner) => boolean)[] = [readBlank, readComment, readWord, readLiteral, readPunct]

/** Splits source text into tokens and comments. Never throws: what it cannot read becomes a fault. */
export const scan = (text: string): Scan => {
  const scanner: Scanner = { text, tokens: [], comments: [], faults: [], braces: [], at: 0, line: 1 }
  while (scanner.at < text.length) {
    if (READERS.some((read) => read(scanner))) continue
    scanner.faults.push({ what: `an unreadable character ${JSON.stringify(text[scanner.at])}`, line: scanner.line })
    consume(scanner, text[scanner.at] ?? ' ')
  }
  return scanner
}
