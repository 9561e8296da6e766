import type { PolicyDeclaration } from '@ebbline/core'
import { encodeCanonical, type PrintOrder, type Scenario } from '@ebbline/wire'
import packageFile from '../package.json' with { type: 'json' }
import type { ResolvedScenario } from './recorded/index.ts'
import { sha256 } from './run-folder.ts'
import type { RunIdentity } from './kept-outcome.ts'

/** What a run is made from, as hashes: scenario with everything that its datasets gave it, policy, datasets, versions. */
export const identityOf = ({ scenario, tape }: ResolvedScenario, policy: PolicyDeclaration): RunIdentity => ({
  node: process.version,
  version: packageFile.version,
  scenarioHash: sha256(encodeCanonical(scenario)),
  policyHash: sha256(encodeCanonical(policy)),
  datasets: (tape?.datasets ?? []).map((dataset) => ({ name: dataset.name, sha256: dataset.sha256 })),
})

/** The order of prints that a scenario asks for; null for a generated path. */
export const orderOf = ({ path }: Scenario): PrintOrder | null => (path.kind === 'recorded' ? path.printOrder : null)
