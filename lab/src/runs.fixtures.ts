import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { preset, snapshotOf, type EngineEvent } from '@ebbline/core'
import {
  CHAIN_START,
  hashChain,
  journalLine,
  isGenerated,
  parseScenario,
  stateHash,
  type JournalEntry,
  type GeneratedScenario,
} from '@ebbline/wire'
import { sha256 } from './run-folder.ts'
import { createRunner, openRun, runBatch, type BoundName, type RunPlan, type Runner } from './runner.ts'

export const POLICIES = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'] as const
export const BOUNDS: readonly BoundName[] = ['frozen', 'own']

/** A bundled scenario of this name reads datasets. */
class RecordedFileError extends Error {
  override readonly name = 'RecordedFileError'
}

/** A bundled scenario as its file says it. */
export const bundled = (name: 'smoke' | 'crash'): GeneratedScenario => {
  const file = fileURLToPath(new URL(`../../scenarios/${name}.json`, import.meta.url))
  const { scenario } = parseScenario(file, readFileSync(file, 'utf8'))
  if (!isGenerated(scenario)) throw new RecordedFileError(name)
  return scenario
}

/** A scenario with fewer people and, in the same proportion, less of everything that serves all of them. */
export const scaled = (scenario: GeneratedScenario, count: number): GeneratedScenario => {
  const share = count / scenario.population.count
  const less = (amount: string): string => (Number(amount) * share).toFixed(2)
  const { venue } = scenario
  return {
    ...scenario,
    venue: {
      ...venue,
      funds: venue.funds.map((fund) => ({ ...fund, amount: less(fund.amount) })),
      vault: venue.vault === null ? null : { ...venue.vault, amount: less(venue.vault.amount) },
      backstops: (venue.backstops ?? []).map(({ name, amount }) => ({ name, amount: less(amount) })),
    },
    liquidity: scenario.liquidity.map((market) => ({
      ...market,
      dailyVolume: market.dailyVolume * share,
      depth: market.depth.map(({ bps, size }) => ({ bps, size: size * share })),
    })),
    population: { ...scenario.population, count },
  }
}

/** The plan of one of the presets. */
export const planOf = (scenario: GeneratedScenario, policy: (typeof POLICIES)[number], bound: BoundName): RunPlan => ({
  scenario,
  policy: preset(policy),
  bound,
})

/** A runner whose venue is open, and its first entry. */
export const opened = (plan: RunPlan): { readonly runner: Runner; readonly first: JournalEntry } => {
  const runner = createRunner(plan)
  return { runner, first: openRun(runner) }
}

/** Runs on until `batches` are done; `onEntry` sees each entry right after it. @returns every entry. */
export const runUntil = (
  runner: Runner,
  batches: number,
  onEntry?: (entry: JournalEntry) => void,
): readonly JournalEntry[] => {
  const entries: JournalEntry[] = []
  while (runner.at < Math.min(batches, runner.batches)) entries.push(...runBatch(runner, onEntry))
  return entries
}

/** The hashes that a run's folder would state, from its entries and its engine. */
export const hashesOf = (
  runner: Runner,
  entries: readonly JournalEntry[],
): { readonly journalHash: string; readonly stateHash: string } => ({
  journalHash: entries.reduce((link, entry) => hashChain(sha256, link, journalLine(entry)), CHAIN_START),
  stateHash: stateHash(sha256, snapshotOf(runner.engine.state)),
})

/** Accounts of customers of whom an episode started, with the batch, in order. */
export const startsOf = (runner: Runner, entries: readonly JournalEntry[]): readonly string[] =>
  entries.flatMap(({ command, events }) =>
    events
      .filter((event): event is Extract<EngineEvent, { kind: 'episode-started' }> => event.kind === 'episode-started')
      .filter(({ episode }) => runner.engine.state.accounts.get(episode.account)?.kind === 'trader')
      .map(({ episode }) => `${episode.account} at ${command.time}`),
  )
