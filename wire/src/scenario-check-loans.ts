import { refuseUnknown, type Findings } from './findings.ts'
import type { PopulationLoans, Scenario } from './scenario.ts'

/** Collateral and debts that the venue knows, and a range the right way round. */
export const checkLoans = (findings: Findings, venue: Scenario['venue'], loans: PopulationLoans): void => {
  const held = venue.collateral.map(({ asset }) => asset)
  const owed = (venue.borrow ?? []).map(({ asset }) => asset)
  for (const [index, kind] of loans.kinds.entries()) {
    const at = `population.loans.kinds.${index}`
    refuseUnknown(findings, `${at}.collateral`, kind.collateral, held, 'an asset of venue.collateral')
    refuseUnknown(findings, `${at}.debt`, kind.debt, owed, 'an asset of venue.borrow')
    if (kind.collateral === kind.debt)
      findings.refuse(`${at}.debt`, kind.debt, 'another asset than the collateral', 'name what is owed')
  }
  const { min, max } = loans.drawn
  if (max < min) findings.refuse('population.loans.drawn.max', max, `at least min ${min}`, 'swap or widen them')
}
