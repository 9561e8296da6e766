import type { Account, OpenOrder } from '../accounts/index.ts'
import type { MarkPrices } from './types.ts'

/** An exact fraction with a positive denominator. */
export interface Rational {
  readonly numerator: bigint
  readonly denominator: bigint
}

const of = (numerator: bigint, denominator = 1n): Rational => ({ numerator, denominator })
const plus = (a: Rational, b: Rational): Rational =>
  of(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
const times = (a: Rational, b: Rational): Rational => of(a.numerator * b.numerator, a.denominator * b.denominator)
const minus = (a: Rational, b: Rational): Rational => plus(a, of(-b.numerator, b.denominator))
const positive = (a: Rational): Rational => (a.numerator > 0n ? a : of(0n))

/** Arithmetic that never rounds. */
export const rational: {
  readonly of: (numerator: bigint, denominator?: bigint) => Rational
  readonly plus: (a: Rational, b: Rational) => Rational
  readonly times: (a: Rational, b: Rational) => Rational
  readonly minus: (a: Rational, b: Rational) => Rational
} = { of, plus, times, minus }

interface Market {
  readonly settle: 'USDC' | 'BTC'
  readonly inverse: boolean
  /** Units (BTC, ETH, or USDC for the inverse contract) of one lot, and quote per unit of one tick. */
  readonly lot: Rational
  readonly tick: Rational
  readonly tiers: readonly (readonly [floor: bigint, rate: Rational])[]
}

const btcTiers = [
  [0n, of(1n, 100n)],
  [100_000n, of(25n, 1_000n)],
  [1_000_000n, of(5n, 100n)],
] as const
const ethTiers = [
  [0n, of(2n, 100n)],
  [50_000n, of(4n, 100n)],
] as const

/** The markets of fixtures.ts, written down again in whole units. */
const markets: Readonly<Record<string, Market>> = {
  'BTC-PERP': { settle: 'USDC', inverse: false, lot: of(1n, 1_000n), tick: of(1n, 10n), tiers: btcTiers },
  'ETH-PERP': { settle: 'USDC', inverse: false, lot: of(1n, 100n), tick: of(1n, 100n), tiers: ethTiers },
  'BTC-INV': { settle: 'BTC', inverse: true, lot: of(10n), tick: of(1n, 2n), tiers: btcTiers },
  'ETH-BTC': { settle: 'BTC', inverse: false, lot: of(1n, 10n), tick: of(1n, 100_000n), tiers: ethTiers },
}
const coins = {
  BTC: { atoms: 10n ** 8n, kept: of(95n, 100n) },
  ETH: { atoms: 10n ** 9n, kept: of(90n, 100n) },
} as const

/** How debts, large holdings and profits count; nothing special unless said. */
export interface LendingTwin {
  /** By asset: what its debt requires. */
  readonly borrow: Readonly<Record<string, Rational>>
  /** By coin: further haircut on what lies above each floor [USDC]. */
  readonly steps: Readonly<Record<string, readonly (readonly [floor: bigint, further: Rational])[]>>
  /** Share of a net profit that does not count. */
  readonly profitCut: Rational
}

const PLAIN: LendingTwin = { borrow: {}, steps: {}, profitCut: of(0n) }

/** The lending terms of fixtures.ts, written down again. */
export const lendingTwin = (initial: boolean): LendingTwin => ({
  borrow: { USDC: initial ? of(3n, 10n) : of(1n, 5n), BTC: initial ? of(1n, 2n) : of(1n, 4n) },
  steps: {
    BTC: [
      [30_000n, of(15n, 100n)],
      [90_000n, of(4n, 10n)],
    ],
  },
  profitCut: initial ? of(2n, 5n) : of(0n),
})

const marketOf = (id: string): Market => {
  const market = markets[id]
  if (market === undefined) throw new RangeError(`the twin has no market ${id}`)
  return market
}

/** Equity and requirement in numeraire atoms, from unit prices and plain fractions, rounding nothing. */
export const exactHealth = (
  account: Account,
  marks: MarkPrices,
  lending: LendingTwin = PLAIN,
): { readonly equity: Rational; readonly requirement: Rational } => {
  const coinPrice = (coin: 'BTC' | 'ETH'): Rational => of(BigInt(marks.get(coin) ?? 0n), 100n)
  const inUsdc = (asset: string, net: Rational, forDebt: boolean): Rational => {
    if (asset !== 'BTC' && asset !== 'ETH') return net
    const full = times(net, coinPrice(asset))
    if (forDebt || net.numerator < 0n) return full
    let kept = times(full, coins[asset].kept)
    for (const [floor, further] of lending.steps[asset] ?? [])
      kept = minus(kept, times(positive(minus(full, of(floor))), further))
    return kept
  }
  const value = (id: string, size: bigint, price: bigint): Rational => {
    const { inverse, lot, tick } = marketOf(id)
    const units = times(of(size), lot)
    const unitPrice = times(of(price), tick)
    return inverse
      ? times(times(of(-1n), units), of(unitPrice.denominator, unitPrice.numerator))
      : times(units, unitPrice)
  }
  const nets = new Map<string, Rational>()
  const add = (asset: string, amount: Rational): void => {
    nets.set(asset, plus(nets.get(asset) ?? of(0n), amount))
  }
  const atomsOf = (asset: string): bigint => (asset === 'BTC' || asset === 'ETH' ? coins[asset].atoms : 10n ** 6n)
  for (const { instrument, size, entryValue } of account.positions) {
    const { settle } = marketOf(instrument)
    add(settle, minus(value(instrument, size, marks.get(instrument) ?? 0n), of(entryValue, atomsOf(settle))))
  }
  for (const [asset, profit] of nets) nets.set(asset, minus(profit, times(positive(profit), lending.profitCut)))
  for (const { asset, atoms } of account.balances) add(asset, of(atoms, atomsOf(asset)))
  let equity = of(0n)
  for (const [asset, net] of nets) equity = plus(equity, inUsdc(asset, net, false))

  const lossOf = ({ instrument, side, remaining, reduceOnly, price }: OpenOrder, held: bigint): Rational => {
    const sign = side === 'buy' ? 1n : -1n
    const room = held * sign < 0n ? (held < 0n ? -held : held) : 0n
    const size = sign * (reduceOnly && room < remaining ? room : remaining)
    const mark = marks.get(instrument) ?? 0n
    const loss = positive(minus(value(instrument, size, price), value(instrument, size, mark)))
    return inUsdc(marketOf(instrument).settle, loss, true)
  }
  let requirement = of(0n)
  for (const [asset, net] of nets) {
    const owed = inUsdc(asset, positive(times(net, of(-1n))), true)
    requirement = plus(requirement, times(owed, lending.borrow[asset] ?? of(0n)))
  }
  for (const id of Object.keys(markets)) {
    const { settle, inverse, lot, tiers } = marketOf(id)
    const held: bigint = account.positions.find(({ instrument }) => instrument === id)?.size ?? 0n
    const orders = account.orders.filter(({ instrument }) => instrument === id)
    let [highest, lowest] = [held, held]
    for (const { side, remaining, reduceOnly } of orders) {
      if (!reduceOnly && side === 'buy') highest += remaining
      if (!reduceOnly && side === 'sell') lowest -= remaining
    }
    const worst = highest > -lowest ? highest : -lowest
    const size = inverse ? times(of(worst), lot) : inUsdc(settle, value(id, worst, marks.get(id) ?? 0n), true)
    for (const [index, [floor, rate]] of tiers.entries()) {
      const below = index === 0 ? of(0n) : (tiers[index - 1]?.[1] ?? of(0n))
      requirement = plus(requirement, times(positive(minus(size, of(floor))), minus(rate, below)))
    }
    for (const one of orders) requirement = plus(requirement, lossOf(one, held))
  }
  return { equity: times(equity, of(10n ** 6n)), requirement: times(requirement, of(10n ** 6n)) }
}
