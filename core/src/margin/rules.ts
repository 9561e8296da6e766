import { RATIO_ONE } from '../units/index.ts'
import type { AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import type { CollateralRule, MarginRules, TierTable } from './types.ts'

/** What margin rules are built from; the part of a venue's declaration that margin reads. */
export interface RulesDeclaration {
  readonly numeraire: AssetId
  readonly instruments: readonly Instrument[]
  /** One table per derivative. */
  readonly tiers: readonly { readonly instrument: InstrumentId; readonly tiers: TierTable }[]
  readonly collateral: readonly CollateralRule[]
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
 * numeraire; a collateral spot that does not quote its asset in the numeraire; a haircut outside [0, 1].
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
  return { numeraire, instruments, tiers, collateral }
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
  if (rule.haircut < 0n || rule.haircut > RATIO_ONE)
    refuse(`${field}.haircut`, String(rule.haircut), '0 to 1e18', 'give a share such as 0.05')
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
