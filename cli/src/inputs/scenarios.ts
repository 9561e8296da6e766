import { checkScenario, parseJson, parseScenario, wholeFile, type Scenario, type VenueFile } from '@ebbline/wire'
import { readText } from './files.ts'
import { scenarioFile, scenarioNames } from './named.ts'
import { applyOverrides, type Override } from './override.ts'

/** What changes in a scenario before it is checked. */
export interface ScenarioChanges {
  readonly overrides: readonly Override[]
  /** Replaces the scenario's own seed. */
  readonly seed?: number
}

/** The scenario that an argument names, changed and then checked as if its file had said so. @throws WireError, ArgumentError */
export const loadScenario = (argument: string, cwd: string, changes: ScenarioChanges): Scenario => {
  const file = scenarioFile(argument, cwd)
  const written = parseJson(wholeFile(file), readText(file))
  const changed = JSON.stringify(applyOverrides(file, written, changes.overrides))
  const { scenario } = parseScenario(changes.overrides.length > 0 ? `${file} with --set` : file, changed)
  return changes.seed === undefined ? scenario : checkScenario(file, { ...scenario, seed: changes.seed }).scenario
}

/** The venue of a bundled scenario, for account files that name one; null when there is no such scenario. */
export const venueOfScenario = (name: string): VenueFile | null => {
  if (!scenarioNames().includes(name)) return null
  const { venue } = loadScenario(name, '', { overrides: [] })
  const { assets, instruments, tiers, collateral, takerFee, numeraire } = venue
  return { name: venue.name, numeraire, assets, instruments, tiers, collateral, takerFee }
}
