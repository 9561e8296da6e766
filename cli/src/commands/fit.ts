import type { CostReportLine, FittedParameter, FittedReaction, ReactionFit } from '@ebbline/lab'
import { InvalidArgumentError } from 'commander'
import type { Context } from '../context.ts'
import { requiredDataRoot } from '../inputs/data-root.ts'
import { EXIT } from '../io.ts'
import { withData, withOutput, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { tableLines, type Column } from '../text/table.ts'

interface FitOptions extends SharedOptions {
  readonly data?: string
  readonly date: string
}

/** `ebb fit`: how markets answered to flow in recorded data, and how cost estimates did. Exit 3 when one misses its bounds. */
export const addFit = (context: Context): void => {
  const { program, io } = context
  withData(withOutput(program.command('fit')))
    .description('fit depth, refill, impact and cost estimates to recorded data, with intervals')
    .option('--date <day>', 'day of the fit, YYYY-MM-DD, written into the result', day, 'not stated')
    .action(async (options: FitOptions) => {
      const { fitReaction } = await import('@ebbline/lab')
      const fit = await fitReaction(requiredDataRoot(options.data, io, 'l2-orderbook-2024-08-08'), options.date)
      present(io, options, { json: fit.fitted, text: () => textOf(fit, io.colour) })
      const missed = fit.costs.filter((line) => !line.coverage.holds)
      for (const { book, side, latencySec } of missed)
        io.err(`ebb: the cost estimate of ${book}, ${side}, ${latencySec} s misses its bounds\n`)
      if (missed.length > 0) context.verdict(EXIT.negative)
    })
}

const day = (text: string): string => {
  const begins = new Date(`${text}T00:00:00Z`)
  const isDay = !Number.isNaN(begins.getTime()) && begins.toISOString().startsWith(`${text}T`)
  if (!isDay) throw new InvalidArgumentError('Write a day of the calendar, such as 2026-02-01.')
  return text
}

const textOf = ({ fitted, costs }: ReactionFit, colour: boolean): string => {
  const lines = [
    ...tableLines({ columns: DEPTH_COLUMNS, rows: fitted.depth.map(depthRow) }, colour),
    '',
    ...tableLines({ columns: PARAMETER_COLUMNS, rows: parametersOf(fitted).map(parameterRow) }, colour),
    '',
    'Cost estimates, fitted to the first half of each tape and judged on the second:',
    '',
    ...tableLines({ columns: COST_COLUMNS, rows: costs.map(costRow) }, colour),
    '',
    'What these data cannot show:',
    ...fitted.limits.map((limit) => `- ${limit}`),
  ]
  return `${lines.join('\n')}\n`
}

const left = (head: string): Column => ({ head: [head], align: 'left' })
const right = (head: string): Column => ({ head: [head], align: 'right' })

const DEPTH_COLUMNS: readonly Column[] = ['within bp', 'share of a day', 'low', 'high'].map(right)
const PARAMETER_COLUMNS: readonly Column[] = [
  left('parameter'),
  ...['value', 'low', 'high', 'n'].map(right),
  left('from'),
]
const COST_COLUMNS: readonly Column[] = [
  left('book'),
  left('side'),
  ...['after', 'walks', 'bias', 'inside 90 %'].map(right),
  left(''),
]

const number = (value: number): string => String(Number(value.toPrecision(3)))

const depthRow = ({ bps, shareOfDailyVolume, low, high }: FittedReaction['depth'][number]) =>
  [String(bps), number(shareOfDailyVolume), number(low), number(high)].map((text) => ({ text }))

const parametersOf = (fitted: FittedReaction): readonly (readonly [string, FittedParameter])[] => [
  ['reference volatility a day', fitted.referenceDailyVolatility],
  ['volatility exponent', fitted.volatilityExponent],
  ['  beyond the calm range', fitted.volatilityExponentStress],
  ['refill half-life [s]', fitted.refillHalfLifeSec],
  ['Y', fitted.y],
  ['crossover [share of a day]', fitted.crossover],
  ['permanent share', fitted.permanentShare],
  ['transient half-life [s]', fitted.transientHalfLifeSec],
  ['spread [bp]', fitted.spreadBps],
  ['cost scale', fitted.cost.scale],
  ['cost size exponent', fitted.cost.sizeExponent],
  ['cost half-life [s]', fitted.cost.halfLifeSec],
  ['cost scale without a book', fitted.cost.unseenScale],
]

const parameterRow = ([name, { value, low, high, n, from }]: readonly [string, FittedParameter]) =>
  [name, number(value), number(low), number(high), String(n), from].map((text) => ({ text }))

const costRow = ({ book, side, latencySec, coverage }: CostReportLine) =>
  [
    book,
    side,
    `${latencySec} s`,
    String(coverage.n),
    `${(coverage.bias * 100).toFixed(1)}%`,
    `${(coverage.coverage * 100).toFixed(1)}%`,
    coverage.holds ? 'holds' : 'misses its bounds',
  ].map((text) => ({ text }))
