import {
  approx,
  atoms,
  lots,
  magnitude,
  quantize,
  type Account,
  type AccountId,
  type AccountKind,
  type AssetId,
  type Balance,
  type HouseDeclaration,
  type Position,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { assetOf, atomsOf, type VenueTerms } from './market-terms.ts'
import { lotValue } from './population-legs.ts'

/** The house of a population: its accounts, and which is which. */
export interface House {
  readonly house: HouseDeclaration
  readonly accounts: readonly Account[]
}

/** Cash of rest-of-world as a multiple of the gross notional it opens with: it stands for everybody else and never defaults. */
const REST_OF_WORLD_COVER = 4

/**
 * Treasury, funds, vault, backstops, rest-of-world and the external world that closes the books.
 *
 * Rest-of-world was the counterparty of every trader's entry: per derivative its size and its entry value are minus the
 * traders' sums. External holds minus all cash. So Σ size = 0 per derivative, Σ entry value = 0 per derivative and
 * Σ cash = 0 per asset, to the atom.
 */
export const createHouse = (scenario: Scenario, terms: VenueTerms, traders: readonly Account[]): House => {
  const numeraire = terms.rules.numeraire
  const funds = terms.derivatives.map(({ id, settle }) => ({ instrument: id, account: `fund/${id}`, settle }))
  const { vault, backstops = [] } = scenario.venue
  const positions = oppositeOf(terms, traders)
  const named: readonly Account[] = [
    account('treasury', 'treasury', []),
    ...funds.map((fund) => account(fund.account, 'fund', fundCash(scenario, terms, fund))),
    ...(vault === null ? [] : [account('vault', 'vault', cash(terms, numeraire, vault.amount))]),
    ...backstops.map(({ name, amount }) => account(backstopId(name), 'backstop', cash(terms, numeraire, amount))),
    {
      ...account('rest-of-world', 'rest-of-world', worldCash(terms, positions)),
      positions,
    },
  ]
  const external = account('external', 'external', minusAll([...traders, ...named]))
  return {
    accounts: [...named, external],
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: 'rest-of-world',
      vault: vault === null ? null : 'vault',
      ...(backstops.length === 0 ? {} : { backstops: backstops.map(({ name }) => backstopId(name)) }),
      funds: funds.map(({ instrument, account: id }) => ({ instrument, account: id })),
    },
  }
}

const backstopId = (name: string): AccountId => `backstop/${name}`

const account = (id: AccountId, kind: AccountKind, balances: readonly Balance[]): Account => ({
  id,
  owner: kind === 'rest-of-world' || kind === 'external' ? kind : 'house',
  kind,
  mode: 'cross',
  balances,
  positions: [],
  orders: [],
})

const cash = (terms: VenueTerms, asset: AssetId, text: string): readonly Balance[] => {
  const held = atomsOf(assetOf(terms.assets, 'amount', asset), text)
  return held === 0n ? [] : [{ asset, atoms: atoms(held) }]
}

const fundCash = (
  scenario: Scenario,
  terms: VenueTerms,
  fund: { readonly instrument: string; readonly settle: AssetId },
): readonly Balance[] => {
  const row = scenario.venue.funds.find((each) => each.instrument === fund.instrument)
  return row === undefined ? [] : cash(terms, fund.settle, row.amount)
}

const oppositeOf = (terms: VenueTerms, traders: readonly Account[]): readonly Position[] => {
  const sums = new Map(terms.derivatives.map(({ id }) => [id, { size: 0n, entryValue: 0n }]))
  for (const trader of traders)
    for (const position of trader.positions) {
      const sum = sums.get(position.instrument) ?? { size: 0n, entryValue: 0n }
      sums.set(position.instrument, {
        size: sum.size - position.size,
        entryValue: sum.entryValue - position.entryValue,
      })
    }
  return [...sums]
    .filter(([, sum]) => sum.size !== 0n || sum.entryValue !== 0n)
    .map(([instrument, sum]) => ({ instrument, size: lots(sum.size), entryValue: atoms(sum.entryValue) }))
    .toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1))
}

const worldCash = (terms: VenueTerms, positions: readonly Position[]): readonly Balance[] => {
  let gross = 0
  for (const { instrument, size } of positions) {
    const specification = terms.rules.instruments.get(instrument)
    if (specification !== undefined) gross += approx(magnitude(size)) * lotValue(terms, specification)
  }
  const held = quantize(gross * REST_OF_WORLD_COVER, 'up')
  return held === 0n ? [] : [{ asset: terms.rules.numeraire, atoms: atoms(held) }]
}

const minusAll = (accounts: readonly Account[]): readonly Balance[] => {
  const sums = new Map<AssetId, bigint>()
  for (const { balances } of accounts)
    for (const balance of balances) sums.set(balance.asset, (sums.get(balance.asset) ?? 0n) + balance.atoms)
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([asset, sum]) => ({ asset, atoms: atoms(-sum) }))
    .toSorted((a, b) => (a.asset < b.asset ? -1 : 1))
}
