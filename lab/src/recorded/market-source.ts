import { ratioOf, type FundingDue, type Instrument } from '@ebbline/core'
import { isGenerated, isRecorded, type GeneratedScenario, type RecordedScenario, type Scenario } from '@ebbline/wire'
import { phasedActivity, type Activity } from '../activity.ts'
import { ScenarioError } from '../market-terms.ts'
import { createPrinter, type Printer } from '../path-prints.ts'
import { generatePath, type ExogenousPath } from '../path.ts'
import type { RestOfWorldShare } from '../population.ts'
import { tapeNotes, type TapeNotes } from './notes.ts'
import { recordedActivity } from './recorded-activity.ts'
import { recordedFundingDue } from './recorded-funding.ts'
import { recordedPath } from './recorded-path.ts'
import { recordedPrinter } from './recorded-prints.ts'
import { marketShares, shared } from './shares.ts'
import type { ResolvedScenario, Tape } from './tape.ts'

/** Where a world's market comes from: made from a seed, or read from datasets. */
export interface MarketSource {
  readonly path: ExogenousPath
  readonly printer: (instruments: readonly Instrument[]) => Printer
  /** The market of a venue whose accounts hold this. */
  readonly market: (instruments: readonly Instrument[], held: readonly RestOfWorldShare[]) => ServedMarket
  /** Rates that the tape says fall due in a batch. */
  readonly recordedFunding: (batch: number) => readonly FundingDue[]
}

/** A market in proportion to the accounts that it serves. */
export interface ServedMarket {
  /** With the volume and depth of this venue. */
  readonly scenario: Scenario
  readonly activity: Activity
  readonly notes: TapeNotes | null
}

/** The source of a scenario's market. @throws ScenarioError for a recorded scenario whose datasets were not read */
export const marketSource = ({ scenario, tape }: ResolvedScenario): MarketSource => {
  if (isGenerated(scenario)) return generated(scenario)
  if (isRecorded(scenario) && tape !== null) return recorded(scenario, tape)
  throw new ScenarioError('path', scenario.path.kind, 'read its datasets first with resolveScenario')
}

const generated = (scenario: GeneratedScenario): MarketSource => {
  const path = generatePath(scenario)
  return {
    path,
    printer: (instruments) => createPrinter(scenario, path, instruments),
    market: (instruments) => ({ scenario, activity: phasedActivity(scenario, path, instruments), notes: null }),
    recordedFunding: () => [],
  }
}

const recorded = (scenario: RecordedScenario, tape: Tape): MarketSource => {
  const path = recordedPath(scenario, tape)
  return {
    path,
    printer: (instruments) => recordedPrinter(scenario, tape, instruments),
    market: (instruments, held) => {
      const shares = marketShares(tape, instruments, held)
      const shareOf = (id: string): number => shares.find(({ instrument }) => instrument === id)?.share ?? 1
      return {
        scenario: shared(scenario, shares),
        activity: recordedActivity({ scenario, tape, path, instruments }, shareOf),
        notes: tapeNotes({ scenario, tape }, shares),
      }
    },
    recordedFunding: (batch) => recordedFundingDue(tape, path, batch),
  }
}

/** Funding at a fixed rate: due whenever a whole interval has passed since the start. */
export const fixedFunding = ({ funding }: Scenario, path: ExogenousPath, batch: number): FundingDue['rate'] | null => {
  const interval = funding.intervalSec * 1000
  const passed = (at: number): number => Math.floor((at * path.batchMs) / interval)
  return batch === 0 || passed(batch) === passed(batch - 1) ? null : ratioOf(funding.rate)
}
