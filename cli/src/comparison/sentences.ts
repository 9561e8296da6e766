import type { Comparison, TapeComparison } from '@ebbline/lab'
import { duration } from '../text/quantity.ts'
import { wrap } from '../text/table.ts'

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
    ...wrap(`- ${assumptions(comparison)}`, width, '  '),
    '',
    ...(folder === null
      ? ['Nothing was kept; name a folder with --out for the report and the journals.']
      : [
          `Report: ${folder}/report.html`,
          `Why an account was treated so: ebb explain ${runFolder(comparison, folder)}`,
        ]),
    `${runsOf(comparison).length} runs, ${duration(wallOf(comparison))} summed over all of them.`,
  ]
}

const runsOf = ({ tapes }: Comparison) =>
  tapes.flatMap((tape) => tape.policies.flatMap(({ frozen, own }) => [frozen, own]))

const wallOf = (comparison: Comparison): number => runsOf(comparison).reduce((sum, run) => sum + run.wallMs, 0)

/** What the runs themselves say they assume; the same for all runs of a tape. */
const assumptions = (comparison: Comparison): string => {
  const provenance = runsOf(comparison)[0]?.provenance ?? {}
  const stated = [
    ['prices', provenance['prices']],
    ['depth', provenance['depth']],
    ['accounts', provenance['accounts']],
    ['share of open interest held by the rest of the world', provenance['restOfWorldShare']],
  ].flatMap(([what, text]) => (text === undefined ? [] : [`${what}: ${text}`]))
  return `Assumed: ${stated.length === 0 ? 'nothing was stated' : stated.join('; ')}.`
}

/** The run that most readers want next: the last policy with own impact, on the first tape. */
const runFolder = ({ tapes }: Comparison, folder: string): string => {
  const [first] = tapes
  const policy = first?.policies.at(-1)?.policy ?? ''
  const tape = first === undefined || tapes.length === 1 ? [] : [tapeFolder(first)]
  return [folder, ...tape, policy, 'own'].join('/')
}

const tapeFolder = ({ scenario, seed }: TapeComparison): string => `${scenario}-${seed}`
