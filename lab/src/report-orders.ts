import type { TableFigure } from '@ebbline/charts'
import { metricDefinitions } from './metrics-definitions.ts'
import { textTable } from './report-text-table.ts'
import type { ReportView } from './report-view.ts'
import { underWords } from './variants.ts'
import { tapeName } from './verdicts-breaks.ts'
import type { Comparison, Ranking } from './verdicts-types.ts'

/** The order that holds, in signs: `soft > a ~ b`; words where none does. */
export const orderText = ({ groups }: Ranking): string => {
  if (groups.length === 0) return 'not measured'
  const [first] = groups
  if (groups.length === 1) return first?.ties === true ? 'all equal' : 'open'
  return groups.map(({ policies, ties }) => policies.join(ties ? ' = ' : ' ~ ')).join(' > ')
}

/** The order of policies in every metric as far as it holds: over all tapes, and on each. Null with fewer than two policies. */
export const ordersTable = (view: ReportView, { rankings, tapes }: Comparison): TableFigure | null => {
  if (view.policies.length < 2 || rankings.length === 0) return null
  const many = tapes.length > 1
  const places: readonly Ranking['tape'][] = [
    ...(many ? [null] : []),
    ...tapes.map(({ scenario, seed }) => ({ scenario, seed })),
  ]
  const at = (metric: string, tape: Ranking['tape']): string => {
    const found = rankings.find(
      (each) => each.metric === metric && each.tape?.scenario === tape?.scenario && each.tape?.seed === tape?.seed,
    )
    return found === undefined ? '–' : orderText(found)
  }
  return textTable({
    id: 'orders',
    title: 'The order that holds',
    subtitle: `Best first, as far as ${underWords(view.variants)} agree: > better than, = equal, ~ open${many ? '; over all tapes, and on each' : ''}`,
    rowTitle: 'metric',
    columns: places.map((tape) => (tape === null ? 'all tapes' : many ? tapeName(tape, tapes) : 'order')),
    rows: metricDefinitions
      .filter(({ name }) => rankings.some(({ metric }) => metric === name))
      .map(({ name, title }) => ({ name: title, cells: places.map((tape) => at(name, tape)) })),
  })
}
