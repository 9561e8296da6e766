import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { listed } from './report-format.ts'
import { bestOf, columnsOf, groupsOf, standingOf, valueIn, type Column, type Standing } from './verdicts-ranking.ts'
import { dividersOf, spreadText, type Found } from './verdicts-breaks.ts'
import { bestSentence, versusSentence } from './verdicts-sentences.ts'
import { summaries } from './verdicts-summaries.ts'
import type { Break, Ranking, TapeComparison, Verdict, VerdictValue } from './verdicts-types.ts'

export type { Comparison, PolicyRuns, Ranking, TapeComparison, Verdict, VerdictValue } from './verdicts-types.ts'

/** The policy whose gains and losses are told one by one. */
export const SUBJECT = 'soft'

/** What no policy brings about; and how losses are spread, which praises a policy that takes everything from everybody. */
const UNJUDGED: ReadonlySet<string> = new Set(['equityIfHeld', 'giniOfLosses'])

/** The metrics that verdicts speak of. */
export const judgedMetrics: readonly MetricDefinition[] = metricDefinitions.filter(({ name }) => !UNJUDGED.has(name))

/**
 * All that the numbers allow one to say: for every metric the best policy, then `soft` against each other policy, then a short
 * list of sentences. Equal numbers are ties; where tapes, bounds or print orders disagree, or a value is missing, nothing is
 * claimed.
 *
 * @source docs/models/verdicts.md, eq. 1 and 2
 */
export const verdictsOf = (tapes: readonly TapeComparison[]): readonly Verdict[] => {
  const policies = tapes[0]?.policies.map(({ policy }) => policy) ?? []
  if (policies.length < 2) return []
  const best = judgedMetrics.map((metric) => bestVerdict(tapes, metric))
  const others = policies.includes(SUBJECT) ? policies.filter((policy) => policy !== SUBJECT) : []
  const versus = judgedMetrics.flatMap((metric) => others.map((other) => versusVerdict(tapes, metric, other)))
  return [...best, ...versus, ...summaries(tapes, [...best, ...versus])]
}

/** The order of policies in every judged metric as far as it holds: on each tape, and with several tapes over all of them. */
export const rankingsOf = (tapes: readonly TapeComparison[]): readonly Ranking[] => {
  const over = (those: readonly TapeComparison[], tape: Ranking['tape']): readonly Ranking[] =>
    judgedMetrics.map(({ name, better }) => ({ metric: name, tape, groups: groupsOf(better, columnsOf(those, name)) }))
  const each = tapes.flatMap((tape) => over([tape], { scenario: tape.scenario, seed: tape.seed }))
  return tapes.length > 1 ? [...over(tapes, null), ...each] : each
}

/** A column with who leads in it; nobody leads where somebody was not measured. */
interface Led {
  readonly column: Column
  readonly leaders: readonly string[]
}

const bestVerdict = (tapes: readonly TapeComparison[], definition: MetricDefinition): Verdict => {
  const led = columnsOf(tapes, definition.name).map((column): Led => ({
    column,
    leaders: bestOf(definition.better, column),
  }))
  const lists = led.map(({ leaders }) => leaders)
  const somewhere = [...new Set(lists.flat())]
  const everywhere = somewhere.filter((policy) => lists.every((list) => list.includes(policy)))
  const holds = everywhere.length > 0
  const { leader, count } = mostTapes(tapes, led, somewhere)
  const draft = {
    kind: 'best',
    metric: definition.name,
    holds,
    relation: holds ? (lists.every((list) => list.length === 1) ? 'best' : 'tied') : 'mixed',
    policies: holds ? everywhere : somewhere.toSorted((a, b) => Number(b === leader) - Number(a === leader)),
    tapes: { hold: count, of: tapes.length },
    breaks: holds || leader === null ? [] : tapes.flatMap((tape) => breakOfBest(tape, led, leader)),
    values: valuesOf(tapes, definition.name),
  } as const
  return { ...draft, sentence: bestSentence({ definition, draft, tapes, found: led.map(foundOf) }) }
}

const foundOf = ({ column, leaders }: Led): Found => ({
  variant: column.variant,
  text: leaders.length === 0 ? 'not measured' : listed(leaders),
})

const onTape = (led: readonly Led[], tape: TapeComparison): readonly Led[] =>
  led.filter(({ column }) => column.tape === tape)

