import type { MarkRule } from '@ebbline/core'
import { parseJson, wholeFile } from './json.ts'
import { decodeValue } from './codec.ts'
import { createFindings, type Findings } from './findings.ts'
import {
  checkClock,
  checkLiquidity,
  checkPath,
  checkPopulation,
  checkReaction,
  checkVenueMoney,
} from './scenario-check.ts'
import { scenarioSchema } from './schemas/scenario.ts'
import type { Scenario } from './scenario.ts'
import { venueTerms, type VenueTerms } from './venue-terms.ts'

/** A scenario that has passed every check, with the exact terms of its venue. */
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
  const terms = venueTerms(findings, 'venue', scenario.venue)
  for (const check of CHECKS) check(findings, scenario)
  findings.settle()
  if (terms === null) throw new UnexplainedRefusalError(file)
  return { scenario, terms, marks: marksOf(scenario) }
}

const CHECKS: readonly ((findings: Findings, scenario: Scenario) => void)[] = [
  checkVenueMoney,
  checkClock,
  checkPath,
  checkLiquidity,
  checkReaction,
  checkPopulation,
]

/** Terms were refused without a problem being noted: a bug of this package. */
class UnexplainedRefusalError extends Error {
  override readonly name = 'UnexplainedRefusalError'
  constructor(file: string) {
    super(`${file}: the venue was refused without a reason`)
  }
}

const marksOf = (scenario: Scenario): CheckedScenario['marks'] => {
  const sources = scenario.venue.sources.map(({ id, weight }) => ({ source: id, weight: BigInt(weight) }))
  const ageMax = Math.round(scenario.venue.markAgeMaxSec * 1_000)
  const rule: MarkRule = { kind: 'weighted-median', sources, ageMax, deviationMax: null }
  return scenario.venue.instruments.map(({ id }) => ({ instrument: id, rule }))
}
