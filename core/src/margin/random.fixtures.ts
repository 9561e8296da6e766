import fc from 'fast-check'
import { ticks } from '../units/index.ts'
import type { Account, OpenOrder, Position } from '../accounts/index.ts'
import { accountWith, holding, order } from './fixtures.ts'
import type { MarkPrices } from './types.ts'

const priceNear = (price: bigint) => fc.bigInt(price / 2n, price * 2n).map(ticks)

/** Marks from half to twice of the usual ones, each on its own. */
export const anyMarks: fc.Arbitrary<MarkPrices> = fc
  .record({
    'BTC-PERP': priceNear(600_000n),
    'ETH-PERP': priceNear(300_000n),
    'BTC-INV': priceNear(120_000n),
    'ETH-BTC': priceNear(5_000n),
    BTC: priceNear(6_000_000n),
    ETH: priceNear(300_000n),
  })
  .map((prices) => new Map(Object.entries(prices)))

const anyPosition = (instrument: string, sizeMax: bigint, valuePerLot: bigint): fc.Arbitrary<readonly Position[]> =>
  fc.option(fc.tuple(fc.bigInt(-sizeMax, sizeMax), fc.bigInt(70n, 140n)), { nil: null, freq: 2 }).map((drawn) => {
    if (drawn === null || drawn[0] === 0n) return []
    const [size, percent] = drawn
    return [holding(instrument, size, (size * valuePerLot * percent) / 100n)]
  })

/** Positions in linear, inverse and coin-settled markets, entered from 70 % to 140 % of the usual mark. */
export const anyPositions: fc.Arbitrary<readonly Position[]> = fc
  .tuple(
    anyPosition('BTC-PERP', 20_000n, 60_000_000n),
    anyPosition('ETH-PERP', 9_000n, 30_000_000n),
    anyPosition('BTC-INV', 60_000n, -16_667n),
    anyPosition('ETH-BTC', 900n, 500_000n),
  )
  .map((lists) => lists.flat())

const anyOrder: fc.Arbitrary<OpenOrder> = fc
  .tuple(
    fc.constantFrom(
      { instrument: 'BTC-PERP', price: 600_000n, size: 2_000n },
      { instrument: 'ETH-PERP', price: 300_000n, size: 900n },
      { instrument: 'BTC-INV', price: 120_000n, size: 900n },
    ),
    fc.bigInt(1n, 100n),
    fc.bigInt(80n, 120n),
    fc.constantFrom('buy', 'sell'),
    fc.boolean(),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([market, size, percent, side, reduceOnly, id]) =>
    order(String(id), {
      instrument: market.instrument,
      side,
      reduceOnly,
      size: (market.size * size) / 100n,
      price: (market.price * percent) / 100n,
    }),
  )

/** Orders in three markets, around the mark on both sides. */
export const anyOrders: fc.Arbitrary<readonly OpenOrder[]> = fc.uniqueArray(anyOrder, {
  maxLength: 3,
  selector: ({ id }) => id,
})

/** Cash of either sign in the numeraire and in two coins. */
export const anyBalances: fc.Arbitrary<Readonly<Record<string, bigint>>> = fc.record({
  USDC: fc.bigInt(-100_000_000_000n, 400_000_000_000n),
  BTC: fc.oneof(fc.constant(0n), fc.bigInt(-100_000_000n, 300_000_000n)),
  ETH: fc.oneof(fc.constant(0n), fc.bigInt(-10_000_000_000n, 30_000_000_000n)),
})

/** Accounts of all these. */
export const anyAccount: fc.Arbitrary<Account> = fc
  .tuple(anyBalances, anyPositions, fc.oneof(fc.constant([]), anyOrders))
  .map(([balances, positions, orders]) => accountWith(balances, positions, orders))
