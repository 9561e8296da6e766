import {
  comparisonTable,
  laneChart,
  lineChart,
  page,
  seriesStyles,
  type Block,
  type Fact,
  type Figure,
  type Section,
  type Series,
  type TableFigure,
} from '@ebbline/charts'
import { YEAR_MS, type LiquidationRisk } from '@ebbline/core'
import type { RiskLine, RiskTerms } from './account-risk.ts'
import type { ClosingPlan } from './closing-plan.ts'
import { chance, digits, shortOf, span, titleOf } from './words.ts'

/** Lines that get a section of their own; the table holds all of them. */
export const LINES_SHOWN = 12

const LEAST_DRAWN = 1e-8

/** A page of accounts at risk: everybody in one table and one picture, then each with its ruin curve and its schedule. */
export const riskPage = (lines: readonly RiskLine[], terms: RiskTerms, asset: string): string => {
  const shown = lines.toSorted(byRisk).slice(0, LINES_SHOWN)
  return page({
    title: `Risk of ${lines.length === 1 ? 'one position' : `${lines.length} positions`} within ${span(terms.horizonMs)}`,
    subtitle: 'How likely each is to be liquidated, to end in bad debt, and how it would be closed in time.',
    brand: 'Ebbline',
    provenance: [
      { label: 'horizon', value: span(terms.horizonMs) },
      { label: 'from breach to fill', value: span(terms.latencyMs) },
      { label: 'ruin allowed', value: chance(terms.ruinProbabilityMax) },
      { label: 'money', value: asset },
    ],
    policies: [],
    sections: [
      overview(lines, shown, asset),
      ...shown.map((line, index) => lineSection(line, index, { terms, asset })),
    ],
    footer: 'Drawn by ebb risk. Probabilities are those of the stated price law, not of the market.',
  })
}

const lastOf = ({ curve }: RiskLine): LiquidationRisk | undefined => curve.at(-1)

const byRisk = (a: RiskLine, b: RiskLine): number => (lastOf(b)?.liquidation ?? 0) - (lastOf(a)?.liquidation ?? 0)

const overview = (lines: readonly RiskLine[], shown: readonly RiskLine[], asset: string): Section => {
  const rows = lines.toSorted(byRisk)
  const hidden = lines.length - shown.length
  const figures: readonly Block[] = [
    { kind: 'figure', figure: horizonFigure(shown) },
    { kind: 'figure', figure: table(rows, asset) },
  ]
  const note: readonly Block[] =
    hidden > 0
      ? [{ kind: 'text', text: `Drawn are the ${shown.length} likeliest to be liquidated; the table holds all.` }]
      : []
  return {
    id: 'all',
    title: 'All positions',
    lead: 'Each line moves one market and lets the others stand, but for those that were linked to it.',
    blocks: [...figures, ...note],
  }
}

const SERIES_MAX = 6

const horizonFigure = (shown: readonly RiskLine[]): Figure => {
  const drawn = shown.slice(0, SERIES_MAX)
  const styles = seriesStyles(drawn.map(shortOf))
  return lineChart({
    id: 'by-horizon',
    title: 'Probability of liquidation by horizon',
    subtitle: 'Share of futures in which the liquidation price is passed by then',
    x: { kind: 'elapsed-ms' },
    y: { kind: 'linear', format: 'ratio', unit: 'probability', domain: [0, niceTop(drawn)] },
    series: drawn.map((line) => ({
      name: shortOf(line),
      colour: 'var(--ink)',
      ...styles.get(shortOf(line)),
      points: [[0, startOf(line)] as const, ...line.curve.map(pointOf('liquidation'))],
    })),
  })
}

const startOf = (line: RiskLine): number => (line.liquidationPrice === line.price ? 1 : 0)

const niceTop = (lines: readonly RiskLine[]): number => {
  const most = Math.max(...lines.map((line) => lastOf(line)?.liquidation ?? 0), 1e-6)
  return most > 0.5 ? 1 : Math.min(1, most * 1.1)
}

