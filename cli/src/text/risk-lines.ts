import type { LiquidationRisk } from '@ebbline/core'
import { riskWords, type RiskLine, type RiskTerms } from '@ebbline/lab'
import { tableLines, type Cell, type Column } from './table.ts'

const { chance, digits, span } = riskWords

const left = (...head: readonly string[]): Column => ({ head, align: 'left' })
const right = (...head: readonly string[]): Column => ({ head, align: 'right' })

/** Every line of risk as a table, and what the schedules came to. */
export const riskLines = (
  lines: readonly RiskLine[],
  terms: RiskTerms,
  asset: string,
  colour: boolean,
): readonly string[] => {
  if (lines.length === 0) return ['No account of this file holds a position.']
  const columns = [
    left('account'),
    left('if'),
    right('price'),
    right('liquidated', 'at'),
    right('distance'),
    right('liquidated'),
    right('bad debt'),
    right('expected', `bad debt ${asset}`),
  ]
  return [
    `Within ${span(terms.horizonMs)}, filled ${span(terms.latencyMs)} after a breach:`,
    '',
    ...tableLines({ columns, rows: lines.map(rowOf) }, colour),
    '',
    ...scheduleLines(lines, terms, asset, colour),
  ]
}

const rowOf = (line: RiskLine): readonly Cell[] => {
  const risk = line.curve.at(-1)
  const probable = risk === undefined ? [] : probabilities(risk)
  return [
    { text: line.account },
    { text: `${line.instrument} ${line.move}` },
    { text: digits(line.price) },
    { text: line.liquidationPrice === null ? 'never' : digits(line.liquidationPrice) },
    { text: risk === undefined || risk.sigmasToLiquidation === null ? '' : `${digits(risk.sigmasToLiquidation)} σ` },
    ...probable,
  ]
}

const probabilities = ({ liquidation, badDebt, expectedLoss }: LiquidationRisk): readonly Cell[] => [
  { text: chance(liquidation), ...(liquidation > 0.5 ? { tone: 'bad' as const } : {}) },
  { text: chance(badDebt) },
  { text: digits(expectedLoss) },
]

const scheduleLines = (
  lines: readonly RiskLine[],
  terms: RiskTerms,
  asset: string,
  colour: boolean,
): readonly string[] => {
  const planned = lines.filter(({ plan }) => plan !== null)
  if (planned.length === 0) return ['No schedules: give the volume a day, such as --volume BTC-PERP=20000.']
  const columns = [
    left('account'),
    left('close'),
    right('cost', asset),
    right('ruined'),
    right('equal trades:', 'ruined'),
    left(''),
  ]
  return [
    `Closed within ${span(terms.closeWithinMs)}, ruin at most ${chance(terms.ruinProbabilityMax)}:`,
    '',
    ...tableLines({ columns, rows: planned.flatMap(scheduleRow) }, colour),
  ]
}

const scheduleRow = ({ account, instrument, plan }: RiskLine): readonly (readonly Cell[])[] => {
  if (plan === null) return []
  const { found, evenRuin } = plan
  const [schedule, ruin] =
    found.kind === 'schedule'
      ? [found.schedule, found.ruinProbability]
      : [found.least.schedule, found.least.ruinProbability]
  const word = found.kind === 'not-rescuable' ? 'not rescuable' : found.isBound ? 'the bound decides' : 'no hurry'
  return [
    [
      { text: account },
      { text: instrument },
      { text: digits(schedule.expectedCost) },
      { text: chance(ruin) },
      { text: chance(evenRuin) },
      { text: word, ...(found.kind === 'not-rescuable' ? { tone: 'bad' as const } : {}) },
    ],
  ]
}
