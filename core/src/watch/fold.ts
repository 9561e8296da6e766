import { approx, atoms, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { AssetId, Fraction, Instrument, InstrumentId } from '../instruments/index.ts'
import { balanceOf, sizeIn, type Account, type Position } from '../accounts/index.ts'
import { exposure, inPortfolio, worstSize, type MarginRules } from '../margin/index.ts'
import { FALLS, LEGS_MAX, RISES, type Folded, type FoldedCoin, type FoldedLeg } from './folded.ts'
import type { PriceTable } from './price-table.ts'

/** How an account is watched: never named, screened first, or looked at exactly each time. */
export type Route =
  | { readonly kind: 'never' }
  | { readonly kind: 'screen'; readonly folded: Folded }
  | { readonly kind: 'look' }

/** A slope that is positive by less than this share of itself is taken to be of either sign. */
const SLOPE_DOUBT = 1 / 1_048_576

/**
 * Folds an account into floats; each coefficient is one exact integer fraction brought to a float.
 *
 * Looked at exactly instead: contracts margined together with others on their underlying, spot orders, linear contracts settled in a coin, positions settled in two coins, more than
 * `LEGS_MAX` legs, negative multiples, and holdings outside the rules.
 *
 * @source docs/models/watch-index.md
 */
export const fold = (rules: MarginRules, table: PriceTable, account: Account, multiple: Ratio): Route => {
  if (isIdle(account)) return { kind: 'never' }
  const coins = settledCoins(rules, account)
  if (coins === null || coins.length > 1 || multiple < 0n) return { kind: 'look' }
  const factor = approx(multiple) / approx(RATIO_ONE)
  const [coin] = coins
  const legs = tradedLegs(rules, table, account, factor)
  const held = heldLegs(rules, table, account, { coin, factor })
  if (held === null || legs.traded.length + legs.coined.length + held.length > LEGS_MAX) return { kind: 'look' }
  const parts = held.length + legs.traded.length + legs.coined.length
  const orders = account.orders.length
  const owed = owedFactor(rules, rules.numeraire, factor)
  const weight = account.balances.reduce((most, { asset }) => Math.max(most, owedFactor(rules, asset, factor)), owed)
  const folded: Folded = {
    multiple: factor,
    cash: approx(cashIn(rules, account, rules.numeraire)),
    dust: 2 * weight * (parts + 1 + factor * 2 * (parts + 1 + orders)),
    owed,
    ordered: orders > 0,
    traded: legs.traded,
    held,
    coin: foldCoin(rules, table, account, { coin, factor, legs: legs.coined }),
  }
  return { kind: 'screen', folded }
}

/** Nothing held that can lose and nothing required: equity is at least 0 and no multiple of 0 exceeds it. */
const isIdle = (account: Account): boolean =>
  account.positions.length === 0 &&
  account.orders.length === 0 &&
  account.balances.every((balance) => balance.atoms >= 0n)

/** 1 + multiple · rate: what owing an asset takes off, and what it requires. */
const owedFactor = ({ borrow }: MarginRules, asset: AssetId, factor: number): number => {
  const rule = borrow.get(asset)
  return rule === undefined ? 1 : 1 + (factor * approx(rule.maintenanceRate)) / approx(RATIO_ONE)
}

/** Coins in which the account's contracts settle; null when it holds something that only the exact path knows. */
const settledCoins = (rules: MarginRules, account: Account): readonly AssetId[] | null => {
  const coins: AssetId[] = []
  for (const list of [account.positions, account.orders])
    for (const { instrument: id } of list) {
      const instrument = rules.instruments.get(id)
      if (instrument === undefined || !rules.tiers.has(id) || instrument.kind === 'spot') return null
      if (inPortfolio(rules, instrument)) return null
      if (instrument.settle === rules.numeraire) continue
      if (instrument.kind !== 'inverse-perpetual' || !rules.collateral.has(instrument.settle)) return null
      if (!coins.includes(instrument.settle)) coins.push(instrument.settle)
    }
  return coins
}

interface Legs {
  readonly traded: readonly FoldedLeg[]
  readonly coined: readonly FoldedLeg[]
}

const tradedLegs = (rules: MarginRules, table: PriceTable, account: Account, factor: number): Legs => {
  const legs = { traded: [] as FoldedLeg[], coined: [] as FoldedLeg[] }
  const ids = account.positions.map(({ instrument }) => instrument)
  for (const { instrument } of account.orders) if (!ids.includes(instrument)) ids.push(instrument)
  for (const id of ids) {
    const instrument = rules.instruments.get(id)
    const market = table.slots.get(id)
    if (instrument === undefined || market === undefined) continue
    const terms = { ...coefficients(rules, account, instrument), ...windowOf(account, id) }
    const inverse = instrument.kind === 'inverse-perpetual'
    const required = inverse ? 0 : factor * (table.slopes[market] ?? 0) * terms.size
    const sides = sidesOf(inverse ? -terms.value : terms.value, required, terms)
    ;(inverse ? legs.coined : legs.traded).push({ market, ...terms, sides })
  }
  return legs
}

/** `value`: what a rise of the mark adds to equity; `required`: the most that it adds to the requirement. */
const sidesOf = (value: number, required: number, window: Window): number => {
  const falls = value > 0 || window.low > 0
  const rises = value < 0 || value - required < SLOPE_DOUBT * value || window.high < Number.POSITIVE_INFINITY
  return (falls ? FALLS : 0) | (rises ? RISES : 0)
}

const coefficients = (
  rules: MarginRules,
  account: Account,
  instrument: Instrument,
): { readonly value: number; readonly size: number } => {
  const size = sizeIn(account, instrument.id)
  const worst = account.orders.length === 0 ? size : worstSize(size, account.orders, instrument.id)
  return instrument.kind === 'inverse-perpetual'
    ? { value: times(-size, instrument.scale), size: approx(exposure(rules, new Map(), instrument, worst)) }
    : { value: times(size, instrument.scale), size: Math.abs(times(worst, instrument.scale)) }
}

interface Window {
  readonly low: number
  readonly high: number
}

/** Buys rest at or under the mark, sells at or above it: there no order loses. Outside, the exact path looks. */
const windowOf = (account: Account, id: InstrumentId): Window => {
  let [low, high] = [0, Number.POSITIVE_INFINITY]
  for (const { instrument, side, price } of account.orders) {
    if (instrument !== id) continue
    if (side === 'buy') low = Math.max(low, approx(price))
    else high = Math.min(high, approx(price))
  }
  return { low, high }
}

/** Every asset but the numeraire and the coin as a leg of its own; null for a debt without a rule. */
const heldLegs = (
  rules: MarginRules,
  table: PriceTable,
  account: Account,
  { coin, factor }: { readonly coin: AssetId | undefined; readonly factor: number },
): readonly FoldedLeg[] | null => {
  const legs: FoldedLeg[] = []
  for (const { asset, atoms: net } of account.balances) {
    if (asset === rules.numeraire || asset === coin) continue
    const rule = rules.collateral.get(asset)
    if (rule === undefined && net < 0n) return null
    const market = table.slots.get(rule?.spot.id ?? '')
    if (rule === undefined || market === undefined) continue
    const { numerator, denominator } = rule.spot.scale
    const full = approx(net * numerator) / approx(rule.spot.lotAtoms * denominator)
    const value = net < 0n ? full * owedFactor(rules, asset, factor) : full
    const sides = net < 0n ? RISES : FALLS
    legs.push({ market, value, size: 0, low: 0, high: Number.POSITIVE_INFINITY, sides })
  }
  return legs
}

const foldCoin = (
  rules: MarginRules,
  table: PriceTable,
  account: Account,
  parts: { readonly coin: AssetId | undefined; readonly factor: number; readonly legs: readonly FoldedLeg[] },
): FoldedCoin | null => {
  const { coin, factor, legs } = parts
  const rule = coin === undefined ? undefined : rules.collateral.get(coin)
  const at = table.slots.get(rule?.spot.id ?? '')
  if (coin === undefined || rule === undefined || at === undefined) return null
  const { numerator, denominator } = rule.spot.scale
  const owed = owedFactor(rules, coin, factor)
  return {
    legs,
    at,
    owed,
    dust: 4 * owed * (legs.length + factor * account.orders.length),
    cash: approx(cashIn(rules, account, coin)),
    scale: approx(numerator) / approx(rule.spot.lotAtoms * denominator),
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
