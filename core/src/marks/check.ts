import { RATIO_ONE } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { sourcesOf, type IndexTerms, type MarkRule, type SourceWeight } from './rules.ts'

/** Which rule makes the mark of an instrument. */
export interface MarkAssignment {
  readonly instrument: InstrumentId
  readonly rule: MarkRule
}

/**
 * What is wrong with the mark rules of a venue, one line each as `marks.INSTRUMENT.field: remedy`. Rules are judged in this
 * order, so a conversion must stand after its base.
 */
export const markRuleProblems = (assignments: readonly MarkAssignment[]): readonly string[] => {
  const judged = new Set<InstrumentId>()
  return assignments.flatMap(({ instrument, rule }) => {
    const found = [...ladderProblems(rule), ...ownProblems(rule), ...baseProblems(rule, judged)]
    judged.add(instrument)
    return found.map((text) => `marks.${instrument}.${text}`)
  })
}

const ladderProblems = ({ ladder }: MarkRule): readonly string[] =>
  ladder === undefined
    ? []
    : [
        ...unless(ladder.haltAfter === null || ladder.haltAfter > 0, 'ladder.haltAfter: give ms above 0, or null'),
        ...unless(ladder.recoverAfter >= 0, 'ladder.recoverAfter: give ms from 0'),
      ]

const baseProblems = (rule: MarkRule, judged: ReadonlySet<InstrumentId>): readonly string[] =>
  rule.kind !== 'conversion' || rule.base === null || judged.has(rule.base)
    ? []
    : [`base: '${rule.base}' has no mark rule before this one; list the base first`]

const ownProblems = (rule: MarkRule): readonly string[] => {
  const twice = unless(new Set(listed(rule)).size === listed(rule).length, 'sources: name each source once')
  switch (rule.kind) {
    case 'weighted-median':
      return [...twice, ...indexProblems(rule)]
    case 'ema-basis':
      return [
        ...indexProblems(rule.index),
        ...unless(rule.halfLife > 0, 'halfLife: give ms above 0'),
        ...shareProblems(rule.basisMax, 'basisMax'),
      ]
    case 'impact-price':
      return [
        ...indexProblems(rule.index),
        ...unless(rule.notional > 0n, 'notional: give atoms above 0'),
        ...shareProblems(rule.basisMax, 'basisMax'),
      ]
    case 'confidence':
      return [
        ...twice,
        ...weightProblems(rule.sources),
        ...ageProblems(rule.ageMax),
        ...shareProblems(rule.widthMax, 'widthMax'),
        ...unless(rule.multiple >= 0n, 'multiple: give a number from 0'),
      ]
    case 'volume-index':
      return [
        ...twice,
        ...unless(rule.primary.length > 0, 'primary: name at least one source'),
        ...ageProblems(rule.primaryAgeMax),
        ...ageProblems(rule.secondaryAgeMax),
      ]
    case 'last-trade':
      return []
    case 'conversion':
      return [
        ...unless(rule.redemption.step > 0n, 'redemption.step: give a ratio above 0'),
        ...ageProblems(rule.redemption.ageMax),
        ...unless(rule.changePer > 0, 'changePer: give ms above 0'),
        ...unless(rule.changeMax >= 0n, 'changeMax: give a share from 0'),
        ...(rule.market === null ? [] : indexProblems(rule.market.index)),
      ]
  }
}

const listed = (rule: MarkRule): readonly string[] => {
  if (rule.kind === 'volume-index') return [...rule.primary, ...rule.secondary]
  if (rule.kind === 'weighted-median' || rule.kind === 'confidence') return rule.sources.map(({ source }) => source)
  return sourcesOf(rule)
}

const indexProblems = ({ sources, ageMax, deviationMax }: IndexTerms): readonly string[] => [
  ...weightProblems(sources),
  ...ageProblems(ageMax),
  ...unless(deviationMax === null || deviationMax >= 0n, 'deviationMax: give a share from 0, or null'),
]

const weightProblems = (sources: readonly SourceWeight[]): readonly string[] =>
  unless(
    sources.length > 0 && sources.every(({ weight }) => weight > 0n),
    'sources: name at least one, each with a weight above 0',
  )

const ageProblems = (ageMax: number): readonly string[] => unless(ageMax >= 0, 'ageMax: give ms from 0')

const shareProblems = (share: bigint, name: string): readonly string[] =>
  unless(share >= 0n && share < RATIO_ONE, `${name}: give a share from 0, below 1`)

const unless = (fine: boolean, text: string): readonly string[] => (fine ? [] : [text])
