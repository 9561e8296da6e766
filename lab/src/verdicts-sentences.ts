import type { MetricDefinition } from './metrics-definitions.ts'
import { listed, listedShort } from './report-format.ts'
import { underWords } from './variants.ts'
import { breaksText, dividersOf, spreadText, type Found } from './verdicts-breaks.ts'
import { numbersOf } from './verdicts-numbers.ts'
import { variantsIn } from './verdicts-ranking.ts'
import type { TapeComparison, Verdict } from './verdicts-types.ts'

export type Draft = Omit<Verdict, 'sentence'>

/** What a sentence about the best of one metric is made of; `found`: the leaders in each column, tapes in their order. */
export interface BestFacts {
  readonly definition: MetricDefinition
  readonly draft: Draft
  readonly tapes: readonly TapeComparison[]
  readonly found: readonly Found[]
}

/** Under what all tapes were run, in words. */
export const underOf = (tapes: readonly TapeComparison[]): string => {
  const words = tapes.map((tape) => underWords(variantsIn(tape)))
  const fullest = words.toSorted((a, b) => b.length - a.length)[0] ?? 'both bounds'
  if (words.every((each) => each === fullest)) return fullest
  return 'both bounds and, on recorded tapes, both print orders'
}

/** Which policy leads in a metric, in one sentence. */
export const bestSentence = (facts: BestFacts): string => {
  const { definition, draft, tapes, found } = facts
  const { title } = definition
  if (found.some(({ text }) => text === 'not measured'))
    return `${title}: not measured for every policy, so no best is named.`
  return draft.holds ? heldSentence(facts) : `${title}: ${tapes.length > 1 ? openTapes(facts) : openTape(found)}`
}

const openTape = (found: readonly Found[]): string => {
  const between = dividersOf(found) ?? 'the bounds'
  return `the best differs between ${between} (${spreadText(found)}), so no ranking is claimed.`
}

const openTapes = ({ draft, tapes }: BestFacts): string => {
  const { hold, of } = draft.tapes
  if (hold === 0)
    return `no policy is best on any of ${of} tapes under ${underOf(tapes)}; ${listedShort(draft.policies)} lead somewhere.`
  const [leader = ''] = draft.policies
  return `${leader} is best under ${underOf(tapes)} on ${hold} of ${of} tapes; it ${breaksText(draft.breaks, tapes)}.`
}

const heldSentence = ({ definition, draft, tapes, found }: BestFacts): string => {
  const { title } = definition
  const names = listedShort(draft.policies)
  const numbers = numbersOf(definition, draft.values, draft.policies[0] ?? '')
  const where = tapes.length > 1 ? ` on all ${tapes.length} tapes` : ''
  const all = listed([...new Set(draft.values.map(({ policy }) => policy))])
  if (found.every(({ text }) => text === all)) return `${title}: all policies are equal${where} at ${numbers}.`
  if (draft.policies.length > 1) return `${title}: ${names} tie for the best${where} at ${numbers}.`
  const shared = draft.relation === 'tied' ? `, shared under one of ${sharedAmong(tapes)}` : ''
  return `${title}: ${names} is best${where} with ${numbers}${shared}.`
}

const sharedAmong = (tapes: readonly TapeComparison[]): string => {
  const orders = tapes.some((tape) => variantsIn(tape).some(({ order }) => order !== null))
  return orders ? 'the bounds or print orders' : 'the bounds'
}

/** What a sentence about two policies is made of; `wanted`: the relation on most tapes. */
export interface VersusFacts {
  readonly definition: MetricDefinition
  readonly draft: Draft
  readonly tapes: readonly TapeComparison[]
  readonly wanted: 'better' | 'worse' | 'equal'
}

/** How `soft` stands to one other policy, in one sentence. */
export const versusSentence = ({ definition, draft, tapes, wanted }: VersusFacts): string => {
  const [subject = '', other = ''] = draft.policies
  const [mine, theirs] = [subject, other].map((policy) => numbersOf(definition, draft.values, policy))
  const numbers = `${mine} against ${theirs}`
  const where = tapes.length > 1 ? ` on all ${tapes.length} tapes` : ''
  const { hold, of } = draft.tapes
  if (draft.relation === 'equal') return `${definition.title}: ${subject} and ${other} are equal${where} at ${mine}.`
  if (draft.holds) return `${definition.title}: ${subject} is ${RELATIONS[wanted]} ${other}${where}, ${numbers}.`
  if (of === 1 || hold === 0)
    return `${definition.title}: ${subject} against ${other} does not hold under ${underOf(tapes)}, ${numbers}.`
  return `${definition.title}: ${subject} is ${RELATIONS[wanted]} ${other} under ${underOf(tapes)} on ${hold} of ${of} tapes, ${numbers}; it ${breaksText(draft.breaks, tapes)}.`
}

const RELATIONS = { better: 'better than', worse: 'worse than', equal: 'equal to' } as const
