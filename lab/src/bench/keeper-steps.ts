import {
  atoms,
  balanceOf,
  createEngine,
  divide,
  lots,
  NO_ATOMS,
  positionIn,
  step,
  type Atoms,
  type Engine,
  type EngineEvent,
  type Lots,
} from '@ebbline/core'
import type { KeeperCase } from './keeper-case.ts'
import { genesisOf, KEEPER_FUND, MARKET, SLOT_MS, START, TRADER } from './keeper-venue.ts'

/** How the account stands after a step; units as in the case. */
export interface KeeperStep {
  readonly size: bigint
  /** What the position has cost, fees included: cash beyond the collateral, less the entry value. */
  readonly quote: Atoms
  readonly freed: Atoms
  /** All insurance fees so far. */
  readonly insurancePaid: Atoms
  readonly liquidating: boolean
}

/** A size that is no whole number of lots. */
export class KeeperCaseError extends Error {
  override readonly name = 'KeeperCaseError'
  constructor(field: string, value: bigint, stepSize: bigint) {
    super(`${field} = ${value} is refused; allowed: whole multiples of the step size ${stepSize}`)
  }
}

/**
 * Runs a case through the engine: a venue of one market, a batch of prices a step at the step's time, the base that a keeper takes as the
 * volume of the batch, and a policy that is the preset's own stage.
 *
 * @throws KeeperCaseError for sizes that are no whole number of steps.
 */
export const keeperSteps = (terms: KeeperCase): readonly KeeperStep[] => {
  const engine = createEngine()
  step(engine, genesisOf(terms, lotsOf(terms)))
  let episode: Treated = { freed: NO_ATOMS, liquidating: false }
  return terms.steps.map(({ slot, most }, index) => {
    const events = step(engine, {
      kind: 'batch',
      time: START + slot * SLOT_MS + index,
      prints: [{ source: 'oracle', instrument: MARKET, price: terms.price, time: START + slot * SLOT_MS + index }],
      books: [],
      volumes: [{ instrument: MARKET, lots: lots(divide(most, terms.stepSize, 'up')) }],
      funding: [],
    })
    episode = events.reduce(follow, episode)
    return standing(engine, terms, episode)
  })
}

const lotsOf = ({ size, openBids, stepSize }: KeeperCase): { readonly held: Lots; readonly bids: Lots } => ({
  held: wholeLots('size', size, stepSize),
  bids: wholeLots('openBids', openBids, stepSize),
})

const wholeLots = (field: string, base: bigint, stepSize: bigint): Lots => {
  if (stepSize <= 0n || base % stepSize !== 0n) throw new KeeperCaseError(field, base, stepSize)
  return lots(base / stepSize)
}

/** What is known of an account's treatment: a flat account that could not be restored stays under it, though nothing is left to do. */
interface Treated {
  readonly freed: Atoms
  readonly liquidating: boolean
  readonly met?: boolean
}

const follow = (before: Treated, event: EngineEvent): Treated => {
  if (event.kind === 'episode-started' && event.episode.account === TRADER)
    return { freed: NO_ATOMS, liquidating: true }
  if (event.kind === 'episode-updated' && event.account === TRADER) {
    const { memory } = event.changes
    return memory === undefined
      ? before
      : { freed: memory.freed ?? NO_ATOMS, liquidating: true, met: memory.met === true }
  }
  if (event.kind === 'episode-ended' && event.receipt.account === TRADER)
    return event.receipt.result === 'restored' || before.met === true ? { freed: NO_ATOMS, liquidating: false } : before
  return before
}

const standing = ({ state }: Engine, terms: KeeperCase, { freed, liquidating }: Treated): KeeperStep => {
  const account = state.accounts.get(TRADER)
  const fund = state.accounts.get(KEEPER_FUND)
  const held = account === undefined ? undefined : positionIn(account, MARKET)
  const cash = account === undefined ? NO_ATOMS : balanceOf(account, 'USDC')
  return {
    size: (held?.size ?? 0n) * terms.stepSize,
    quote: atoms(cash - terms.collateral - (held?.entryValue ?? 0n)),
    freed,
    insurancePaid: fund === undefined ? NO_ATOMS : balanceOf(fund, 'USDC'),
    liquidating,
  }
}
