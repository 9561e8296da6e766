import type { TapeComparison } from '@ebbline/lab'
import type { RunProvenance } from '@ebbline/wire'
import { wrap } from '../text/table.ts'

/**
 * What a recorded tape rests on: what was assumed, what its data cannot show, and which files were read; nothing for others.
 * Sentences of `common` are left out.
 */
export const noteLines = (tape: TapeComparison, width: number, common: readonly string[] = []): readonly string[] => {
  const { datasets = [], assumptions = [], limits = [] } = provenanceOf(tape)
  if (datasets.length === 0) return []
  const own = (sentences: readonly string[]): readonly string[] => sentences.filter((each) => !common.includes(each))
  const files = datasets.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 8)})`).join(', ')
  return [
    ...listLines('Assumed:', own(assumptions), width),
    ...listLines('What these data cannot show:', own(limits), width),
    ...wrap(`Read: ${files}.`, width, '  '),
    '',
  ]
}

/** What all of several recorded tapes assume and cannot show; nothing with fewer than two. */
export const commonNotes = (tapes: readonly TapeComparison[]): readonly string[] => {
  const notes = tapes
    .map(provenanceOf)
    .filter(({ datasets = [] }) => datasets.length > 0)
    .map(({ assumptions = [], limits = [] }) => [...assumptions, ...limits])
  const [first = [], ...rest] = notes
  return rest.length === 0 ? [] : first.filter((each) => rest.every((others) => others.includes(each)))
}

/** A list under its title; nothing when it is empty. */
export const listLines = (title: string, sentences: readonly string[], width: number): readonly string[] =>
  sentences.length === 0 ? [] : [title, ...sentences.flatMap((each) => wrap(`- ${each}`, width - 2, '  ').map(inset))]

const inset = (line: string): string => `  ${line}`

/** What the runs of a tape say of themselves; the same for all of them but for the print order. */
export const provenanceOf = ({ policies }: TapeComparison): RunProvenance => policies[0]?.runs[0]?.run.provenance ?? {}
