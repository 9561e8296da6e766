import { join, resolve } from 'node:path'
import { Argument } from 'commander'
import type { RuleResult, WickOutcome, WickStudy } from '@ebbline/lab'
import type { Context } from '../context.ts'
import { requiredDataRoot } from '../inputs/data-root.ts'
import { writeWhole } from '../inputs/files.ts'
import { intoWholeFolder, requireFree } from '../inputs/out-folder.ts'
import { EXIT } from '../io.ts'
import { withData, withTalk, wholeNumber, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'
import { createProgress } from '../progress.ts'
import { compact, duration, percentOf } from '../text/quantity.ts'
import { tableLines, type Column } from '../text/table.ts'

interface StudyOptions extends SharedOptions {
  readonly data?: string
  readonly seed: number
  readonly accounts: number
  readonly minutes: number
}

/** `ebb study wick`: a question asked of recorded data, with its answer as a table, a page and a verdict. */
export const addStudy = (context: Context): void => {
  const { program, io } = context
  withData(withTalk(program.command('study')))
    .description('ask a question of recorded data: who a wick liquidates under each mark rule')
    .addArgument(new Argument('<study>', 'which study').choices(['wick']))
    .option('--seed <n>', 'seed of the accounts', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--accounts <n>', 'accounts a coin', wholeNumber(1, 10_000), 200)
    .option('--minutes <n>', 'minutes from 21:00 UTC on', wholeNumber(1, 120), 60)
    .option('--out <folder>', 'keep report.html, study.json and accounts.svg in this folder')
    .action(async (_name: string, options: StudyOptions) => {
      const dataRoot = requiredDataRoot(options.data, io, 'crash-2025-10-10-microstructure')
      if (options.out !== undefined) requireFree(resolve(io.cwd, options.out), OUR_FILES)
      const progress = createProgress(io, options.quiet === true)
      try {
        const { wickStudy } = await import('@ebbline/lab')
        const { seed, accounts: accountsPerCoin, minutes } = options
        const terms = { dataRoot, seed, accountsPerCoin, minutes }
        const outcome = await wickStudy({ ...terms, onProgress: progress.step, signal: io.signal })
        progress.end()
        if (options.out !== undefined) await keep(resolve(io.cwd, options.out), outcome)
        const form = options.json === undefined ? {} : { json: options.json }
        present(io, form, { json: outcome.study, text: () => textOf(outcome.study, options, io.colour) })
        if (!outcome.study.holds) context.verdict(EXIT.negative)
      } finally {
        progress.end()
      }
    })
}

const OUR_FILES = ['study.json'] as const

const keep = async (folder: string, outcome: WickOutcome): Promise<void> => {
  const { accountsFigure, standing, wickReport } = await import('@ebbline/lab')
  await intoWholeFolder(folder, async (place) => {
    writeWhole(join(place, 'report.html'), wickReport(outcome))
    writeWhole(join(place, 'accounts.svg'), standing(accountsFigure(outcome)))
    writeWhole(join(place, 'study.json'), jsonText(outcome.study))
  })
}

const textOf = (study: WickStudy, { out }: StudyOptions, colour: boolean): string => {
  const lines = [
    'Falls from 21:00 UTC to the low of the day, and of the shipped index to its low in the study:',
    '',
    ...tableLines({ columns: COIN_COLUMNS, rows: study.coins.map(coinRow) }, colour),
    '',
    `${study.accounts} accounts, ${study.indexOnly} of them due on the index alone.`,
    '',
    ...tableLines({ columns: COLUMNS, rows: study.rules.map(rowOf) }, colour),
    '',
    'Extra: liquidated, though the index never breached. Missing: breached on the index, never liquidated.',
    verdictOf(study),
    ...(out === undefined ? [] : [`Read on in ${join(out, 'report.html')}`]),
  ]
  return `${lines.join('\n')}\n`
}

const right = (...head: readonly string[]): Column => ({ head, align: 'right' })

const COLUMNS: readonly Column[] = [
  { head: ['', 'mark rule'], align: 'left' },
  right('', 'liquidated'),
  right('', 'extra'),
  right('their equity', 'at 21:00'),
  right('left at', 'the end'),
  right('had nobody', 'closed them'),
  right('', 'missing'),
  right('worst', 'delay'),
]

const rowOf = ({ rule, liquidated, extra, missing, worstDelayMs }: RuleResult) =>
  [
    rule,
    String(liquidated),
    String(extra.accounts),
    `$${compact(extra.equityAtStart)}`,
    `$${compact(extra.equityAtEnd)}`,
    `$${compact(extra.equityUntouched)}`,
    String(missing),
    worstDelayMs === null ? 'n/a' : duration(worstDelayMs),
  ].map((text) => ({ text }))

const COIN_COLUMNS: readonly Column[] = [
  { head: ['coin'], align: 'left' },
  right('perpetual'),
  right('Coinbase'),
  right('Gemini'),
  right('index'),
]

const coinRow = ({ coin, own, coinbase, gemini, index }: WickStudy['coins'][number]) =>
  [coin, percentOf(own), percentOf(coinbase), gemini === null ? 'n/a' : percentOf(gemini), percentOf(index)].map(
    (text) => ({ text }),
  )

const verdictOf = ({ holds, shipped, delayBoundMs }: WickStudy): string => {
  const within = delayBoundMs === 0 ? 'in the batch of the breach' : `within ${delayBoundMs} ms of the breach`
  return holds
    ? `${shipped} liquidated exactly the accounts that the index breaches, ${within}.`
    : `${shipped} did not liquidate exactly the accounts that the index breaches, ${within}.`
}
