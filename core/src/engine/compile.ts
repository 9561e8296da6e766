import type { InstrumentId } from '../instruments/index.ts'
import { markRuleProblems } from '../marks/index.ts'
import { defineRules, type MarginRules, type TierTable } from '../margin/index.ts'
import { compilePolicy, type CompiledPolicy } from '../policy/index.ts'
import type { VenueDeclaration } from './types.ts'
import type { CompiledVenue } from './state.ts'

/** A venue that cannot run: every problem found, as `path: value: remedy` lines. */
export class VenueError extends Error {
  override readonly name = 'VenueError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`the venue declaration is refused:\n${problems.join('\n')}`)
    this.problems = problems
  }
}

/**
 * Lookups and policies of a declaration.
 *
 * @throws VenueError naming every policy, fund, mark rule and assignment that is missing or refused; RulesError for margin
 * rules that would leave a holding without a value.
 */
export const compileVenue = (declaration: VenueDeclaration): CompiledVenue => {
  const policies = compilePolicies(declaration)
  const problems = [
    ...policies.problems,
    ...missing(declaration, policies.compiled),
    ...markRuleProblems(declaration.marks),
  ]
  if (problems.length > 0) throw new VenueError(problems)
  const { house } = declaration
  return {
    declaration,
    rules: rulesOf(declaration, new Map()),
    policies: policies.compiled,
    overrides: new Map(declaration.policy.accounts.map((entry) => [entry.account, entry.policy])),
    funds: new Map(house.funds.map((fund) => [fund.instrument, fund.account])),
    keepsVolatility: [...policies.compiled.values()].some(({ remembers }) => remembers.has('volatility')),
    houseIds: new Set([
      ...house.funds.map((fund) => fund.account),
      ...(house.vault === null ? [] : [house.vault]),
      ...(house.backstops ?? []),
    ]),
  }
}

/** Margin rules of a declaration, with the tier tables that were changed since genesis. @throws RulesError */
export const rulesOf = (declaration: VenueDeclaration, changed: ReadonlyMap<InstrumentId, TierTable>): MarginRules =>
  defineRules({
    ...declaration,
    tiers: declaration.tiers.map(({ instrument, tiers }) => ({ instrument, tiers: changed.get(instrument) ?? tiers })),
  })

const compilePolicies = (
  declaration: VenueDeclaration,
): { readonly compiled: ReadonlyMap<string, CompiledPolicy>; readonly problems: readonly string[] } => {
  const compiled = new Map<string, CompiledPolicy>()
  const problems: string[] = []
  for (const policy of declaration.policies) {
    const result = compilePolicy(policy)
    if (result.kind === 'compiled') compiled.set(policy.name, result.policy)
    else
      for (const problem of result.problems)
        problems.push(
          `policy ${policy.name}: ${problem.path} = ${problem.value}: allowed ${problem.allowed}; ${problem.remedy}`,
        )
  }
  return { compiled, problems }
}

const missing = (declaration: VenueDeclaration, policies: ReadonlyMap<string, CompiledPolicy>): readonly string[] => {
  const derivatives = declaration.instruments.filter((instrument) => instrument.kind !== 'spot')
  const funds = new Set(declaration.house.funds.map((fund) => fund.instrument))
  const marks = new Set(declaration.marks.map((entry) => entry.instrument))
  const wanted = [
    declaration.policy.traders,
    declaration.policy.house,
    ...declaration.policy.accounts.map((entry) => entry.policy),
  ]
  return [
    ...derivatives.filter((each) => !funds.has(each.id)).map((each) => `house.funds: ${each.id} has no fund; add one`),
    ...declaration.instruments
      .filter((each) => !marks.has(each.id))
      .map((each) => `marks: ${each.id} has no mark rule; add one`),
    ...capProblems(declaration),
    ...wanted
      .filter((name) => !policies.has(name))
      .map((name) => `policies: '${name}' is assigned but not declared; add it`),
  ]
}

const capProblems = ({ openInterestCaps = [], instruments }: VenueDeclaration): readonly string[] => {
  const derivatives = new Set(instruments.filter(({ kind }) => kind !== 'spot').map(({ id }) => id))
  return openInterestCaps.flatMap((cap, at) => {
    const amount: bigint = cap.unit === 'lots' ? cap.lots : cap.atoms
    const first = openInterestCaps.findIndex(({ instrument }) => instrument === cap.instrument) === at
    return [
      ...(derivatives.has(cap.instrument) ? [] : [`openInterestCaps: ${cap.instrument} is no derivative; name one`]),
      ...(amount >= 0n ? [] : [`openInterestCaps: ${cap.instrument}: ${amount} is below 0; give a cap from 0`]),
      ...(first ? [] : [`openInterestCaps: ${cap.instrument} has two caps; keep one`]),
    ]
  })
}
