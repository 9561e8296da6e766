import type { Account, AccountId, HouseDeclaration, InstrumentId } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { createHouse } from './population-house.ts'
import { drawAccount } from './population-account.ts'
import { createDraws } from './population-draws.ts'
import type { VenueTerms } from './market-terms.ts'

/** What the house's other side holds of a market at the start. */
export interface RestOfWorldShare {
  readonly instrument: InstrumentId
  /** Open interest: Σ of long sizes over all accounts [lots]. */
  readonly openInterest: bigint
  /** |size of rest-of-world| / open interest, 0 to 1. */
  readonly share: number
}

/** A closed market's accounts: traders first, then the house. Signed sizes sum to zero in every derivative. */
export interface Population {
  readonly accounts: readonly Account[]
  readonly house: HouseDeclaration
  readonly restOfWorld: readonly RestOfWorldShare[]
}

/**
 * The traders of a scenario and the house that faces them, the same for every policy and every run of one seed.
 *
 * Equity is Pareto, leverage log-uniform, side long with `longShare`; an account that would miss initialBuffer × its initial
 * requirement (tiers, orders and haircuts counted) is made smaller until it does not. Draws are keyed by account number,
 * so a larger population begins with the smaller one.
 *
 * @throws PopulationError when the tiers leave no room for any position.
 * @source docs/models/generated-world.md, population
 */
export const createPopulation = (scenario: Scenario, terms: VenueTerms): Population => {
  const traders: Account[] = []
  const drawsOf = createDraws(scenario.seed)
  let isolated = 0
  for (let number = 0; number < scenario.population.count; number += 1) {
    const account = drawAccount(scenario, terms, { number, sister: isolated, draws: drawsOf(number) })
    if (account.mode === 'isolated') isolated += 1
    traders.push(account)
  }
  const { house, accounts } = createHouse(scenario, terms, traders)
  const all = [...traders, ...accounts]
  return { accounts: all, house, restOfWorld: sharesOf(terms, all, house.restOfWorld) }
}

const sharesOf = (terms: VenueTerms, accounts: readonly Account[], restOfWorld: AccountId) =>
  terms.derivatives.map(({ id }): RestOfWorldShare => {
    let [openInterest, other] = [0n, 0n]
    for (const account of accounts)
      for (const position of account.positions)
        if (position.instrument === id) {
          if (position.size > 0n) openInterest += position.size
          if (account.id === restOfWorld) other = position.size < 0n ? -position.size : position.size
        }
    return { instrument: id, openInterest, share: openInterest === 0n ? 0 : Number(other) / Number(openInterest) }
  })