/** The policy that leads under every variant on most tapes, the first of equals; null where none does on any. */
const mostTapes = (
  tapes: readonly TapeComparison[],
  led: readonly Led[],
  policies: readonly string[],
): { readonly leader: string | null; readonly count: number } => {
  const counts = policies.map((policy) => ({
    leader: policy,
    count: tapes.filter((tape) => onTape(led, tape).every(({ leaders }) => leaders.includes(policy))).length,
  }))
  const most = counts.reduce((top, each) => (each.count > top.count ? each : top), { leader: '', count: 0 })
  return most.count === 0 ? { leader: null, count: 0 } : most
}

const breakOfBest = (tape: TapeComparison, led: readonly Led[], leader: string): readonly Break[] => {
  const here = onTape(led, tape)
  if (here.every(({ leaders }) => leaders.includes(leader))) return []
  const always = (here[0]?.leaders ?? []).filter((policy) => here.every(({ leaders }) => leaders.includes(policy)))
  return [{ scenario: tape.scenario, seed: tape.seed, because: whyNotBest(here.map(foundOf), here, always) }]
}

const whyNotBest = (found: readonly Found[], here: readonly Led[], always: readonly string[]): string => {
  if (here.some(({ leaders }) => leaders.length === 0)) return 'a policy was not measured there'
  if (always.length > 0) return `${listed(always)} ${always.length > 1 ? 'are' : 'is'} best there`
  return `${dividersOf(found) ?? 'the bounds'} disagree (${spreadText(found)})`
}

const versusVerdict = (tapes: readonly TapeComparison[], definition: MetricDefinition, other: string): Verdict => {
  const standings = columnsOf(tapes, definition.name).map((column) => ({
    column,
    standing: standingOf(definition.better, valueIn(column, SUBJECT), valueIn(column, other)),
  }))
  const relation = agreed(standings.map(({ standing }) => standing))
  const perTape = tapes.map((tape) => {
    const here = standings.filter(({ column }) => column.tape === tape)
    return { tape, here, relation: agreed(here.map(({ standing }) => standing)) }
  })
  const { wanted, count } = mostFrequent(perTape.map((each) => each.relation))
  const draft = {
    kind: 'versus',
    metric: definition.name,
    holds: relation !== 'mixed',
    relation,
    policies: [SUBJECT, other],
    tapes: { hold: count, of: tapes.length },
    breaks: perTape.flatMap(({ tape, here, relation: found }): readonly Break[] =>
      count === 0 || found === wanted
        ? []
        : [{ scenario: tape.scenario, seed: tape.seed, because: whyNot(here, found) }],
    ),
    values: valuesOf(tapes, definition.name).filter(({ policy }) => policy === SUBJECT || policy === other),
  } as const
  return { ...draft, sentence: versusSentence({ definition, draft, tapes, wanted }) }
}

interface Stood {
  readonly column: Column
  readonly standing: Standing
}

const whyNot = (here: readonly Stood[], relation: string): string => {
  if (here.some(({ standing }) => standing === 'unknown')) return 'one of the two was not measured there'
  if (relation !== 'mixed') return `it is ${relation} there`
  const found = here.map(({ column, standing }): Found => ({ variant: column.variant, text: standing }))
  return `${dividersOf(found) ?? 'the bounds'} disagree (${spreadText(found)})`
}

const agreed = (standings: readonly Standing[]): 'better' | 'worse' | 'equal' | 'mixed' => {
  const first = standings[0]
  return first === undefined || first === 'unknown' || standings.some((each) => each !== first) ? 'mixed' : first
}

/** The relation that occurs most, the first of equals, and how often; `mixed` is none. */
const mostFrequent = (
  relations: readonly string[],
): { readonly wanted: 'better' | 'worse' | 'equal'; readonly count: number } =>
  (['better', 'worse', 'equal'] as const)
    .map((wanted) => ({ wanted, count: relations.filter((each) => each === wanted).length }))
    .reduce((top, each) => (each.count > top.count ? each : top))

const valuesOf = (tapes: readonly TapeComparison[], metric: string): readonly VerdictValue[] =>
  tapes.flatMap(({ scenario, seed, policies }) =>
    policies.map(({ policy, runs }) => ({
      scenario,
      seed,
      policy,
      values: runs.map(({ bound, order, run }) => ({ bound, order, value: run.metrics[metric] ?? null })),
    })),
  )
