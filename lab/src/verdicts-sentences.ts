import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { listed, metricText } from './report-format.ts'
import type { TapeComparison, Verdict, VerdictValue } from './verdicts-types.ts'
import { standingOf } from './verdicts-ranking.ts'

type Draft = Omit<Verdict, 'sentence'>

/** The metrics that a summary speaks of, in this order: what traders keep, then what it costs the others. */
const HEADLINES: readonly string[] = [
  'equityPreserved',
  'equityAtHorizon',
  'positionPreserved',
  'forcedNotional',
  'overLiquidationRatio',
  'unnecessaryRate',
  'slippageBps',
  'accountsTouched',
  'badDebt',
  'fundDrawdown',
  'vaultResult',
  'socialised',
  'adlNotional',
  'peakImpactBps',
  'timeAtRiskSec',
  'accountsBankrupt',
]

/** Which policy leads in a metric, in one sentence. `leaders`: the best of each tape and bound. */
export const bestSentence = (
  definition: MetricDefinition,
  draft: Draft,
  leaders: readonly (readonly string[])[],
): string => {
  const { title } = definition
  if (leaders.some((list) => list.length === 0)) return `${title}: not measured for every policy, so no best is named.`
  if (!draft.holds) {
    if (draft.tapes.of > 1)
      return `${title}: no policy is best on all ${draft.tapes.of} tapes under both bounds; ${listed(draft.policies)} lead somewhere.`
    const [frozen, own] = leaders
    return `${title}: the best differs between the bounds (frozen ${listed(frozen ?? [])}, own impact ${listed(own ?? [])}), so no ranking is claimed.`
  }
  const names = listed(draft.policies)
  if (leaders.every((list) => list.length === new Set(draft.values.map(({ policy }) => policy)).size))
    return `${title}: all policies are equal at ${bothBounds(definition, draft.values, draft.policies[0] ?? '')}.`
  const numbers = bothBounds(definition, draft.values, draft.policies[0] ?? '')
  if (draft.policies.length > 1) return `${title}: ${names} tie for the best at ${numbers}.`
  const shared = draft.relation === 'tied' ? ', shared under one of the bounds' : ''
  return `${title}: ${names} is best with ${numbers}${shared}.`
}

/** How `soft` stands to one other policy, in one sentence. */
export const versusSentence = (definition: MetricDefinition, draft: Draft): string => {
  const [subject, other] = [draft.policies[0] ?? '', draft.policies[1] ?? '']
  const [mine, theirs] = [subject, other].map((policy) => bothBounds(definition, draft.values, policy))
  const numbers = `${mine} against ${theirs}`
  switch (draft.relation) {
    case 'better':
      return `${definition.title}: ${subject} is better than ${other}, ${numbers}.`
    case 'worse':
      return `${definition.title}: ${subject} is worse than ${other}, ${numbers}.`
    case 'equal':
      return `${definition.title}: ${subject} and ${other} are equal at ${mine}.`
    case 'mixed':
    case 'best':
    case 'tied':
    case 'said': {
      const tapes = draft.tapes.of > 1 ? ` (one order on ${draft.tapes.hold} of ${draft.tapes.of} tapes)` : ''
      return `${definition.title}: ${subject} against ${other} does not hold under both bounds, ${numbers}${tapes}.`
    }
  }
}

/** `81.2% / 79.5%`: frozen, then own impact, once where both read alike; over several tapes each as its lowest to highest. */
const bothBounds = (definition: MetricDefinition, values: readonly VerdictValue[], policy: string): string => {
  const mine = values.filter((value) => value.policy === policy)
  const sides = [mine.map(({ frozen }) => frozen), mine.map(({ own }) => own)].map((list) => {
    const sorted = list.toSorted((a, b) => (standingOf('lower', a, b) === 'better' ? -1 : 1))
    const [low, high] = [sorted[0] ?? null, sorted.at(-1) ?? null].map((value) => metricText(definition, value))
    return low === high ? low : `${low} to ${high}`
  })
  const [frozen, own] = sides
  return frozen === own ? `${frozen}` : `${frozen} / ${own}`
}

