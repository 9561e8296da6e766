import {
  preset,
  type Account,
  type Command,
  type EngineEvent,
  type FundingDue,
  type HouseDeclaration,
  type PolicyDeclaration,
  type VenueDeclaration,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { createCounterfactual, type Counterfactual } from './counterfactual.ts'
import { venueTerms, type VenueTerms } from './market-terms.ts'
import { createMarkets, type Markets, type MarketsSnapshot } from './market.ts'
import type { Printer } from './path-prints.ts'
import { timeOf, type ExogenousPath } from './path.ts'
import { createPopulation, type RestOfWorldShare } from './population.ts'
import { fixedFunding, marketSource, type MarketSource } from './recorded/market-source.ts'
import { resolvedOf, type ResolvedScenario, type TapeNotes } from './recorded/index.ts'
import { createVenue, type SimulatedVenue, type VenueSnapshot } from './venue.ts'

/** Whether prices ignore the engine's own flow or carry its impact. The book is consumed and refills either way. */
export interface WorldOptions {
  readonly impact: 'frozen' | 'own'
}

/** Everything of a world that changes in a run, as plain data. Random numbers are functions of the batch, so none is kept. */
export interface WorldSnapshot {
  readonly batch: number
  readonly markets: MarketsSnapshot
  readonly venue: VenueSnapshot
}

/** A world, generated or on a tape: prices, people, and a venue that answers orders. The engine is not known here. */
export interface World {
  /** Batches of a run, the first at the start and the last at the horizon. */
  readonly batches: number
  readonly path: ExogenousPath
  readonly terms: VenueTerms
  readonly accounts: readonly Account[]
  readonly house: HouseDeclaration
  readonly restOfWorld: readonly RestOfWorldShare[]
  /** What must be read beside the numbers of a recorded scenario; null for a generated one. */
  readonly notes: TapeNotes | null
  /** The venue under one policy for traders; house accounts unwind what they take over by `house-unwind` or `house-lend`. */
  readonly venue: (policy: PolicyDeclaration) => VenueDeclaration
  readonly batch: (index: number) => Extract<Command, { kind: 'batch' }>
  /** Answers the orders and cancellations among the events; null when the venue has nothing to say. */
  readonly execute: (events: readonly EngineEvent[]) => Extract<Command, { kind: 'order-updates' }> | null
  /** Ends a batch: its forced flow moves prices from the next batch on. */
  readonly settleBatch: () => void
  readonly counterfactual: () => Counterfactual
  readonly snapshot: () => WorldSnapshot
  readonly restore: (snapshot: WorldSnapshot) => void
}

/**
 * The world of a scenario before its first batch; a recorded one must have been resolved. The same scenario and options always give the same world, to the byte.
 *
 * @throws ScenarioError, PopulationError and core's errors for a scenario that does not fit together.
 * @source docs/models/generated-world.md
 */
export const createWorld = (given: Scenario | ResolvedScenario, { impact }: WorldOptions): World => {
  const resolved = resolvedOf(given)
  const source = marketSource(resolved)
  const { path } = source
  const terms = venueTerms(resolved.scenario, path)
  const { accounts, house, restOfWorld } = createPopulation(resolved.scenario, terms)
  const { scenario, activity, notes } = source.market(terms.instruments, restOfWorld)
  const parts: Parts = {
    scenario,
    source,
    terms,
    printer: source.printer(terms.instruments),
    markets: createMarkets({ scenario, path, terms, activity }, impact),
    venue: createVenue(scenario, terms, accounts, house.restOfWorld),
  }
  let batch = 0
  return {
    batches: path.horizon + 1,
    path,
    terms,
    accounts,
    house,
    restOfWorld,
    notes,
    venue: (policy) => declare(terms, house, policy),
    batch: (index) => {
      batch = index
      return batchCommand(parts, index)
    },
    execute: (events) => {
      const updates = parts.venue.execute(events)
      if (updates.length === 0) return null
      return { kind: 'order-updates', time: timeOf(path, batch), updates, books: parts.venue.books() }
    },
    settleBatch: () => parts.markets.push(parts.venue.takeFlow()),
    counterfactual: () => createCounterfactual(path, terms),
    snapshot: () => ({ batch, markets: parts.markets.snapshot(), venue: parts.venue.snapshot() }),
    restore: (snapshot) => {
      batch = snapshot.batch
      parts.markets.restore(snapshot.markets)
      parts.venue.restore(snapshot.venue)
    },
  }
}

interface Parts {
  readonly scenario: Scenario
  readonly source: MarketSource
  readonly terms: VenueTerms
  readonly printer: Printer
  readonly markets: Markets
  readonly venue: SimulatedVenue
}

/**
 * Name of the policy by which funds and vault trade their inventory away, and where the venue lends, what they took for debts, unless
 * the traders' policy names one.
 */
const housePolicy = ({ lending }: VenueTerms): string => (lending.borrow === undefined ? 'house-unwind' : 'house-lend')

const declare = (terms: VenueTerms, house: HouseDeclaration, policy: PolicyDeclaration): VenueDeclaration => {
  const inventory = policy.house ?? housePolicy(terms)
  return {
    name: terms.name,
    numeraire: terms.rules.numeraire,
    assets: terms.assets,
    instruments: terms.instruments,
    tiers: terms.tiers,
    collateral: terms.collateral,
    ...terms.lending,
    marks: terms.marks,
    takerFee: terms.takerFee,
    house,
    policies: [policy, preset(inventory)],
    policy: { traders: policy.name, house: inventory, accounts: [] },
  }
}

const batchCommand = (parts: Parts, index: number): Extract<Command, { kind: 'batch' }> => {
  const { source, markets, venue, printer } = parts
  const { path } = source
  markets.advance(index)
  venue.quote(markets.quotes(index), index === 0 ? 0 : path.batchMs / 1000)
  return {
    kind: 'batch',
    time: timeOf(path, index),
    prints: printer(index, markets.displacement),
    books: venue.books(),
    volumes: markets.volumes(index),
    funding: fundingDue(parts, index),
  }
}

/** What the tape says, and the fixed rate for perpetuals of which it says nothing. */
const fundingDue = ({ scenario, source, terms }: Parts, index: number): readonly FundingDue[] => {
  const recorded = source.recordedFunding(index)
  const rate = fixedFunding(scenario, source.path, index)
  if (rate === null) return recorded
  const named = scenario.path.kind === 'recorded' ? scenario.path.funding : []
  return [
    ...recorded,
    ...terms.derivatives
      .filter(({ kind }) => kind === 'linear-perpetual' || kind === 'inverse-perpetual')
      .filter(({ id }) => !named.some(({ instrument }) => instrument === id))
      .map(({ id }) => ({ instrument: id, rate })),
  ]
}
