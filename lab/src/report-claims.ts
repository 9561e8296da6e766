import type { TableFigure } from '@ebbline/charts'
import { listed } from './report-format.ts'
import { textTable } from './report-text-table.ts'
import type { ReportView } from './report-view.ts'
import { underWords } from './variants.ts'
import { metricDefinitions } from './metrics-definitions.ts'
import type { Verdict } from './verdicts-types.ts'

const RELATIONS: Readonly<Record<string, string>> = {
  better: '▲ better',
  worse: '▼ worse',
  equal: '= equal',
  mixed: '△ open',
}

/** `soft` against each other policy, metric by metric: what may be said and what may not; null without such verdicts. */
export const claimsTable = (view: ReportView, verdicts: readonly Verdict[]): TableFigure | null => {
  const versus = verdicts.filter(({ kind }) => kind === 'versus')
  const subject = versus[0]?.policies[0]
  const others = view.policies.map(({ name }) => name).filter((name) => name !== subject)
  if (subject === undefined || others.length === 0) return null
  const many = others.length > ONE_BY_ONE
  return textTable({
    id: 'claims',
    title: `Where ${subject} is better, and where it is worse`,
    subtitle: `${subject} against each other policy; a claim needs ${underWords(view.variants)}${versus[0] !== undefined && versus[0].tapes.of > 1 ? ' and every tape' : ''}`,
    rowTitle: 'metric',
    columns: many
      ? KINDS.map(({ head }) => head.replace('SUBJECT', subject))
      : others.map((other) => `against ${other}`),
    rows: metricDefinitions
      .filter(({ name }) => versus.some(({ metric }) => metric === name))
      .map(({ name, title }) => ({
        name: title,
        cells: many
          ? KINDS.map(({ relation }) => whoText(versus, name, relation))
          : others.map((other) => claimText(versus, name, other)),
      })),
  })
}

/** Policies that still stand side by side, a column each; of more only who is better and worse is told. */
const ONE_BY_ONE = 6

const KINDS = [
  { relation: 'better', head: '▲ SUBJECT is better than' },
  { relation: 'worse', head: '▼ SUBJECT is worse than' },
  { relation: 'equal', head: '= equal to' },
  { relation: 'mixed', head: '△ open against' },
] as const

/** Names that a cell holds; more are counted. */
const NAMED = 3

const whoText = (versus: readonly Verdict[], name: string, relation: Verdict['relation']): string => {
  const who = versus
    .filter((verdict) => verdict.metric === name && verdict.relation === relation)
    .map(({ policies }) => policies[1] ?? '')
  return who.length === 0 ? '-' : who.length > NAMED ? `${who.length} policies` : listed(who)
}

const claimText = (versus: readonly Verdict[], name: string, other: string): string => {
  const verdict = versus.find(({ metric, policies }) => metric === name && policies[1] === other)
  if (verdict === undefined) return 'not compared'
  const tapes =
    verdict.tapes.of > 1 && !verdict.holds ? `, one order on ${verdict.tapes.hold} of ${verdict.tapes.of} tapes` : ''
  return `${RELATIONS[verdict.relation] ?? verdict.relation}${tapes}`
}
