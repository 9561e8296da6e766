import type { Comparison, MetricDefinition, Ranking, TapeComparison } from '@ebbline/lab'
import { toned } from '../text/table.ts'
import { commonNotes, listLines, noteLines } from './notes.ts'
import { rankingLines } from './ranking.ts'
import { sentenceLines } from './sentences.ts'
import { comparisonLines } from './table.ts'

/** How a comparison is told, and what only its scenarios and the lab know. */
export interface Telling {
  readonly metrics: readonly MetricDefinition[]
  /** Under what a tape was run, in words: `both bounds and both print orders`. */
  readonly under: (tape: TapeComparison) => string
  /** Unit of money on a tape. */
  readonly currencyOf: (tape: TapeComparison) => string
  /** Folder that keeps everything, as the user typed it; null when nothing is kept. */
  readonly folder: string | null
  readonly columns: number
  readonly colour: boolean
}

const WIDTH_MAX = 120

/** A table for each tape with the order that holds on it and what it rests on, then what holds over all. */
export const comparisonText = (comparison: Comparison, telling: Telling): readonly string[] => {
  const { tapes } = comparison
  const width = Math.min(telling.columns, WIDTH_MAX)
  const common = commonNotes(tapes)
  return [
    ...tapes.flatMap((tape) => [
      toned(`${tape.scenario}, seed ${tape.seed}`, 'strong', telling.colour),
      '',
      ...comparisonLines(tape, telling.metrics, { currency: telling.currencyOf(tape), colour: telling.colour }),
      '',
      ...orderLines(comparison, tape, { under: telling.under(tape), width }),
      ...noteLines(tape, width, common),
    ]),
    ...(tapes.length > 1
      ? [
          toned(`All ${tapes.length} tapes`, 'strong', telling.colour),
          '',
          ...orderLines(comparison, null, { under: 'every bound and print order of every tape', width }),
          ...listLines('On every recorded tape, assumed or not to be seen:', common, width),
          ...(common.length > 0 ? [''] : []),
        ]
      : []),
    ...sentenceLines(comparison, { folder: telling.folder, width }),
    '',
  ]
}

const orderLines = (
  { rankings, tapes }: Comparison,
  tape: TapeComparison | null,
  style: { readonly under: string; readonly width: number },
): readonly string[] => {
  const here = rankings.filter(({ tape: of }) => isOf(of, tape))
  return here.length === 0 || tapes[0]?.policies.length === 1 ? [] : [...rankingLines(here, style), '']
}

const isOf = (of: Ranking['tape'], tape: TapeComparison | null): boolean =>
  of === null || tape === null ? of === tape : of.scenario === tape.scenario && of.seed === tape.seed
