import type { AdlRule } from '../types.ts'
import { hedgeAware } from './hedge-aware.ts'
import { proRata } from './pro-rata.ts'
import { profitLeverage } from './profit-leverage.ts'
import { pseudoRandom } from './pseudo-random.ts'
import { waterFilling } from './water-filling.ts'

export { cappedProRata, CappedProRataError } from './capped-pro-rata.ts'
export type { CappedProRata, CappedProRataRequest } from './capped-pro-rata.ts'
export { continuation } from './continuation.ts'
export type { Continued } from './continuation.ts'
export { rapShares, RapError } from './risk-aware-shares.ts'
export type { LeverageRisk, RapRequest } from './risk-aware-shares.ts'
export { waterLevel } from './water-level.ts'
export type { Vessel } from './water-level.ts'
export { pour, pourAtMost, pourInRounds, held } from './pour.ts'
export type { Portion } from './pour.ts'
export { weighedRounds } from './weighed-rounds.ts'
export { inQueue } from './in-queue.ts'
export { keyedNumber } from './keyed-number.ts'
export { roundByOwner } from './round-by-owner.ts'
export type { ExactShare } from './round-by-owner.ts'

/** Every rule of auto-deleveraging that a policy may name. */
export const ADL_RULES: readonly AdlRule[] = [profitLeverage, pseudoRandom, proRata, waterFilling, hedgeAware]

/** A policy names a rule that is not there. */
export class AdlRuleError extends Error {
  override readonly name = 'AdlRuleError'
  constructor(name: string) {
    super(`auto-deleveraging rule '${name}' is unknown; use one of ${ADL_RULES.map((rule) => rule.name).join(', ')}`)
  }
}

/** The rule of this name. @throws AdlRuleError when there is none. */
export const adlRule = (name: string): AdlRule => {
  const found = ADL_RULES.find((rule) => rule.name === name)
  if (found === undefined) throw new AdlRuleError(name)
  return found
}
