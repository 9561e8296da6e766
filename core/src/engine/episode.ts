import { atoms, NO_ATOMS, type Atoms } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { owesLoan, type MarginRules, type MarkPrices } from '../margin/index.ts'
import { fullCloseEstimate, hasRisk, startMemory, type LiquidationView } from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { openingOf } from './remember.ts'
import type { Episode, EpisodeResult, Receipt } from './types.ts'
import { accountOf, venueOf, type State } from './state.ts'
import { measureNow } from './view.ts'
import { inNumeraire, notionalAtMark } from './valuation.ts'

/** A new episode of an account under a policy, with what a full close would cost now. */
export const startEpisode = (state: State, view: LiquidationView, policy: CompiledPolicy): Episode => ({
  account: view.account.id,
  policy: policy.declaration.name,
  memory: openingOf(startMemory(state.time), view, policy),
  instrument: largestPosition(state, view.account),
  equityAtStart: view.maintenance.equity,
  requirementAtStart: view.maintenance.requirement,
  notionalAtStart: grossNotional(state, view.account),
  fullClose: fullCloseEstimate(view),
  slippage: NO_ATOMS,
  fees: NO_ATOMS,
  penalties: NO_ATOMS,
  covered: NO_ATOMS,
  traded: NO_ATOMS,
  takenOver: NO_ATOMS,
  deleveraged: NO_ATOMS,
  decisions: 0,
  bound: [],
})

/** Sum of position notionals and of loans at mark, numeraire atoms. */
export const grossNotional = (state: State, account: Account): Atoms => {
  const { rules } = venueOf(state)
  let sum: bigint = owesLoan(rules, account) ? loansOf(rules, state.prices, account) : 0n
  for (const position of account.positions) {
    const instrument = rules.instruments.get(position.instrument)
    if (instrument !== undefined) sum += notionalAtMark(rules, state.prices, instrument, position.size)
  }
  return atoms(sum)
}

const loansOf = (rules: MarginRules, marks: MarkPrices, account: Account): bigint => {
  let sum = 0n
  for (const { asset, atoms: held } of account.balances)
    if (held < 0n && rules.borrow.has(asset)) sum -= inNumeraire(rules, marks, { asset, atoms: held }, 'down')
  return sum
}

const largestPosition = (state: State, account: Account): InstrumentId | null => {
  const { rules } = venueOf(state)
  let [largest, most] = [null as InstrumentId | null, -1n]
  for (const position of account.positions) {
    const instrument = rules.instruments.get(position.instrument)
    const size = instrument === undefined ? 0n : notionalAtMark(rules, state.prices, instrument, position.size)
    if (size > most) [largest, most] = [position.instrument, size]
  }
  return largest
}

/** Money of an episode that one movement changed; absent fields stay. */
export interface EpisodeCosts {
  readonly slippage?: Atoms
  readonly fees?: Atoms
  readonly penalties?: Atoms
  readonly covered?: Atoms
  readonly freed?: Atoms
  readonly traded?: Atoms
  readonly takenOver?: Atoms
  readonly deleveraged?: Atoms
}

/** The episode with costs added. */
export const addCosts = (episode: Episode, costs: EpisodeCosts): Episode => ({
  ...episode,
  slippage: atoms(episode.slippage + (costs.slippage ?? 0n)),
  fees: atoms(episode.fees + (costs.fees ?? 0n)),
  penalties: atoms(episode.penalties + (costs.penalties ?? 0n)),
  covered: atoms(episode.covered + (costs.covered ?? 0n)),
  ...(costs.freed === undefined ? {} : { freed: atoms((episode.freed ?? 0n) + costs.freed) }),
  traded: atoms(episode.traded + (costs.traded ?? 0n)),
  takenOver: atoms(episode.takenOver + (costs.takenOver ?? 0n)),
  deleveraged: atoms(episode.deleveraged + (costs.deleveraged ?? 0n)),
})

/** The episode with names of what bound a slice, each once. */
export const addBound = (episode: Episode, names: readonly string[]): Episode => {
  const fresh = [...new Set(names)].filter((name) => !episode.bound.includes(name))
  return fresh.length === 0 ? episode : { ...episode, bound: [...episode.bound, ...fresh].toSorted() }
}

/**
 * The receipt of an episode that ends now. `marketMove` closes the sum:
 *
 *   equityAtEnd = equityAtStart + marketMove - slippage - fees - penalties + covered + freed
 */
export const receiptOf = (state: State, episode: Episode): Receipt => {
  const account = accountOf(state, episode.account)
  const { equity, requirement } = measureNow(state, account)
  const { memory, ...carried } = episode
  return {
    ...carried,
    started: memory.started,
    ended: state.time,
    result: resultOf(state, episode, account),
    equityAtEnd: equity,
    requirementAtEnd: requirement,
    notionalAtEnd: grossNotional(state, account),
    marketMove: atoms(equity - episode.equityAtStart - bookedBy(episode)),
    closedNotional: memory.closedNotional,
  }
}

/** Change of equity that the engine itself brought about. */
const bookedBy = ({ slippage, fees, penalties, covered, freed }: Episode): bigint =>
  covered + (freed ?? 0n) - slippage - fees - penalties

/** What others put in; of a seized account what they put in beyond what they took from it. */
const missed = ({ covered, slippage, memory }: Episode): bigint =>
  memory.seized === true ? covered - slippage : covered

const resultOf = (state: State, episode: Episode, account: Account): EpisodeResult => {
  if (missed(episode) > 0n) return 'bankrupt'
  if (hasRisk({ rules: venueOf(state).rules, account })) return 'restored'
  if (episode.takenOver > 0n) return 'taken-over'
  if (episode.deleveraged > 0n) return 'deleveraged'
  return 'closed'
}
