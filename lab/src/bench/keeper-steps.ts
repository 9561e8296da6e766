import {
  atoms,
  balanceOf,
  createEngine,
  divide,
  least,
  lots,
  NO_ATOMS,
  positionIn,
  RATIO_ONE,
  ratioOf,
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
  let episode: Treated = LEFT
  return terms.steps.map(({ slot, most }, index) => {
    const before = standing(engine, terms, episode)
    const events = step(engine, {
      kind: 'batch',
      time: START + slot * SLOT_MS + index,
      prints: [{ source: 'oracle', instrument: MARKET, price: terms.price, time: START + slot * SLOT_MS + index }],
      books: [],
      volumes: [{ instrument: MARKET, lots: lots(divide(most, terms.stepSize, 'up')) }],
      funding: [],
    })
    episode = events.reduce(follow, isClear(before, terms) ? LEFT : episode)
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

const LEFT: Treated = { freed: NO_ATOMS, liquidating: false }

/** A flat account under treatment leaves at its next call once nothing is missing: shortage = -(cash + buffer·min(0, quote)), rounded down. */
const isClear = ({ size, quote, liquidating }: KeeperStep, { collateral, buffer }: KeeperCase): boolean => {
  if (!liquidating || size !== 0n) return false
  const counted = (collateral + quote) * RATIO_ONE + ratioOf(buffer) * least(NO_ATOMS, quote)
  return divide(-counted, RATIO_ONE, 'down') <= 0n
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
