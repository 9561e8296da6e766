import { join, resolve } from 'node:path'
import type { AdlOutcome, AdlStudy, PublishedFigure, RuleOutcome, WaveResult } from '@ebbline/lab'
import { writeWhole } from '../inputs/files.ts'
import { intoWholeFolder } from '../inputs/out-folder.ts'
import { EXIT } from '../io.ts'
import { jsonText, present } from '../output.ts'
import { compact, percentOf } from '../text/quantity.ts'
import { tableLines, type Column } from '../text/table.ts'
import type { Asked } from './study-options.ts'

/** Answers `ebb study adl`. */
export const answerAdl = async ({ context, options, dataRoot, progress }: Asked): Promise<void> => {
  const { io } = context
  const lab = await import('@ebbline/lab')
  const outcome = await lab.adlStudy({ dataRoot, seed: options.seed, accounts: options.accounts ?? 400 })
  progress.end()
  if (options.out !== undefined) await keep(resolve(io.cwd, options.out), outcome)
  const form = options.json === undefined ? {} : { json: options.json }
  const { study } = outcome
  present(io, form, {
    json: study,
    text: () => textOf(study, { out: options.out, colour: io.colour, clock: lab.clock }),
  })
  if (!study.holds) context.verdict(EXIT.negative)
}

const keep = async (folder: string, outcome: AdlOutcome): Promise<void> => {
  const { adlReport, rulesCsv, standing, wavesCsv, wavesFigure } = await import('@ebbline/lab')
  await intoWholeFolder(folder, async (place) => {
    writeWhole(join(place, 'report.html'), adlReport(outcome))
    writeWhole(join(place, 'waves.svg'), standing(wavesFigure(outcome)))
    writeWhole(join(place, 'waves.csv'), wavesCsv(outcome.study))
    writeWhole(join(place, 'rules.csv'), rulesCsv(outcome.study))
    writeWhole(join(place, 'study.json'), jsonText(outcome.study))
  })
}

interface Shown {
  readonly out: string | undefined
  readonly colour: boolean
  readonly clock: (ms: number) => string
}

const textOf = (study: AdlStudy, { out, colour, clock }: Shown): string => {
  const { planted, totals } = study
  const lines = [
    'Winners’ profit that each wave needed, and what was taken:',
    '',
    ...tableLines({ columns: WAVES, rows: study.waves.map((wave) => waveRow(wave, clock)) }, colour),
    '',
    `Needed $${compact(totals.needed)}, taken $${compact(totals.taken)}: $${compact(totals.tooMuch)} too much in some waves, $${compact(totals.tooLittle)} too little in others.`,
    '',
    `${planted.accounts} made-up accounts, both coins ${planted.drop} down: ${planted.demand} BTC to be closed against ${planted.candidates} BTC of shorts.`,
    '',
    ...tableLines({ columns: RULES, rows: planted.rules.map(ruleRow) }, colour),
    '',
    'Beside the published figures:',
    ...study.comparisons.map(comparisonLine),
    ...(out === undefined ? [] : [`Read on in ${join(out, 'report.html')}`]),
  ]
  return `${lines.join('\n')}\n`
}

const right = (...head: readonly string[]): Column => ({ head, align: 'right' })

const WAVES: readonly Column[] = [
  { head: ['', 'UTC'], align: 'left' },
  right('', 'fills'),
  right('', 'needed'),
  right('', 'taken'),
  right('most of', 'one winner'),
  right('had all', 'shared'),
]

const waveRow = (wave: WaveResult, clock: Shown['clock']) =>
  [
    clock(wave.startMs),
    String(wave.fills),
    `$${compact(wave.needed)}`,
    `$${compact(wave.taken)}`,
    percentOf(wave.mostTaken),
    percentOf(wave.mostShared),
  ].map((text) => ({ text }))

const RULES: readonly Column[] = [
  { head: ['', 'rule'], align: 'left' },
  right('accounts', 'asked'),
  right('closed', 'whole'),
  right('ten most', 'burdened'),
  right('from', 'hedged'),
  right('books made', 'riskier'),
  right('their loss', 'before'),
  right('', 'after'),
]

const ruleRow = (rule: RuleOutcome) =>
  [
    rule.rule,
    String(rule.asked),
    String(rule.closedWhole),
    percentOf(rule.topTen),
    percentOf(rule.fromHedged),
    String(rule.riskier),
    `$${compact(rule.lossBefore)}`,
    `$${compact(rule.lossAfter)}`,
  ].map((text) => ({ text }))

const comparisonLine = ({ what, published, measured, agrees }: PublishedFigure): string =>
  `- ${what}: ${published}; measured ${measured}${agrees === false ? '; DIFFERS' : ''}`
