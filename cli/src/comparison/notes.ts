import type { TapeComparison } from '@ebbline/lab'
import type { RunProvenance } from '@ebbline/wire'
import { wrap } from '../text/table.ts'

/** What a recorded tape rests on: what was assumed, what its data cannot show, and which files were read; nothing for others. */
export const noteLines = (tape: TapeComparison, width: number): readonly string[] => {
  const { datasets = [], assumptions = [], limits = [] } = provenanceOf(tape)
  if (datasets.length === 0) return []
  const list = (title: string, sentences: readonly string[]): readonly string[] =>
    sentences.length === 0 ? [] : [title, ...sentences.flatMap((each) => wrap(`- ${each}`, width - 2, '  ').map(inset))]
  const files = datasets.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 8)})`).join(', ')
  return [
    ...list('Assumed:', assumptions),
    ...list('What these data cannot show:', limits),
    ...wrap(`Read: ${files}.`, width, '  '),
    '',
  ]
}

const inset = (line: string): string => `  ${line}`

/** What the runs of a tape say of themselves; the same for all of them but for the print order. */
export const provenanceOf = ({ policies }: TapeComparison): RunProvenance => policies[0]?.runs[0]?.run.provenance ?? {}
