import { join, resolve } from 'node:path'
import type { RuleResult, WickOutcome, WickStudy } from '@ebbline/lab'
import { writeWhole } from '../inputs/files.ts'
import { intoWholeFolder } from '../inputs/out-folder.ts'
import { EXIT } from '../io.ts'
import { jsonText, present } from '../output.ts'
import { compact, duration, percentOf } from '../text/quantity.ts'
import { tableLines, type Column } from '../text/table.ts'
import type { Asked } from './study-options.ts'

/** Answers `ebb study wick`. */
export const answerWick = async ({ context, options, dataRoot, progress }: Asked): Promise<void> => {
  const { io } = context
  const { wickStudy } = await import('@ebbline/lab')
  const { seed, accounts: accountsPerCoin = 200, minutes } = options
  const terms = { dataRoot, seed, accountsPerCoin, minutes }
  const outcome = await wickStudy({ ...terms, onProgress: progress.step, signal: io.signal })
  progress.end()
  if (options.out !== undefined) await keep(resolve(io.cwd, options.out), outcome)
  const form = options.json === undefined ? {} : { json: options.json }
  present(io, form, { json: outcome.study, text: () => textOf(outcome.study, options.out, io.colour) })
  if (!outcome.study.holds) context.verdict(EXIT.negative)
}

const keep = async (folder: string, outcome: WickOutcome): Promise<void> => {
  const { accountsFigure, standing, wickReport } = await import('@ebbline/lab')
  await intoWholeFolder(folder, async (place) => {
    writeWhole(join(place, 'report.html'), wickReport(outcome))
    writeWhole(join(place, 'accounts.svg'), standing(accountsFigure(outcome)))
    writeWhole(join(place, 'study.json'), jsonText(outcome.study))
  })
}

const textOf = (study: WickStudy, out: string | undefined, colour: boolean): string => {
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
