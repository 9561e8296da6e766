import { metricDefinitions, type MetricDefinition } from './metrics-definitions.ts'
import { listed, listedShort } from './report-format.ts'
import { breaksText } from './verdicts-breaks.ts'
import { numbersOf } from './verdicts-numbers.ts'
import { variantsIn } from './verdicts-ranking.ts'
import { underOf } from './verdicts-sentences.ts'
import type { TapeComparison, Verdict } from './verdicts-types.ts'

/** The metrics that a summary speaks of, in this order: what traders keep, then what it costs the others. */
const HEADLINES: readonly string[] = [
  'traderLoss',
  'venueLoss',
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

/** The short list that stands above every table: who wins where, where `soft` loses and by how much, what stays open. */
export const summaries = (tapes: readonly TapeComparison[], verdicts: readonly Verdict[]): readonly Verdict[] => {
  const policies = tapes[0]?.policies.map(({ policy }) => policy) ?? []
  const best = HEADLINES.flatMap(
    (name) => verdicts.find(({ kind, metric }) => kind === 'best' && metric === name) ?? [],
  )
  const said = [
    ...policies.flatMap((policy) => winsOf(tapes, policy, best)),
    ...lossesOf(tapes, best, verdicts),
    ...tiesOf(best, policies.length),
    ...partsOf(tapes, best),
    ...openOf(tapes, best),
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
    breaks: [],
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

const titleOf = (verdict: Verdict): string => inline(definitionOf(verdict)?.title ?? '')

/** How the two numbers of a pair are to be read. */
const pairWords = (tapes: readonly TapeComparison[]): string => {
  const ranged = tapes.length > 1 || tapes.some((tape) => variantsIn(tape).some(({ order }) => order !== null))
  return ranged ? 'frozen path / own impact, each lowest to highest' : 'frozen path / own impact'
}

const onTapes = (tapes: readonly TapeComparison[]): string => (tapes.length > 1 ? ` on all ${tapes.length} tapes` : '')

const winsOf = (tapes: readonly TapeComparison[], policy: string, best: readonly Verdict[]): readonly Said[] => {
  const won = best.filter(({ holds, policies, relation }) => holds && relation === 'best' && policies[0] === policy)
  if (won.length === 0) return []
  const parts = won.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    if (definition === undefined) return []
    return [`${inline(definition.title)} (${numbersOf(definition, verdict.values, policy)})`]
  })
  const sentence = `${policy} is best under ${underOf(tapes)}${onTapes(tapes)} (${pairWords(tapes)}) in ${listed(parts)}.`
  return [{ sentence, holds: true, about: [policy] }]
}

/** Every headline in which `soft` is worse than another policy wherever it was run; one sentence a side. */
const lossesOf = (
  tapes: readonly TapeComparison[],
  best: readonly Verdict[],
  verdicts: readonly Verdict[],
): readonly Said[] => {
  const versus = verdicts.filter(({ kind }) => kind === 'versus')
  const subject = versus[0]?.policies[0]
  if (subject === undefined) return []
  const losses = best.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    const beaten = versus.filter(({ metric, relation }) => metric === verdict.metric && relation === 'worse')
    const text = definition === undefined ? null : lossText(definition, verdict, beaten)
    if (definition === undefined || text === null) return []
    return [{ side: definition.side, name: inline(definition.title), text, rivals: beaten.length }]
  })
  const say = (sentence: string): Said => ({ sentence, holds: true, about: [subject] })
  if (losses.length === 0)
    return [say(`Where ${subject} loses: nowhere among these metrics under ${underOf(tapes)}${onTapes(tapes)}.`)]
  return LOSERS.flatMap(({ side, who }) => {
    const parts = losses.filter((loss) => loss.side === side)
    return parts.length === 0 ? [] : [say(`Where ${subject} loses${onTapes(tapes)}, ${who}: ${inNumbers(parts)}.`)]
  })
}

/** A headline in which the subject is worse than some, than how many, and the words for it. */
interface Loss {
  readonly name: string
  readonly text: string
  readonly rivals: number
}

/** Losses that are told with their numbers; where there are more, the others are named alone. */
const TOLD = 4

