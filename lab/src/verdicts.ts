import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { bestOf, columnsOf, standingOf, valueIn, type Column, type Standing } from './verdicts-ranking.ts'
import { bestSentence, summaries, versusSentence } from './verdicts-sentences.ts'
import type { TapeComparison, Verdict, VerdictValue } from './verdicts-types.ts'

export type { Comparison, PolicyRuns, TapeComparison, Verdict, VerdictValue } from './verdicts-types.ts'

/** The policy whose gains and losses are told one by one. */
export const SUBJECT = 'soft'

/** What no policy brings about is measured against nobody. */
const YARDSTICKS: ReadonlySet<string> = new Set(['equityIfHeld'])

/** The metrics that verdicts speak of: all but yardsticks. */
export const judgedMetrics: readonly MetricDefinition[] = metricDefinitions.filter(({ name }) => !YARDSTICKS.has(name))

/**
 * All that the numbers allow one to say: for every metric the best policy, then `soft` against each other policy, then a short
 * list of sentences. Equal numbers are ties; where tapes or bounds disagree, or a value is missing, nothing is claimed.
 */
export const verdictsOf = (tapes: readonly TapeComparison[]): readonly Verdict[] => {
  const policies = tapes[0]?.policies.map(({ policy }) => policy) ?? []
  if (policies.length < 2) return []
  const best = judgedMetrics.map((metric) => bestVerdict(tapes, metric))
  const others = policies.includes(SUBJECT) ? policies.filter((policy) => policy !== SUBJECT) : []
  const versus = judgedMetrics.flatMap((metric) => others.map((other) => versusVerdict(tapes, metric, other)))
  return [...best, ...versus, ...summaries(tapes, [...best, ...versus])]
}

const bestVerdict = (tapes: readonly TapeComparison[], definition: MetricDefinition): Verdict => {
  const columns = columnsOf(tapes, definition.name)
  const leaders = columns.map((column) => bestOf(definition.better, column))
  const everywhere = (leaders[0] ?? []).filter((policy) => leaders.every((list) => list.includes(policy)))
  const holds = everywhere.length > 0
  const policies = holds ? everywhere : [...new Set(leaders.flat())]
  const draft = {
    kind: 'best',
    metric: definition.name,
    holds,
    relation: holds ? (leaders.every((list) => list.length === 1) ? 'best' : 'tied') : 'mixed',
    policies,
    tapes: {
      hold: tapes.filter((tape) => holdsOn(columns, leaders, tape, policies)).length,
      of: tapes.length,
    },
    values: valuesOf(tapes, definition.name),
  } as const
  return { ...draft, sentence: bestSentence(definition, draft, leaders) }
}

const holdsOn = (
  columns: readonly Column[],
  leaders: readonly (readonly string[])[],
  tape: TapeComparison,
  policies: readonly string[],
): boolean => {
  const here = leaders.filter((_, at) => columns[at]?.tape === tape)
  return policies.some((policy) => here.every((list) => list.includes(policy)))
}

const versusVerdict = (tapes: readonly TapeComparison[], definition: MetricDefinition, other: string): Verdict => {
  const columns = columnsOf(tapes, definition.name)
  const standings = columns.map((column) =>
    standingOf(definition.better, valueIn(column, SUBJECT), valueIn(column, other)),
  )
  const relation = agreed(standings)
  const onTape = tapes.map((tape) => agreed(standings.filter((_, at) => columns[at]?.tape === tape)))
  const draft = {
    kind: 'versus',
    metric: definition.name,
    holds: relation !== 'mixed',
    relation,
    policies: [SUBJECT, other],
    tapes: { hold: mostFrequent(onTape), of: tapes.length },
    values: valuesOf(tapes, definition.name).filter(({ policy }) => policy === SUBJECT || policy === other),
  } as const
  return { ...draft, sentence: versusSentence(definition, draft) }
}

const agreed = (standings: readonly Standing[]): 'better' | 'worse' | 'equal' | 'mixed' => {
  const first = standings[0]
  return first === undefined || first === 'unknown' || standings.some((each) => each !== first) ? 'mixed' : first
}

/** How often the relation occurs that occurs most; `mixed` is none. */
const mostFrequent = (relations: readonly string[]): number =>
  Math.max(0, ...['better', 'worse', 'equal'].map((wanted) => relations.filter((each) => each === wanted).length))

const valuesOf = (tapes: readonly TapeComparison[], metric: string): readonly VerdictValue[] =>
  tapes.flatMap(({ scenario, seed, policies }) =>
    policies.map(({ policy, frozen, own }) => ({
      scenario,
      seed,
      policy,
      frozen: frozen.metrics[metric] ?? null,
      own: own.metrics[metric] ?? null,
    })),
  )
