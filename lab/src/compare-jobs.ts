import { join } from 'node:path'
import type { PolicyDeclaration } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { printOrdersOf, type ResolvedScenario } from './recorded/index.ts'
import { variantFolder, variantsOf, type Variant } from './variants.ts'

/** One run of a comparison. */
export interface Job {
  /** Place of its tape in the list of tapes. */
  readonly tape: number
  readonly policy: PolicyDeclaration
  readonly variant: Variant
  /** Where its run folder goes; null keeps nothing. */
  readonly folder: string | null
  /** How much work it is against other jobs: accounts × batches. */
  readonly weight: number
}

/** What jobs are made of. */
export interface JobSource {
  readonly tapes: readonly ResolvedScenario[]
  readonly policies: readonly PolicyDeclaration[]
  readonly out: string | null
}

/** Every policy on every tape under every variant, tape by tape. */
export const jobsOf = ({ tapes, policies, out }: JobSource): readonly Job[] =>
  tapes.flatMap(({ scenario }, tape) =>
    policies.flatMap((policy) =>
      tapeVariants(scenario).map((variant): Job => {
        const parts = [...(tapes.length > 1 ? [tapeFolder(scenario)] : []), policy.name, variantFolder(variant)]
        return { tape, policy, variant, folder: out === null ? null : join(out, ...parts), weight: weightOf(scenario) }
      }),
    ),
  )

/** The variants of a tape: both bounds, and on a recorded one both print orders. */
export const tapeVariants = (scenario: Scenario): readonly Variant[] => {
  const orders = printOrdersOf(scenario)
  return variantsOf(orders.length === 0 ? [null] : orders)
}

/** Folder of a tape where there are several. */
export const tapeFolder = ({ name, seed }: Scenario): string => `${name}-${seed}`

const weightOf = ({ clock, population }: Scenario): number =>
  population.count * (Math.floor((clock.horizonSec * 1000) / clock.batchMs) + 1)

/** A job's name in messages. */
export const jobName = ({ policy, variant }: Job): string => `${policy.name} (${variantFolder(variant)})`