/** The short list that stands above every table: who wins where, where `soft` loses and by how much, what stays open. */
export const summaries = (tapes: readonly TapeComparison[], verdicts: readonly Verdict[]): readonly Verdict[] => {
  const policies = tapes[0]?.policies.map(({ policy }) => policy) ?? []
  const best = HEADLINES.flatMap(
    (name) => verdicts.find(({ kind, metric }) => kind === 'best' && metric === name) ?? [],
  )
  const said = [
    ...policies.flatMap((policy) => winsOf(policy, best)),
    ...lossesOf(best, verdicts),
    ...tiesOf(best, policies.length),
    ...openOf(best),
  ]
  const of = tapes.length
  return said.map(({ sentence, holds, about }) => ({
    kind: 'summary',
    metric: null,
    relation: 'said',
    sentence,
    holds,
    policies: about,
    tapes: { hold: holds ? of : 0, of },
    values: [],
  }))
}

interface Said {
  readonly sentence: string
  readonly holds: boolean
  readonly about: readonly string[]
}

const definitionOf = (verdict: Verdict): MetricDefinition | undefined =>
  metricDefinitions.find(({ name }) => name === verdict.metric)

/** A title within a sentence. */
const inline = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1)

const winsOf = (policy: string, best: readonly Verdict[]): readonly Said[] => {
  const won = best.filter(({ holds, policies, relation }) => holds && relation === 'best' && policies[0] === policy)
  if (won.length === 0) return []
  const parts = won.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    if (definition === undefined) return []
    return [`${inline(definition.title)} (${bothBounds(definition, verdict.values, policy)})`]
  })
  return [
    {
      sentence: `${policy} is best under both bounds (frozen path / own impact) in ${listed(parts)}.`,
      holds: true,
      about: [policy],
    },
  ]
}

/** Every headline in which `soft` is worse than another policy under both bounds, with both numbers; one sentence a side. */
const lossesOf = (best: readonly Verdict[], verdicts: readonly Verdict[]): readonly Said[] => {
  const versus = verdicts.filter(({ kind }) => kind === 'versus')
  const subject = versus[0]?.policies[0]
  if (subject === undefined) return []
  const losses = best.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    const text = definition === undefined ? null : lossText(definition, verdict, versus)
    return definition === undefined || text === null ? [] : [{ side: definition.side, text }]
  })
  const say = (sentence: string): Said => ({ sentence, holds: true, about: [subject] })
  if (losses.length === 0) return [say(`Where ${subject} loses: nowhere among these metrics under both bounds.`)]
  return LOSERS.flatMap(({ side, who }) => {
    const parts = losses.filter((loss) => loss.side === side).map(({ text }) => text)
    return parts.length === 0 ? [] : [say(`Where ${subject} loses, ${who}: ${parts.join('; ')}.`)]
  })
}

const LOSERS = [
  { side: 'benefit', who: 'for the accounts it treats' },
  { side: 'cost', who: 'for everybody else' },
] as const

/** `time at risk 1 h / 2 h against 1 min (full-close)`: against the best of those that are better. */
const lossText = (definition: MetricDefinition, verdict: Verdict, versus: readonly Verdict[]): string | null => {
  const beaten = versus.filter(({ metric, relation }) => metric === verdict.metric && relation === 'worse')
  const rivals = beaten.flatMap(({ policies }) => policies[1] ?? [])
  const leader = rivals.find((policy) => verdict.policies.includes(policy)) ?? rivals[0]
  const subject = beaten[0]?.policies[0]
  if (leader === undefined || subject === undefined) return null
  const [mine, theirs] = [subject, leader].map((policy) => bothBounds(definition, verdict.values, policy))
  return `${inline(definition.title)} ${mine} against ${theirs} (${leader})`
}

const tiesOf = (best: readonly Verdict[], count: number): readonly Said[] => {
  const tied = best.filter(({ holds, relation }) => holds && relation === 'tied')
  if (tied.length === 0) return []
  const parts = tied.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    if (definition === undefined) return []
    const alone = verdict.policies.length === 1 ? ', shared under one bound only' : ''
    const who = verdict.policies.length === count ? 'all policies' : `${listed(verdict.policies)}${alone}`
    return [`${inline(definition.title)} ${bothBounds(definition, verdict.values, verdict.policies[0] ?? '')} (${who})`]
  })
  return [{ sentence: `Ties for the best: ${parts.join('; ')}.`, holds: true, about: [] }]
}

const openOf = (best: readonly Verdict[]): readonly Said[] => {
  const open = best.filter(({ holds }) => !holds)
  if (open.length === 0) return []
  const parts = open.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    const who = verdict.policies.length === 0 ? 'not measured everywhere' : verdict.policies.join(' or ')
    return definition === undefined ? [] : [`${inline(definition.title)} (${who})`]
  })
  const sentence = `No best is named for ${parts.join(', ')}: bounds or tapes disagree.`
  return [{ sentence, holds: false, about: [] }]
}
