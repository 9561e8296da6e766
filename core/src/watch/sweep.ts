import type { Account } from '../accounts/index.ts'
import { breaches, measure, missingMark, type MarginRules, type MarkPrices } from '../margin/index.ts'
import type { WakeLevel, Watch } from './types.ts'

/** The exact full sweep: measures every account at every look. Slow and plainly right; the screen is held to it. */
export const createExactSweep = (initial: MarginRules): Watch => {
  const accounts: (Account | null)[] = []
  const wakes: WakeLevel[] = []
  let rules = initial
  let looks = 0
  return {
    refresh: (index, account, wake) => {
      while (accounts.length < index) {
        accounts.push(null)
        wakes.push(null)
      }
      accounts[index] = account
      wakes[index] = wake
    },
    named: (marks) => {
      const found: number[] = []
      for (const [index, account] of accounts.entries()) {
        const wake = wakes[index] ?? null
        if (account === null || wake === null) continue
        if (wake !== 'always') looks += 1
        if (wakesNow(rules, account, marks, wake)) found.push(index)
      }
      return found
    },
    setRules: (changed) => {
      rules = changed
    },
    looks: () => looks,
  }
}

/** Whether an account is named at these marks: the exact verdict that every index must reproduce. */
export const wakesNow = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  wake: Exclude<WakeLevel, null>,
): boolean => {
  if (wake === 'always') return true
  if (missingMark(rules, account, marks) !== null) return false
  return breaches(measure(rules, account, marks, 'maintenance'), wake)
}
