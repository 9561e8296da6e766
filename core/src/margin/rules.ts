import { ratio, RATIO_ONE, type Ratio } from '../units/index.ts'
import type { AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import type { BorrowRule, CollateralRule, MarginRules, PortfolioRule, TierTable } from './types.ts'

/** What margin rules are built from; the part of a venue's declaration that margin reads. */
export interface RulesDeclaration {
  readonly numeraire: AssetId
  readonly instruments: readonly Instrument[]
  /** One table per derivative. */
  readonly tiers: readonly { readonly instrument: InstrumentId; readonly tiers: TierTable }[]
  readonly collateral: readonly CollateralRule[]
  /** Assets that may be borrowed; absent = none requires margin. */
  readonly borrow?: readonly BorrowRule[]
  /** Absent = 0. */
  readonly profitHaircut?: Ratio
  /** Underlyings margined by portfolio; absent = none. */
  readonly portfolio?: readonly PortfolioRule[]
}

/** Margin rules that would leave some holding without a value or a requirement: field, value, allowed, remedy. */
export class RulesError extends Error {
  override readonly name = 'RulesError'
  readonly field: string
  readonly value: string
  readonly allowed: string
  readonly remedy: string
  constructor(problem: {
    readonly field: string
    readonly value: string
    readonly allowed: string
    readonly remedy: string
  }) {
    super(
      `margin rules: ${problem.field} = ${problem.value} is refused; allowed: ${problem.allowed}; ${problem.remedy}`,
    )
    this.field = problem.field
    this.value = problem.value
    this.allowed = problem.allowed
    this.remedy = problem.remedy
  }
}

/**
 * Margin rules with their lookup tables, checked so that measuring can trust them.
 *
 * @throws RulesError for an id given twice; a derivative without tiers or a table without its derivative; a settlement asset
 * (or either side of a spot market) that is neither numeraire nor collateral; an inverse contract not quoted in the
 * numeraire; a collateral spot that does not quote its asset in the numeraire; a haircut outside [0, 1]; concentration steps
 * whose floors do not rise from above 0 or whose haircuts fall; a borrow rate of 0 or an initial one below maintenance; a debt
 * asset without a value; a portfolio rule for an underlying of no derivative, with a shock of 0, above 1 or smaller at the initial level.
 */
export const defineRules = (declaration: RulesDeclaration): MarginRules => {
  const { numeraire } = declaration
  const collateral = keyed('collateral', declaration.collateral, (rule) => rule.asset)
  const instruments = keyed('instruments', declaration.instruments, (instrument) => instrument.id)
  const rows = keyed('tiers', declaration.tiers, (row) => row.instrument)
  for (const rule of collateral.values()) checkCollateral(rule, numeraire)
  for (const id of rows.keys()) {
    const kind = instruments.get(id)?.kind
    if (kind === undefined || kind === 'spot')
      refuse('tiers.instrument', id, 'a listed derivative', 'list the instrument or drop its table')
  }
  const valued = (asset: AssetId): boolean => asset === numeraire || collateral.has(asset)
  for (const instrument of instruments.values()) {
    checkInstrument(instrument, numeraire, valued)
    if (instrument.kind !== 'spot' && !rows.has(instrument.id))
      refuse('tiers', instrument.id, 'one table per derivative', 'give the instrument its leverage tiers')
  }
  const tiers = new Map([...rows].map(([id, row]) => [id, row.tiers]))
  const borrow = keyed('borrow', declaration.borrow ?? [], (rule) => rule.asset)
  for (const rule of borrow.values()) checkBorrow(rule, valued)
  const profitHaircut = declaration.profitHaircut ?? ratio(0n)
  checkShare('profitHaircut', profitHaircut)
  const rules = { numeraire, instruments, tiers, collateral, borrow, profitHaircut }
  if (declaration.portfolio === undefined || declaration.portfolio.length === 0) return rules
  const portfolio = keyed('portfolio', declaration.portfolio, (rule) => rule.underlying)
  for (const rule of portfolio.values()) checkPortfolio(rule, instruments)
  return { ...rules, portfolio }
}

const checkCollateral = (rule: CollateralRule, numeraire: AssetId): void => {
  const field = `collateral ${rule.asset}`
  if (rule.asset === numeraire)
    refuse(field, rule.asset, 'assets other than the numeraire', 'drop the rule; the numeraire counts in full')
  if (rule.spot.base !== rule.asset || rule.spot.quote !== numeraire)
    refuse(
      `${field}.spot`,
      `${rule.spot.base}/${rule.spot.quote}`,
      `${rule.asset}/${numeraire}`,
      'name the spot market of the asset in the numeraire',
    )
  checkShare(`${field}.haircut`, rule.haircut)
  let before = { floor: 0n, haircut: rule.haircut }
  for (const [index, step] of (rule.steps ?? []).entries()) {
    const at = `${field}.steps[${index}]`
    checkShare(`${at}.haircut`, step.haircut)
    if (step.floor <= before.floor)
      refuse(`${at}.floor`, String(step.floor), `above ${before.floor}`, 'sort the steps by floor, each floor once')
    if (step.haircut < before.haircut)
      refuse(`${at}.haircut`, String(step.haircut), `at least ${before.haircut}`, 'haircuts never fall with value')
    before = step
  }
}

const checkShare = (field: string, share: Ratio): void => {
  if (share < 0n || share > RATIO_ONE) refuse(field, String(share), '0 to 1e18', 'give a share such as 0.05')
}

const checkBorrow = (rule: BorrowRule, valued: (asset: AssetId) => boolean): void => {
  const field = `borrow ${rule.asset}`
  if (!valued(rule.asset))
    refuse(field, rule.asset, 'the numeraire or a collateral asset', 'make it collateral with a spot market')
  if (rule.maintenanceRate <= 0n)
    refuse(`${field}.maintenanceRate`, String(rule.maintenanceRate), 'above 0', 'give a rate such as 0.2')
  if (rule.initialRate < rule.maintenanceRate)
    refuse(`${field}.initialRate`, String(rule.initialRate), `at least ${rule.maintenanceRate}`, 'raise it')
}

const checkPortfolio = (rule: PortfolioRule, instruments: ReadonlyMap<InstrumentId, Instrument>): void => {
  const field = `portfolio ${rule.underlying}`
  if (![...instruments.values()].some(({ kind, base }) => kind !== 'spot' && base === rule.underlying))
    refuse(
      `${field}.underlying`,
      rule.underlying,
      'the base of a listed derivative',
      'list the derivative or drop the rule',
    )
  if (rule.maintenanceShock <= 0n)
    refuse(`${field}.maintenanceShock`, String(rule.maintenanceShock), 'above 0', 'give a share such as 0.1')
  if (rule.initialShock < rule.maintenanceShock)
    refuse(`${field}.initialShock`, String(rule.initialShock), `at least ${rule.maintenanceShock}`, 'raise it')
  checkShare(`${field}.initialShock`, rule.initialShock)
  checkShare(`${field}.contingency`, rule.contingency)
}

const checkInstrument = (instrument: Instrument, numeraire: AssetId, valued: (asset: AssetId) => boolean): void => {
  const remedy = 'make it collateral with a spot market and a haircut'
  if (!valued(instrument.settle))
    refuse(`${instrument.id}.settle`, instrument.settle, 'the numeraire or a collateral asset', remedy)
  if (instrument.kind === 'spot' && !valued(instrument.base))
    refuse(`${instrument.id}.base`, instrument.base, 'the numeraire or a collateral asset', remedy)
  if (instrument.kind === 'inverse-perpetual' && instrument.quote !== numeraire)
    refuse(`${instrument.id}.quote`, instrument.quote, numeraire, 'quote an inverse contract in the numeraire')
  if (instrument.kind === 'inverse-perpetual' && instrument.settle === numeraire)
    refuse(`${instrument.id}.settle`, instrument.settle, 'a collateral asset', 'settle an inverse contract in its coin')
}

const keyed = <T>(field: string, list: readonly T[], key: (item: T) => string): Map<string, T> => {
  const map = new Map<string, T>()
  for (const item of list) {
    if (map.has(key(item))) refuse(field, key(item), 'each id once', 'drop the second one')
    map.set(key(item), item)
  }
  return map
}

const refuse = (field: string, value: string, allowed: string, remedy: string): never => {
  throw new RulesError({ field, value, allowed, remedy })
}