const pointOf =
  (quantity: 'liquidation' | 'bankruptcy' | 'badDebt') =>
  (risk: LiquidationRisk): readonly [number, number] => [risk.horizon * YEAR_MS, risk[quantity]]

const table = (lines: readonly RiskLine[], asset: string): TableFigure =>
  comparisonTable({
    id: 'positions',
    title: 'Every position at the horizon',
    subtitle: `Probabilities by the stated law of the price; money in ${asset}`,
    rowTitle: 'Position',
    bounds: ['at the horizon'],
    groups: [
      {
        title: 'What may happen',
        columns: [
          column('liquidation', 'Liquidated', 'Probability that the liquidation price is passed.'),
          column('bankruptcy', 'Left alone', 'Probability that the bankruptcy price is passed, were nobody to act.'),
          column('badDebt', 'Bad debt', 'Probability of a fill beyond the bankruptcy price.'),
          column('loss', 'Expected', 'Mean of what is missing at the fill, over all futures.'),
        ],
      },
    ],
    rows: lines.map((line) => ({ name: titleOf(line), cells: cellsOf(line) })),
  })

const column = (key: string, title: string, definition: string) =>
  ({ key, title, definition, unit: '', format: 'text', better: 'none' }) as const

const cellsOf = (line: RiskLine): Readonly<Record<string, readonly (string | null)[]>> => {
  const risk = lastOf(line)
  if (risk === undefined) return {}
  const { liquidation, bankruptcy, badDebt, expectedLoss } = risk
  return {
    liquidation: [chance(liquidation)],
    bankruptcy: [chance(bankruptcy)],
    badDebt: [chance(badDebt)],
    loss: [digits(expectedLoss)],
  }
}

interface Telling {
  readonly terms: RiskTerms
  readonly asset: string
}

const lineSection = (line: RiskLine, index: number, telling: Telling): Section => {
  const curve = ruinFigure(line, index)
  return {
    id: `line-${index}`,
    title: titleOf(line),
    lead: leadOf(line, telling),
    blocks: [
      { kind: 'facts', facts: factsOf(line, telling) },
      ...(curve === null
        ? [{ kind: 'text', text: 'At no horizon is any of these likelier than one in a hundred million.' } as const]
        : [{ kind: 'figure', figure: curve } as const]),
      ...planBlocks(line, index, telling),
    ],
  }
}

const leadOf = (line: RiskLine, { terms, asset }: Telling): string => {
  const { price, liquidationPrice, bankruptcyPrice, vol, instrument } = line
  const at = liquidationPrice === null ? 'no price liquidates it' : `liquidated at ${digits(liquidationPrice)}`
  const gone = bankruptcyPrice === null ? '' : `, equity used up at ${digits(bankruptcyPrice)}`
  const law = terms.dynamicsOf(instrument).kind === 'kou' ? 'jumps included' : 'without jumps'
  return `Equity ${digits(line.equity)} ${asset}. ${instrument} stands at ${digits(price)}; ${at}${gone}. Volatility ${digits(100 * vol)}% a year, ${law}.`
}

const factsOf = (line: RiskLine, { terms, asset }: Telling): readonly Fact[] => {
  const risk = lastOf(line)
  if (risk === undefined) return []
  const within = `within ${span(terms.horizonMs)}`
  return [
    { label: 'Liquidated', value: chance(risk.liquidation), note: within },
    { label: 'Bad debt', value: chance(risk.badDebt), note: `filled ${span(terms.latencyMs)} after the breach` },
    { label: 'Expected bad debt', value: digits(risk.expectedLoss), note: asset },
    {
      label: 'Distance',
      value: risk.sigmasToLiquidation === null ? 'none' : `${digits(risk.sigmasToLiquidation)} σ`,
      note: 'to liquidation',
    },
  ]
}

const CURVES = [
  ['liquidation', 'liquidated'],
  ['bankruptcy', 'left alone'],
  ['badDebt', 'bad debt'],
] as const