/** All losses with their numbers, or of many the three to most policies, the others by name. */
const inNumbers = (losses: readonly Loss[]): string => {
  if (losses.length <= TOLD) return losses.map(({ text }) => text).join('; ')
  const told = new Set(losses.toSorted((one, other) => other.rivals - one.rivals).slice(0, TOLD - 1))
  const most = losses.filter((loss) => told.has(loss)).map(({ text }) => text)
  const others = losses.filter((loss) => !told.has(loss)).map(({ name }) => name)
  return `to most policies in ${most.join('; ')}; and to some in ${listed(others)}`
}

const LOSERS = [
  { side: 'benefit', who: 'for the accounts it treats' },
  { side: 'cost', who: 'for everybody else' },
] as const

/** `time at risk 1 h / 2 h against 1 min (full-close)`: against the best of those that are better. */
const lossText = (definition: MetricDefinition, verdict: Verdict, beaten: readonly Verdict[]): string | null => {
  const rivals = beaten.flatMap(({ policies }) => policies[1] ?? [])
  const leader = rivals.find((policy) => verdict.policies.includes(policy)) ?? rivals[0]
  const subject = beaten[0]?.policies[0]
  if (leader === undefined || subject === undefined) return null
  const [mine, theirs] = [subject, leader].map((policy) => numbersOf(definition, verdict.values, policy))
  return `${inline(definition.title)} ${mine} against ${theirs} (${leader})`
}

const tiesOf = (best: readonly Verdict[], count: number): readonly Said[] => {
  const tied = best.filter(({ holds, relation }) => holds && relation === 'tied')
  if (tied.length === 0) return []
  const parts = tied.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    if (definition === undefined) return []
    const alone = verdict.policies.length === 1 ? ', shared in part of the runs only' : ''
    const who = verdict.policies.length === count ? 'all policies' : `${listedShort(verdict.policies)}${alone}`
    return [`${inline(definition.title)} ${numbersOf(definition, verdict.values, verdict.policies[0] ?? '')} (${who})`]
  })
  return [{ sentence: `Ties for the best: ${parts.join('; ')}.`, holds: true, about: [] }]
}

/** Who leads on more than half of the tapes, though not on all: one sentence for each leader and number of tapes. */
const partsOf = (tapes: readonly TapeComparison[], best: readonly Verdict[]): readonly Said[] => {
  const open = best.filter((verdict) => !verdict.holds && leadsMostly(verdict))
  const keyOf = ({ policies, tapes: { hold } }: Verdict): string => `${policies[0] ?? ''} ${hold}`
  return [...new Set(open.map(keyOf))].map((key): Said => {
    const alike = open.filter((verdict) => keyOf(verdict) === key)
    const leader = alike[0]?.policies[0] ?? ''
    const where = `on ${alike[0]?.tapes.hold ?? 0} of ${tapes.length} tapes`
    const broken = alike.map((verdict) =>
      [alike.length > 1 ? titleOf(verdict) : 'it', breaksText(verdict.breaks, tapes)].join(' '),
    )
    const sentence = `${leader} is best under ${underOf(tapes)} ${where} in ${listed(alike.map(titleOf))}; ${broken.join('; ')}.`
    return { sentence, holds: false, about: [leader] }
  })
}

const leadsMostly = ({ tapes: { hold, of } }: Verdict): boolean => 2 * hold > of

/** The policies among which nobody is named best. */
const whoOf = (policies: readonly string[]): string => {
  if (policies.length === 0) return 'not measured everywhere'
  return policies.length > 5 ? listedShort(policies) : policies.join(' or ')
}

const openOf = (tapes: readonly TapeComparison[], best: readonly Verdict[]): readonly Said[] => {
  const open = best.filter((verdict) => !verdict.holds && !leadsMostly(verdict))
  if (open.length === 0) return []
  const parts = open.flatMap((verdict) => {
    const definition = definitionOf(verdict)
    const who = whoOf(verdict.policies)
    return definition === undefined ? [] : [`${inline(definition.title)} (${who})`]
  })
  const orders = tapes.some((tape) => variantsIn(tape).some(({ order }) => order !== null))
  const sentence = `No best is named for ${parts.join(', ')}: bounds${orders ? ', print orders' : ''} or tapes disagree.`
  return [{ sentence, holds: false, about: [] }]
}
