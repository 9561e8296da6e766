import {
  approx,
  atoms,
  fullWorth,
  measure,
  quantize,
  type Account,
  type AssetId,
  type Balance,
  type MarginRules,
} from '@ebbline/core'
import type { PopulationLoans, Scenario } from '@ebbline/wire'
import { assetOf, type VenueTerms } from './market-terms.ts'
import type { Draws } from './population-draws.ts'
import { drawEquity } from './population-equity.ts'

/** Whether account `number` of a population is a loan. */
export const isLoan = ({ population }: Scenario, draws: Draws): boolean =>
  population.loans !== undefined && draws.uniform('loan') < population.loans.share

/**
 * Draws one loan: collateral of Pareto worth, and a debt that is a uniform share of the most that the initial level lends on it.
 *
 *   D = u · K / (1 + i)        K worth of the collateral after haircut · i initial rate of the debt · u in [min, max]
 *
 * @source docs/models/loans.md, section 6
 */
export const drawLoan = (
  scenario: Scenario,
  terms: VenueTerms,
  { id, loans, draws }: { readonly id: string; readonly loans: PopulationLoans; readonly draws: Draws },
): Account => {
  const kind = drawKind(loans, draws.uniform('loan-kind'))
  const { decimals } = assetOf(terms.assets, 'numeraire', terms.rules.numeraire)
  const worth = drawEquity(scenario.population.pareto, draws.uniform('equity')) * 10 ** decimals
  const held: Balance = {
    asset: kind.collateral,
    atoms: atoms(quantize(worth / perAtom(terms, kind.collateral), 'down')),
  }
  const bare: Account = { id, owner: id, kind: 'trader', mode: 'cross', balances: [held], positions: [], orders: [] }
  const { min, max } = loans.drawn
  const share = min + draws.uniform('loan-drawn') * (max - min)
  const lent =
    approx(measure(terms.rules, bare, terms.startMarks, 'initial').equity) / (1 + initialRate(terms.rules, kind.debt))
  const owed = quantize((share * lent) / perAtom(terms, kind.debt), 'down')
  const debt: readonly Balance[] = owed === 0n ? [] : [{ asset: kind.debt, atoms: atoms(-owed) }]
  return { ...bare, balances: [held, ...debt].toSorted((a, b) => (a.asset < b.asset ? -1 : 1)) }
}

const drawKind = ({ kinds }: PopulationLoans, u: number): PopulationLoans['kinds'][number] => {
  const total = kinds.reduce((sum, { weight }) => sum + weight, 0)
  let open = u * total
  for (const kind of kinds) {
    open -= kind.weight
    if (open < 0) return kind
  }
  return kinds.at(-1) ?? { collateral: '', debt: '', weight: 0 }
}

/** Numeraire atoms of one atom of an asset at the start, without haircut. */
const perAtom = ({ rules, startMarks }: VenueTerms, asset: AssetId): number =>
  approx(fullWorth(rules, startMarks, { asset, atoms: atoms(PROBE) }, 'down')) / approx(PROBE)

const PROBE = 10n ** 24n

const initialRate = ({ borrow }: MarginRules, asset: AssetId): number =>
  approx(borrow.get(asset)?.initialRate ?? 0n) / 1e18
