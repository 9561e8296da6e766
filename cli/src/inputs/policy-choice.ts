import { presets, type PolicyDeclaration } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'

/** Words that stand for several presets: `all` for every one that treats customers, `venues` for those of them that stand for a venue's own rules. */
export const POLICY_GROUPS = ['all', 'venues'] as const

/** Presets that a group holds but these scenarios cannot use, with the reason as it follows "left out:". */
export interface LeftOut {
  readonly names: readonly string[]
  readonly reason: string
}

/** The policies to be run, by name or path, each once and in order; and what was left out of the groups. */
export interface PolicyChoice {
  readonly names: readonly string[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * What a list such as `all,mine.json` means for some scenarios. A group leaves out what has nothing to do in one of them; a policy
 * that is named itself always runs.
 */
export const choosePolicies = (asked: readonly string[], scenarios: readonly Scenario[]): PolicyChoice => {
  const groups = asked.filter(isGroup)
  const members = presets.filter((policy) => groups.some((group) => isMember(policy, group)))
  const left = members.map((policy) => ({ policy, reason: reasonAgainst(policy, scenarios) }))
  const names = asked.flatMap((name) =>
    isGroup(name)
      ? left.filter(({ policy, reason }) => reason === null && isMember(policy, name)).map(({ policy }) => policy.name)
      : [name],
  )
  const out = left.filter(({ policy }) => !asked.includes(policy.name))
  const reasons = [...new Set(out.flatMap(({ reason }) => reason ?? []))]
  return {
    names: [...new Set(names)],
    leftOut: reasons.map((reason) => ({
      reason,
      names: out.filter((each) => each.reason === reason).map(({ policy }) => policy.name),
    })),
  }
}

type Group = (typeof POLICY_GROUPS)[number]

const isGroup = (name: string): name is Group => POLICY_GROUPS.some((group) => group === name)

const isMember = (policy: PolicyDeclaration, group: Group): boolean => group === 'all' || policy.evidence !== 'own'

/** Why a preset has nothing to do, null when it has. */
const reasonAgainst = (policy: PolicyDeclaration, scenarios: readonly Scenario[]): string | null => {
  if (policy.treats === 'house') return "for the house's own inventory; the venue uses it by itself"
  const bare = scenarios.find(({ venue }) => venue.borrow === undefined)
  return bare !== undefined && policy.treats === 'loans' ? `for loans; ${bare.name} lends nothing` : null
}
