import type { Ranking } from '@ebbline/lab'
import { wrap } from '../text/table.ts'
import { BLOCKS } from './columns.ts'

/** What a claim was tested under, in words: `both bounds and both print orders`. */
export interface RankingStyle {
  readonly under: string
  readonly width: number
}

/**
 * The order of policies that holds in every run, metric by metric: `>` is better than, `=` equal everywhere, `~` open. Metrics in
 * which nothing holds are named in one line.
 */
export const rankingLines = (rankings: readonly Ranking[], { under, width }: RankingStyle): readonly string[] => {
  const rows = BLOCKS.flatMap(({ columns }) => columns).flatMap(({ metric, head }) => {
    const ranking = rankings.find((each) => each.metric === metric)
    return ranking === undefined ? [] : [{ title: head.replace(/,.*$/, ''), ranking }]
  })
  const held = rows.filter(({ ranking: { groups } }) => groups.length > 1)
  const equal = rows.filter(({ ranking: { groups } }) => groups.length === 1 && groups[0]?.ties === true)
  const open = rows.filter((row) => !held.includes(row) && !equal.includes(row))
  const indent = Math.max(0, ...held.map(({ title }) => title.length))
  const names = (list: readonly { readonly title: string }[]): string => list.map(({ title }) => title).join(', ')
  return [
    `Order that holds under ${under} (> better than, = equal, ~ open):`,
    ...held.flatMap(({ title, ranking }) =>
      wrap(orderText(ranking), width - indent - 4).map(
        (line, at) => `  ${(at === 0 ? title : '').padEnd(indent)}  ${line}`,
      ),
    ),
    ...(equal.length === 0 ? [] : indented(`Equal for all policies: ${names(equal)}.`, width)),
    ...(open.length === 0 ? [] : indented(`No order holds: ${names(open)}.`, width)),
  ]
}

const indented = (text: string, width: number): readonly string[] => wrap(text, width - 2).map((line) => `  ${line}`)

const orderText = ({ groups }: Ranking): string =>
  groups.map(({ policies, ties }) => policies.join(ties ? ' = ' : ' ~ ')).join(' > ')
