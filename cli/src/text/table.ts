import { styleText } from 'node:util'

/** How a cell stands out; colours are added only where the terminal shows them. */
export type Tone = 'plain' | 'good' | 'bad' | 'dim' | 'strong'

/** One cell: its text, and its tone. */
export interface Cell {
  readonly text: string
  readonly tone?: Tone
}

/** A column: lines of its heading, and the side its cells lean to. */
export interface Column {
  readonly head: readonly string[]
  readonly align: 'left' | 'right'
}

/** A table of text cells. Rows may be shorter than the columns. */
export interface Table {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

const GAP = '  '

/** The lines of a table: heading, a rule, rows. Columns are as wide as their widest cell, two blanks apart. */
export const tableLines = ({ columns, rows }: Table, colour: boolean): readonly string[] => {
  const widths = columns.map((column, index) =>
    Math.max(...column.head.map(widthOf), ...rows.map((row) => widthOf(row[index]?.text ?? '')), 0),
  )
  const headLines = Math.max(...columns.map((column) => column.head.length), 0)
  const head = Array.from({ length: headLines }, (_, line) =>
    joined(columns, widths, (column) => ({ text: column.head[line] ?? '' }), colour),
  )
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP)
  const body = rows.map((row) => joined(columns, widths, (_, index) => row[index] ?? { text: '' }, colour))
  return [...head, rule, ...body]
}

const joined = (
  columns: readonly Column[],
  widths: readonly number[],
  cellOf: (column: Column, index: number) => Cell,
  colour: boolean,
): string =>
  columns
    .map((column, index) => {
      const cell = cellOf(column, index)
      const blanks = ' '.repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell.text)))
      const text = toned(cell.text, cell.tone ?? 'plain', colour)
      return column.align === 'left' ? text + blanks : blanks + text
    })
    .join(GAP)
    .trimEnd()

/** Columns that a text takes; every character we print takes one. */
export const widthOf = (text: string): number => Array.from(text).length

const STYLES = { good: 'green', bad: 'red', dim: 'dim', strong: 'bold' } as const

/** A text in a tone where colours are shown, else the text itself. */
export const toned = (text: string, tone: Tone, colour: boolean): string =>
  colour && tone !== 'plain' ? styleText(STYLES[tone], text, { validateStream: false }) : text

/** A paragraph in lines of at most `width`, each after the first indented. Words longer than a line stay whole. */
export const wrap = (text: string, width: number, indent = ''): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width || line === '' || line === indent) line = longer
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return [...lines, line]
}

/** A cell's text in lines of at most `width`: broken at blanks, after hyphens where a word is longer than a line, and inside it where nothing else is left. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const joined = line === '' || word.glued ? line + word.text : `${line} ${word.text}`
    if (widthOf(joined) <= width) line = joined
    else {
      lines.push(line)
      line = word.text
    }
  }
  return [...lines, line]
}

/** A word in pieces that fit; `glued` ones follow the piece before without a blank. */
const pieces = (word: string, width: number): readonly { readonly text: string; readonly glued: boolean }[] => {
  if (widthOf(word) <= width) return [{ text: word, glued: false }]
  const parts = word.split(/(?<=-)/u).flatMap((part) => part.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])
  return parts.map((text, at) => ({ text, glued: at > 0 }))
}
