import { approx, atoms, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { AssetId, Fraction, Instrument, InstrumentId } from '../instruments/index.ts'
import { balanceOf, sizeIn, type Account, type Position } from '../accounts/index.ts'
import { exposure, worstSize, type MarginRules } from '../margin/index.ts'
import type { PriceTable } from './price-table.ts'

/** A term of equity and of the requirement: `value · price[valueAt]` and tiers `table` on `size · price[sizeAt]`. */
export interface FoldedLeg {
  readonly value: number
  readonly valueAt: number
  readonly size: number
  readonly sizeAt: number
  readonly table: number
  /** While low <= mark <= high no open order of the leg loses against the mark. */
  readonly low: number
  readonly high: number
}

/** The one coin in which positions settle, if any: net coin atoms = cash + Σ of its legs, worth scale · price[at] each. */
export interface FoldedCoin {
  readonly cash: number
  readonly scale: number
  readonly kept: number
  readonly at: number
  /** Coin atoms that exact rounding can move. */
  readonly dust: number
  readonly legs: readonly FoldedLeg[]
}

/** An account as the few floats that the screen reads. `dust`: numeraire atoms that exact rounding can move. */
export interface Folded {
  readonly multiple: number
  readonly cash: number
  readonly dust: number
  readonly ordered: boolean
  readonly legs: readonly FoldedLeg[]
  readonly coin: FoldedCoin | null
}

/** Legs that the screen has room for; an account with more is always looked at exactly. */
export const LEGS_MAX = 4

/** How an account is watched: never named, screened first, or looked at exactly each time. */
export type Route =
  | { readonly kind: 'never' }
  | { readonly kind: 'screen'; readonly folded: Folded }
  | { readonly kind: 'look' }

/**
 * Folds an account into floats; each coefficient is one exact integer fraction brought to a float.
 *
 * Looked at exactly instead: spot orders, linear contracts settled in a coin, positions settled in two coins, more than
 * `LEGS_MAX` legs, negative multiples, holdings outside the rules, and what bends with price beyond the tiers: collateral with
 * concentration steps, and positions that settle in an asset whose debt requires margin. A debt that no position moves is
 * folded: what it requires is linear in its price.
 *
 * @source docs/models/watch-screen.md
 */
export const fold = (rules: MarginRules, table: PriceTable, account: Account, multiple: Ratio): Route => {
  if (isIdle(account)) return { kind: 'never' }
  const coins = settledCoins(rules, account)
  if (coins === null || coins.length > 1 || multiple < 0n || bends(rules, account, coins)) return { kind: 'look' }
  const traded = tradedLegs(rules, table, account)
  const held = collateralLegs(rules, table, account, { coins, multiple })
  if (held === null || traded.length + held.length > LEGS_MAX) return { kind: 'look' }
  const inNumeraire = traded.filter(({ coin }) => !coin).map(({ leg }) => leg)
  const inCoin = traded.filter(({ coin }) => coin).map(({ leg }) => leg)
  const factor = approx(multiple) / approx(RATIO_ONE)
  const orders = account.orders.length
  const folded: Folded = {
    multiple: factor,
    cash: numeraireCash(rules, account, multiple),
    dust: 2 * (traded.length + held.length + 1 + factor * 2 * (traded.length + held.length + 1 + orders)),
    ordered: orders > 0,
    legs: [...inNumeraire, ...held],
    coin: foldCoin(rules, table, account, coins[0], { legs: inCoin, dust: 4 * (inCoin.length + factor * orders) }),
  }
  return { kind: 'screen', folded }
}

/** Nothing held that can lose and nothing required: equity is at least 0 and no multiple of 0 exceeds it. */
const isIdle = (account: Account): boolean =>
  account.positions.length === 0 &&
  account.orders.length === 0 &&
  account.balances.every((balance) => balance.atoms >= 0n)

/** Coins in which the account's contracts settle; null when it holds something that only the exact path knows. */
const settledCoins = (rules: MarginRules, account: Account): readonly AssetId[] | null => {
  const coins = new Set<AssetId>()
  for (const { instrument: id } of [...account.positions, ...account.orders]) {
    const instrument = rules.instruments.get(id)
    if (instrument === undefined || !rules.tiers.has(id) || instrument.kind === 'spot') return null
    if (instrument.settle === rules.numeraire) continue
    if (instrument.kind !== 'inverse-perpetual' || !rules.collateral.has(instrument.settle)) return null
    coins.add(instrument.settle)
  }
  return [...coins]
}

/** Whether positions move the net amount of an asset whose debt requires margin or whose value has steps. */
const bends = (rules: MarginRules, account: Account, coins: readonly AssetId[]): boolean => {
  const inNumeraire = ({ instrument }: Position): boolean =>
    rules.instruments.get(instrument)?.settle === rules.numeraire
  return (
    coins.some((coin) => rules.borrow.has(coin) || rules.collateral.get(coin)?.steps !== undefined) ||
    (rules.borrow.has(rules.numeraire) && account.positions.some(inNumeraire))
  )
}

/** Cash in the numeraire with what a debt in it requires at a multiple, which no price moves. */
const numeraireCash = (rules: MarginRules, account: Account, multiple: Ratio): number => {
  const cash = cashIn(rules, account, rules.numeraire)
  return approx(cash * debtWeight(rules, rules.numeraire, cash, multiple)) / approx(RATIO_ONE * RATIO_ONE)
}

/** What an owed amount takes from slack for each of its worth, 1e-36: one and `multiple` times its maintenance rate. */
const debtWeight = (rules: MarginRules, asset: AssetId, net: bigint, multiple: Ratio): bigint => {
  const rate = net < 0n ? (rules.borrow.get(asset)?.maintenanceRate ?? 0n) : 0n
  return RATIO_ONE * RATIO_ONE + multiple * rate
}

interface TradedLeg {
  readonly coin: boolean
  readonly leg: FoldedLeg
}

const tradedLegs = (rules: MarginRules, table: PriceTable, account: Account): readonly TradedLeg[] => {
  const ids = new Set([...account.positions, ...account.orders].map(({ instrument }) => instrument))
  return [...ids].flatMap((id) => {
    const instrument = rules.instruments.get(id)
    const slot = table.slots.get(id)
    if (instrument === undefined || slot === undefined) return []
    const coin = instrument.kind === 'inverse-perpetual'
    return [{ coin, leg: { ...coefficients(rules, table, account, { instrument, slot }), ...window(account, id) } }]
  })
}

const coefficients = (
  rules: MarginRules,
  table: PriceTable,
  account: Account,
  { instrument, slot }: { readonly instrument: Instrument; readonly slot: number },
): Omit<FoldedLeg, 'low' | 'high'> => {
  const count = table.markets.length
  const size = sizeIn(account, instrument.id)
  const worst = worstSize(size, account.orders, instrument.id)
  return instrument.kind === 'inverse-perpetual'
    ? {
        value: times(-size, instrument.scale),
        valueAt: count + slot,
        size: approx(exposure(rules, new Map(), instrument, worst)),
        sizeAt: 2 * count,
        table: slot,
      }
    : {
        value: times(size, instrument.scale),
        valueAt: slot,
        size: times(worst, instrument.scale),
        sizeAt: slot,
        table: slot,
      }
}

/** Buys rest at or under the mark, sells at or above it: there no order loses. Outside, the exact path looks. */
const window = (account: Account, id: InstrumentId): { readonly low: number; readonly high: number } => {
  let [low, high] = [0, Number.POSITIVE_INFINITY]
  for (const { instrument, side, price } of account.orders) {
    if (instrument !== id) continue
    if (side === 'buy') low = Math.max(low, approx(price))
    else high = Math.min(high, approx(price))
  }
  return { low, high }
}

/** Every other asset as a leg of its own; null for a debt without a rule and for collateral with concentration steps. */
const collateralLegs = (
  rules: MarginRules,
  table: PriceTable,
  account: Account,
  { coins, multiple }: { readonly coins: readonly AssetId[]; readonly multiple: Ratio },
): readonly FoldedLeg[] | null => {
  const legs: FoldedLeg[] = []
  for (const { asset, atoms: net } of account.balances) {
    if (asset === rules.numeraire || coins.includes(asset)) continue
    const rule = rules.collateral.get(asset)
    if ((rule === undefined && net < 0n) || (rule?.steps !== undefined && net > 0n)) return null
    const slot = table.slots.get(rule?.spot.id ?? '')
    if (rule === undefined || slot === undefined) continue
    const kept = net > 0n ? (RATIO_ONE - rule.haircut) * RATIO_ONE : debtWeight(rules, asset, net, multiple)
    const { numerator, denominator } = rule.spot.scale
    const value = approx(net * kept * numerator) / approx(rule.spot.lotAtoms * denominator * RATIO_ONE * RATIO_ONE)
    const none = table.markets.length
    legs.push({ value, valueAt: slot, size: 0, sizeAt: 2 * none, table: none, low: 0, high: Number.POSITIVE_INFINITY })
  }
  return legs
}

const foldCoin = (
  rules: MarginRules,
  table: PriceTable,
  account: Account,
  coin: AssetId | undefined,
  parts: { readonly legs: readonly FoldedLeg[]; readonly dust: number },
): FoldedCoin | null => {
  const rule = coin === undefined ? undefined : rules.collateral.get(coin)
  const at = table.slots.get(rule?.spot.id ?? '')
  if (coin === undefined || rule === undefined || at === undefined) return null
  const { numerator, denominator } = rule.spot.scale
  return {
    ...parts,
    at,
    cash: approx(cashIn(rules, account, coin)),
    scale: approx(numerator) / approx(rule.spot.lotAtoms * denominator),
    kept: approx(RATIO_ONE - rule.haircut) / approx(RATIO_ONE),
  }
}

/** Balance less the entry values of the positions that settle in the asset: the part of net that no price moves. */
const cashIn = (rules: MarginRules, account: Account, asset: AssetId): bigint =>
  account.positions.reduce(
    (cash: bigint, { instrument, entryValue }: Position) =>
      rules.instruments.get(instrument)?.settle === asset ? cash - entryValue : cash,
    atoms(balanceOf(account, asset)),
  )

const times = (size: bigint, { numerator, denominator }: Fraction): number =>
  approx(size * numerator) / approx(denominator)