/** The three probabilities on a log axis; null where all are too small to draw. */
const ruinFigure = (line: RiskLine, index: number): Figure | null => {
  const styles = seriesStyles(CURVES.map(([, name]) => name))
  const series = CURVES.flatMap(([quantity, name]): readonly Series[] => {
    const points = line.curve.map(pointOf(quantity)).map(([x, y]) => [x, y < LEAST_DRAWN ? null : y] as const)
    if (points.every(([, y]) => y === null)) return []
    return [{ name, colour: 'var(--ink)', ...styles.get(name), points }]
  })
  if (series.length === 0) return null
  return lineChart({
    id: `ruin-${index}`,
    title: 'Ruin curve',
    subtitle:
      'Probability by horizon of being liquidated, of bankruptcy when left alone, and of a fill beyond bankruptcy',
    x: { kind: 'elapsed-ms' },
    y: { kind: 'log', format: 'ratio', unit: 'probability' },
    series,
  })
}

const planBlocks = (line: RiskLine, index: number, { terms, asset }: Telling): readonly Block[] => {
  const { plan } = line
  if (plan === null) return [{ kind: 'text', text: 'No schedule: the volume of this market was not given.' }]
  const { found, evenRuin, even, timeMs } = plan
  const bound = chance(terms.ruinProbabilityMax)
  const facts: readonly Fact[] = [
    { label: 'Equal trades: ruined', value: chance(evenRuin), note: `cost ${digits(even.expectedCost)} ${asset}` },
    ...(found.kind === 'schedule'
      ? [
          {
            label: 'Cheapest within the bound: ruined',
            value: chance(found.ruinProbability),
            note: `cost ${digits(found.schedule.expectedCost)} ${asset}`,
          },
        ]
      : [
          {
            label: 'Least ruin of any schedule',
            value: chance(found.least.ruinProbability),
            note: 'not rescuable here',
          },
        ]),
  ]
  return [
    { kind: 'facts', facts },
    { kind: 'text', text: verdictOf(plan, bound) },
    { kind: 'figure', figure: scheduleFigure(plan, index, `closed within ${span(timeMs)}`) },
  ]
}

const verdictOf = ({ found, timeMs }: ClosingPlan, bound: string): string => {
  if (found.kind === 'not-rescuable')
    return `No schedule over ${span(timeMs)} keeps ruin at or under ${bound}: the open book cannot rescue this account; a backstop must.`
  return found.isBound
    ? `The bound of ${bound} decides: selling more slowly would be cheaper and break it.`
    : `Equal trades over ${span(timeMs)} stay within ${bound}, so nothing is gained by hurrying.`
}

const scheduleFigure = ({ found, even, timeMs }: ClosingPlan, index: number, when: string): Figure => {
  const chosen = found.kind === 'schedule' ? found.schedule : found.least.schedule
  const name = found.kind === 'schedule' ? 'cheapest' : 'least ruin'
  const styles = seriesStyles([name, 'equal trades'])
  const shareOf = (holdings: readonly number[]): Series['points'] =>
    holdings.map((holding, j) => [(timeMs * j) / (holdings.length - 1), holding / (holdings[0] ?? 1)] as const)
  const line = (of: string, holdings: readonly number[]): Series => ({
    name: of,
    colour: 'var(--ink)',
    ...styles.get(of),
    points: shareOf(holdings),
  })
  const isSame = found.kind === 'schedule' && !found.isBound
  return laneChart({
    id: `schedule-${index}`,
    title: 'Schedule',
    subtitle: `Share of the position still open, ${when}`,
    x: { kind: 'elapsed-ms' },
    lanes: [
      {
        kind: 'lines',
        heightPx: 170,
        y: { kind: 'linear', format: 'ratio', unit: 'share', domain: [0, 1] },
        series: isSame
          ? [line('equal trades', even.holdings)]
          : [line(name, chosen.holdings), line('equal trades', even.holdings)],
      },
    ],
  })
}
