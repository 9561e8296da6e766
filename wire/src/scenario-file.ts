import { sourcesOf, type MarkRule } from '@ebbline/core'
import { parseJson, wholeFile } from './json.ts'
import { decodeValue } from './codec.ts'
import { createFindings, refuseRepeats, refuseUnknown, type Findings } from './findings.ts'
import { markRuleOf } from './mark-rule-file.ts'
import {
  checkClock,
  checkLiquidity,
  checkPath,
  checkPopulation,
  checkReaction,
  checkVenueMoney,
} from './scenario-check.ts'
import { scenarioSchema } from './schemas/scenario.ts'
import type { GeneratedScenario, RecordedScenario, Scenario } from './scenario.ts'
import type { TiersFile, VenueFile } from './venue-file.ts'
import { venueTerms, type VenueTerms } from './venue-terms.ts'

/** A scenario that has passed every check, with the exact terms of its venue. Tiers that a dataset will give stand at 100 %. */
export interface CheckedScenario {
  readonly scenario: Scenario
  readonly terms: VenueTerms
  /** How each instrument, spots included, gets its mark from the scenario's sources. */
  readonly marks: readonly { readonly instrument: string; readonly rule: MarkRule }[]
}

/** The scenario of a file's text. @throws WireError naming every problem found, in its words. */
export const parseScenario = (file: string, text: string): CheckedScenario => {
  const scenario = decodeValue(scenarioSchema, parseJson(wholeFile(file), text), wholeFile(file))
  return checkScenario(file, scenario)
}

/** Checks a scenario across its fields; for scenarios made in code or changed by `--set`. @throws WireError */
export const checkScenario = (file: string, scenario: Scenario): CheckedScenario => {
  const findings = createFindings(file)
  const terms = venueTerms(findings, 'venue', withStandInTiers(scenario))
  for (const check of CHECKS) check(findings, scenario)
  const marks = terms === null ? [] : marksOf(findings, scenario, terms)
  findings.settle()
  if (terms === null) throw new UnexplainedRefusalError(file)
  return { scenario, terms, marks }
}

/**
 * Tiers that a dataset will give are not known before it is read. Until then the strictest table stands in for them, so that all
 * else of the venue can be checked; a resolved scenario has its own rows.
 */
const withStandInTiers = ({ venue, path }: Scenario): VenueFile => {
  if (path.kind === 'generated') return venue
  const known = new Set(venue.tiers.map(({ instrument }) => instrument))
  const missing = path.tiers.filter(({ instrument }) => !known.has(instrument))
  return { ...venue, tiers: [...venue.tiers, ...missing.map(({ instrument }) => ({ instrument, rows: STRICTEST }))] }
}

const STRICTEST: TiersFile['rows'] = [{ floor: '0', initialRate: '1', maintenanceRate: '1' }]

const CHECKS: readonly ((findings: Findings, scenario: Scenario) => void)[] = [
  checkVenueMoney,
  checkClock,
  checkPath,
  checkLiquidity,
  checkReaction,
  checkPopulation,
]

/** Whether a scenario's market is made from its seed. */
export const isGenerated = (scenario: Scenario): scenario is GeneratedScenario => scenario.path.kind === 'generated'

/** Whether a scenario's market is read from datasets. */
export const isRecorded = (scenario: Scenario): scenario is RecordedScenario => scenario.path.kind === 'recorded'

/** Terms were refused without a problem being noted: a bug of this package. */
class UnexplainedRefusalError extends Error {
  override readonly name = 'UnexplainedRefusalError'
  constructor(file: string) {
    super(`${file}: the venue was refused without a reason`)
  }
}

/** The rule that the file has for an instrument, else the weighted median of all sources that print it. */
const marksOf = (findings: Findings, scenario: Scenario, terms: VenueTerms): CheckedScenario['marks'] => {
  const named = new Map(namedRules(findings, scenario.venue, terms))
  return terms.instruments.map(({ id }) => ({ instrument: id, rule: named.get(id) ?? usualRule(scenario, id) }))
}

const usualRule = ({ venue, path }: Scenario, instrument: string): MarkRule => {
  const rows = path.kind === 'recorded' ? [...path.series, ...path.stated] : null
  const printed = rows?.filter((row) => row.instrument === instrument).map(({ source }) => source)
  const sources = venue.sources
    .filter(({ id }) => printed?.includes(id) ?? true)
    .map(({ id, weight }) => ({ source: id, weight: BigInt(weight) }))
  return {
    kind: 'weighted-median',
    sources,
    ageMax: Math.round(venue.markAgeMaxSec * 1_000),
    deviationMax: null,
  }
}

/** Exact rules of the instruments that have one, each naming listed sources. */
const namedRules = (
  findings: Findings,
  { marks = [], sources }: Scenario['venue'],
  { instruments, assets }: VenueTerms,
): readonly (readonly [string, MarkRule])[] => {
  const ids = instruments.map(({ id }) => id)
  const known = sources.map(({ id }) => id)
  const named = marks.map(({ instrument }) => instrument)
  refuseRepeats(findings, 'venue.marks', named, 'instrument')
  return marks.flatMap(({ instrument: id, rule: file }, index) => {
    const field = `venue.marks.${index}`
    refuseUnknown(findings, `${field}.instrument`, id, ids, 'a listed instrument')
    const settle = assets.find((asset) => asset.id === instruments.find((each) => each.id === id)?.settle)
    const rule = settle === undefined ? null : markRuleOf(findings, file, { field: `${field}.rule`, settle })
    if (rule === null) return []
    for (const source of sourcesOf(rule)) refuseUnknown(findings, `${field}.rule`, source, known, 'a listed source')
    return [[id, rule] as const]
  })
}
