import type { Comparison, TapeComparison } from '@ebbline/lab'
import { duration } from '../text/quantity.ts'
import { wrap } from '../text/table.ts'
import { provenanceOf } from './notes.ts'

/** Where a comparison was kept, if anywhere, as the user typed it. */
export interface Kept {
  readonly folder: string | null
  readonly width: number
}

/** What the numbers allow one to say, what they rest on, and where to read on. */
export const sentenceLines = (comparison: Comparison, { folder, width }: Kept): readonly string[] => {
  const said = comparison.verdicts.filter((verdict) => verdict.kind === 'summary')
  return [
    ...said.flatMap(({ sentence }) => wrap(`- ${sentence}`, width, '  ')),
    ...assumptionLines(comparison, width),
    '',
    ...(folder === null
      ? ['Nothing was kept; name a folder with --out for the report and the journals.']
      : [
          `Report: ${folder}/report.html`,
          ...comparison.tapes.flatMap((tape) =>
            comparison.tapes.length > 1
              ? [`  of ${tape.scenario} alone: ${folder}/${tapeFolder(tape)}/report.html`]
              : [],
          ),
          `Why an account was treated so: ebb explain ${runFolder(comparison, folder)}`,
        ]),
    `${runsOf(comparison).length} runs, ${duration(wallOf(comparison))} summed over all of them.`,
  ]
}

const runsOf = ({ tapes }: Comparison) =>
  tapes.flatMap((tape) => tape.policies.flatMap(({ runs }) => runs.map(({ run }) => run)))

const wallOf = (comparison: Comparison): number => runsOf(comparison).reduce((sum, run) => sum + run.wallMs, 0)

/** What the runs say they assume, once where all tapes say the same; recorded tapes add notes of their own under their tables. */
const assumptionLines = ({ tapes }: Comparison, width: number): readonly string[] => {
  const stated = tapes.map((tape) => ({ tape, text: assumptions(tape) }))
  const texts = [...new Set(stated.map(({ text }) => text))]
  return texts.flatMap((text) => {
    const whose = stated.filter((each) => each.text === text).map(({ tape }) => tape.scenario)
    const where = texts.length > 1 ? ` on ${[...new Set(whose)].join(', ')}` : ''
    return wrap(`- Assumed${where}: ${text}.`, width, '  ')
  })
}

const assumptions = (tape: TapeComparison): string => {
  const { prices, depth, accounts, restOfWorldShare } = provenanceOf(tape)
  const stated = [
    ['prices', prices],
    ['depth', depth],
    ['accounts', accounts],
    ['share of open interest held by the rest of the world', restOfWorldShare],
  ].flatMap(([what, text]) => (text === undefined ? [] : [`${what}: ${text}`]))
  return stated.length === 0 ? 'nothing was stated' : stated.join('; ')
}

/** The run that most readers want next: the last policy with own impact, on the first tape. */
const runFolder = ({ tapes }: Comparison, folder: string): string => {
  const [first] = tapes
  const last = first?.policies.at(-1)
  const own = last?.runs.find(({ bound }) => bound === 'own')
  const tape = first === undefined || tapes.length === 1 ? [] : [tapeFolder(first)]
  return [folder, ...tape, last?.policy ?? '', variantFolder(own?.order ?? null)].join('/')
}

const variantFolder = (order: string | null): string => (order === null ? 'own' : `own-${order}`)

const tapeFolder = ({ scenario, seed }: TapeComparison): string => `${scenario}-${seed}`
