import {
  atoms,
  defineAsset,
  defineLinearPerpetual,
  defineTiers,
  fillValue,
  lots,
  preset,
  ratioOf,
  ticks,
  type Account,
  type Instrument,
  type MarkRule,
  type VenueDeclaration,
} from '@ebbline/core'
import type { Trader } from './population.ts'
import { USD_DECIMALS } from './scale.ts'

const USD = defineAsset('USD', USD_DECIMALS)

/** Name of a coin's perpetual at the venue of the study. */
export const perpetualOf = (coin: string): string => `${coin}-PERP`

/** Linear perpetuals of the coins: tick a millionth of a dollar, lot a hundredth of a coin. */
export const instrumentsOf = (coins: readonly string[]): readonly Instrument[] =>
  coins.map((coin) =>
    defineLinearPerpetual({
      id: perpetualOf(coin),
      base: defineAsset(coin, 8),
      quote: USD,
      tickSize: ratioOf('0.000001'),
      lotSize: ratioOf('0.01'),
    }),
  )

/** One tier: 2 % initial, 1 % maintenance at any size. */
const TIERS = defineTiers([{ floor: atoms(0n), initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') }])

/** A venue of these coins that closes whole accounts, marked by one rule. */
export const venueOf = (coins: readonly string[], rule: MarkRule): VenueDeclaration => {
  const instruments = instrumentsOf(coins)
  return {
    name: 'wick study',
    numeraire: USD.id,
    assets: [USD, ...coins.map((coin) => defineAsset(coin, 8))],
    instruments,
    tiers: instruments.map(({ id }) => ({ instrument: id, tiers: TIERS })),
    collateral: [],
    marks: instruments.map(({ id }) => ({ instrument: id, rule })),
    takerFee: ratioOf('0.0005'),
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: 'world',
      vault: null,
      funds: coins.map((coin) => ({ instrument: perpetualOf(coin), account: `fund-${coin}` })),
    },
    policies: [preset('full-close'), preset('house-unwind')],
    policy: { traders: 'full-close', house: 'house-unwind', accounts: [] },
  }
}

/** A billion dollars: funds never run dry, so that nobody is closed but for a mark. */
const FUND = atoms(10n ** 17n)

/** Traders, funds, the world that holds the other side of every position, and the outside that all cash came from. */
export const accountsOf = (coins: readonly string[], traders: readonly Trader[]): readonly Account[] => {
  const instruments = new Map(instrumentsOf(coins).map((each) => [each.id, each]))
  const held = traders.map((trader) => positionOf(instruments, trader))
  const members = [
    ...traders.map((trader, at) => account(trader.id, 'trader', trader.cash, held.slice(at, at + 1))),
    ...coins.map((coin) => account(`fund-${coin}`, 'fund', FUND, [])),
    account('treasury', 'treasury', 0n, []),
    account('world', 'rest-of-world', FUND, otherSide(coins, held)),
  ]
  const cash = members.reduce((sum, each) => sum + (each.balances[0]?.atoms ?? 0n), 0n)
  return [...members, account('external', 'external', -cash, [])]
}

type Position = Account['positions'][number]

const positionOf = (instruments: ReadonlyMap<string, Instrument>, { coin, size, entry }: Trader): Position => {
  const instrument = instruments.get(perpetualOf(coin))
  if (instrument === undefined) throw new RangeError(`no perpetual of ${coin}; traders hold only listed coins`)
  return { instrument: instrument.id, size: lots(size), entryValue: fillValue(instrument, lots(size), ticks(entry)) }
}

const otherSide = (coins: readonly string[], held: readonly Position[]): readonly Position[] =>
  coins.flatMap((coin) => {
    const id = perpetualOf(coin)
    let [size, entryValue] = [0n, 0n]
    for (const position of held) {
      if (position.instrument !== id) continue
      size -= position.size
      entryValue -= position.entryValue
    }
    return size === 0n && entryValue === 0n ? [] : [{ instrument: id, size: lots(size), entryValue: atoms(entryValue) }]
  })

const account = (id: string, kind: Account['kind'], cash: bigint, positions: readonly Position[]): Account => ({
  id,
  owner: id,
  kind,
  mode: kind === 'trader' ? 'isolated' : 'cross',
  balances: cash === 0n ? [] : [{ asset: USD.id, atoms: atoms(cash) }],
  positions,
  orders: [],
})
