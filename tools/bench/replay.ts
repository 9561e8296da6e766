import { performance } from 'node:perf_hooks'
import { askingFor, createExactSweep, preset } from '@ebbline/core'
import { createRunner, openRun, replay, runBatch } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import { median, timed, type Measurement } from './measurement.ts'

const SWEEPS = 25

/**
 * A whole replay of a scenario under one policy (own impact, books, invariants, the auditor, metrics, the journal's encoding
 * and chain), in accounts × batches a second, against only measuring every account exactly once a batch.
 */
export const benchReplay = async (scenario: Scenario): Promise<Measurement> => {
  const policy = preset('full-close')
  const began = performance.now()
  await replay({ scenario, policy, bound: 'own', folder: null })
  const spent = performance.now() - began
  const runner = createRunner({ scenario, policy, bound: 'own' })
  const accounts = runner.world.accounts.length
  const perSec = (accounts * runner.batches * 1000) / spent
  openRun(runner)
  runBatch(runner)
  return {
    name: `replay ${scenario.name} whole`,
    unit: 'account-ticks',
    perSec,
    against: 'an exact look at every account a batch',
    ratio: perSec / ((accounts * 1000) / sweepMs(runner)),
    floor: null,
  }
}

/** Median time of an exact look at all accounts at the marks of a run's first batch [ms]. */
const sweepMs = ({ engine, world }: ReturnType<typeof createRunner>): number => {
  const sweep = createExactSweep(world.terms.rules)
  const wanted = engine.state.compiled?.policies.get('full-close')?.wake ?? null
  const wake = wanted === null ? null : askingFor(world.terms.rules, wanted).level
  for (const [index, account] of world.accounts.entries()) sweep.refresh(index, account, wake)
  const look = (): number => timed(() => void sweep.named(engine.state.prices))
  look()
  return median(Array.from({ length: SWEEPS }, look))
}
