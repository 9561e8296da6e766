import { atoms, lots, NO_ATOMS, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import type { AssetId, InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { exposure, legRequirement, orderedOnly } from './exposure.ts'
import { debtRequirement } from './loans.ts'
import { inPortfolio, portfolioRequirements } from './portfolio.ts'
import { netsOf, type Nets } from './nets.ts'
import { requirement } from './tiers.ts'
import type { LevelName, MarginRules, MarkPrices, Measure } from './types.ts'
import { instrumentOf, tiersOf, worth } from './worth.ts'

/**
 * Equity and requirement of an account at a level, exact, in numeraire atoms: the two sums that decide everything.
 *
 *   E = Σ over assets of worth(balance + Σ profit of the positions that settle in it)
 *   profit = ⌊value(size, mark)⌋ - entry value
 *   R = Σ over instruments of what the leg requires + Σ over assets of what a debt in it requires
 *
 * @throws MissingMarkError when a held instrument or collateral has no mark.
 * @source docs/models/margin.md, eq. 5
 */
export const measure = (rules: MarginRules, account: Account, marks: MarkPrices, level: LevelName): Measure => {
  const cash = cashAlone(rules, account)
  if (cash !== null) return { equity: cash, requirement: NO_ATOMS }
  const { numeraire, coins } = netsOf(rules, account, marks, level)
  let equity: bigint = numeraire
  let required: bigint = requiredByLegs(rules, account, marks, level)
  if (numeraire < 0n) required += debtRequirement(rules, marks, { asset: rules.numeraire, net: numeraire }, level)
  if (coins !== null)
    for (const [asset, net] of coins) {
      equity += worth(rules, marks, asset, atoms(net))
      if (net < 0n) required += debtRequirement(rules, marks, { asset, net: atoms(net) }, level)
    }
  return { equity: atoms(equity), requirement: atoms(required) }
}

/**
 * Equity alone, as `measure` states it at maintenance, for whoever asks nothing about the requirement. Open orders have no part
 * in it.
 *
 * @throws MissingMarkError
 * @source docs/models/margin.md, eq. 5
 */
export const equityOf = (rules: MarginRules, account: Account, marks: MarkPrices): Atoms =>
  cashAlone(rules, account) ?? worthOfNets(rules, marks, netsOf(rules, account, marks, 'maintenance'))

/** What net amounts of all assets are worth together, in numeraire atoms. */
export const worthOfNets = (rules: MarginRules, marks: MarkPrices, { numeraire, coins }: Nets): Atoms => {
  let equity: bigint = numeraire
  if (coins !== null) for (const [asset, net] of coins) equity += worth(rules, marks, asset, atoms(net))
  return atoms(equity)
}

/** What an account holds that has nothing but the numeraire and owes nothing; null for any other. */
const cashAlone = (rules: MarginRules, { positions, orders, balances }: Account): Atoms | null => {
  if (positions.length > 0 || orders.length > 0 || balances.length > 1) return null
  const [balance] = balances
  if (balance === undefined) return NO_ATOMS
  return balance.asset === rules.numeraire && balance.atoms >= 0n ? balance.atoms : null
}

const requiredByLegs = (rules: MarginRules, account: Account, marks: MarkPrices, level: LevelName): Atoms => {
  let required = 0n
  if (rules.portfolio !== undefined)
    for (const atoms of portfolioRequirements(rules, account, marks, level).values()) required += atoms
  for (const position of account.positions) {
    const instrument = instrumentOf(rules, position.instrument)
    if (inPortfolio(rules, instrument)) continue
    required +=
      account.orders.length === 0
        ? requirement(tiersOf(rules, position.instrument), exposure(rules, marks, instrument, position.size), level)
        : legRequirement(rules, marks, { ...position, orders: account.orders }, level)
  }
  if (account.orders.length > 0) required += requiredByOrdersAlone(rules, account, marks, level)
  return atoms(required)
}

/**
 * Whether equity lies under a multiple of the requirement; equality is safe. An account without positions, orders and debt
 * never breaches.
 *
 *   equity · 1e18 < multiple · requirement
 */
export const breaches = (measured: Measure, multiple: Ratio): boolean =>
  measured.equity * RATIO_ONE < multiple * measured.requirement

/** The first instrument whose mark is missing to measure an account, or null when it can be measured. */
export const missingMark = (rules: MarginRules, account: Account, marks: MarkPrices): InstrumentId | null => {
  for (const { instrument } of account.positions) {
    const missing = missingFor(rules, marks, instrument)
    if (missing !== null) return missing
  }
  for (const { instrument } of account.orders) {
    const missing = missingFor(rules, marks, instrument)
    if (missing !== null) return missing
  }
  for (const { asset } of account.balances) {
    const missing = missingSpot(rules, marks, asset)
    if (missing !== null) return missing
  }
  return null
}

const missingFor = (rules: MarginRules, marks: MarkPrices, id: InstrumentId): InstrumentId | null => {
  const instrument = instrumentOf(rules, id)
  if (instrument.kind === 'spot')
    return missingSpot(rules, marks, instrument.base) ?? missingSpot(rules, marks, instrument.quote)
  return marks.has(id) ? missingSpot(rules, marks, instrument.settle) : id
}

const missingSpot = (rules: MarginRules, marks: MarkPrices, asset: AssetId): InstrumentId | null => {
  if (asset === rules.numeraire) return null
  const spot = rules.collateral.get(asset)?.spot.id
  return spot === undefined || marks.has(spot) ? null : spot
}

const requiredByOrdersAlone = (rules: MarginRules, account: Account, marks: MarkPrices, level: LevelName): Atoms => {
  let required = 0n
  for (const instrument of orderedOnly(account))
    if (!inPortfolio(rules, instrumentOf(rules, instrument)))
      required += legRequirement(rules, marks, { instrument, size: lots(0n), orders: account.orders }, level)
  return atoms(required)
}
