import {
  ratesOfLoanToValue,
  ratio,
  type Asset,
  type BorrowRule,
  type CollateralRule,
  type Instrument,
  type PortfolioRule,
} from '@ebbline/core'
import type { VenueDeclaration } from '@ebbline/core'
import { within } from './error.ts'
import { atomsOfText, ratioOfText } from './exact-values.ts'
import { refuseRepeats, type Findings } from './findings.ts'
import type { BorrowByLoanToValue, BorrowFile, CollateralFile, PortfolioFile, VenueFile } from './venue-file.ts'

/** What counts as collateral and what may be borrowed; terms that a file leaves out stay absent. */
export type LendingTerms = Pick<VenueDeclaration, 'collateral' | 'borrow' | 'profitHaircut' | 'portfolio'>

interface Listed {
  readonly venue: VenueFile
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly numeraire: Asset
}

/**
 * The exact lending terms of a venue file, or null when `findings` has gained problems: collateral without its spot market,
 * repeated assets, floors that are no whole number of atoms, a loan to value that no borrow rate meets.
 */
export const lendingTerms = (findings: Findings, path: string, listed: Listed): LendingTerms | null => {
  const { venue } = listed
  const collateral = collateralOf(findings, within(path, 'collateral'), listed)
  const borrow = borrowOf(findings, within(path, 'borrow'), { rules: venue.borrow ?? [], collateral })
  const cut = venue.profitHaircut ?? null
  const profitHaircut =
    cut === null ? null : findings.attempt(within(path, 'profitHaircut'), cut, () => ratioOfText(cut))
  if (collateral.length !== venue.collateral.length || borrow.length !== (venue.borrow ?? []).length) return null
  return {
    collateral,
    ...(borrow.length === 0 ? {} : { borrow }),
    ...(profitHaircut === null ? {} : { profitHaircut }),
    ...(venue.portfolio === undefined ? {} : { portfolio: venue.portfolio.map(portfolioOf) }),
  }
}

const portfolioOf = (rule: PortfolioFile): PortfolioRule => ({
  underlying: rule.underlying,
  initialShock: ratioOfText(rule.initialShock),
  maintenanceShock: ratioOfText(rule.maintenanceShock),
  contingency: ratioOfText(rule.contingency),
})

const collateralOf = (
  findings: Findings,
  field: string,
  { venue, instruments, numeraire }: Listed,
): readonly CollateralRule[] => {
  refuseRepeats(
    findings,
    field,
    venue.collateral.map((rule) => rule.asset),
    'asset',
  )
  return venue.collateral.flatMap((rule, index) => {
    const spot = instruments.get(rule.spot)
    if (spot?.kind !== 'spot' || spot.base !== rule.asset || spot.quote !== venue.numeraire) {
      const wanted = `a listed spot market of ${rule.asset} in ${venue.numeraire}`
      findings.refuse(`${field}.${index}.spot`, rule.spot, wanted, 'name that market')
      return []
    }
    const at = `${field}.${index}`
    const haircut = findings.attempt(`${at}.haircut`, rule.haircut, () => ratioOfText(rule.haircut))
    const steps = stepsOf(findings, `${at}.steps`, rule, numeraire)
    if (haircut === null || steps === null) return []
    return [{ asset: rule.asset, spot, haircut, ...(steps.length === 0 ? {} : { steps }) }]
  })
}

const stepsOf = (
  findings: Findings,
  field: string,
  { steps = [] }: CollateralFile,
  numeraire: Asset,
): NonNullable<CollateralRule['steps']> | null => {
  const exact = steps.flatMap((step, index) => {
    const floor = findings.attempt(`${field}.${index}.floor`, step.floor, () => atomsOfText(numeraire, step.floor))
    return floor === null ? [] : [{ floor, haircut: ratioOfText(step.haircut) }]
  })
  return exact.length === steps.length ? exact : null
}

const borrowOf = (
  findings: Findings,
  field: string,
  { rules, collateral }: { readonly rules: readonly BorrowFile[]; readonly collateral: readonly CollateralRule[] },
): readonly BorrowRule[] => {
  refuseRepeats(
    findings,
    field,
    rules.map((rule) => rule.asset),
    'asset',
  )
  return rules.flatMap((rule, index) => {
    if (rule.by === 'loan-to-value') return byLoanToValue(findings, `${field}.${index}`, rule, collateral)
    const { asset } = rule
    return [{ asset, initialRate: ratioOfText(rule.initialRate), maintenanceRate: ratioOfText(rule.maintenanceRate) }]
  })
}

const byLoanToValue = (
  findings: Findings,
  at: string,
  rule: BorrowByLoanToValue,
  collateral: readonly CollateralRule[],
): readonly BorrowRule[] => {
  const against = collateral.find(({ asset }) => asset === rule.against)
  if (rule.against !== null && against === undefined) {
    findings.refuse(
      `${at}.against`,
      rule.against,
      'an asset of the collateral list, or null',
      'name what secures the loan',
    )
    return []
  }
  const rates = ratesOfLoanToValue({
    asset: rule.asset,
    haircut: against?.haircut ?? ratio(0n),
    initialLtv: ratioOfText(rule.initialLtv),
    maintenanceLtv: ratioOfText(rule.maintenanceLtv),
  })
  if (rates !== null) return [rates]
  findings.refuse(
    `${at}.maintenanceLtv`,
    rule.maintenanceLtv,
    'at least initialLtv, below 1 less the haircut of the collateral, both above 0',
    'lower it: equity must still be above 0 where the loan meets maintenance',
  )
  return []
}
