import type { Wake } from './types.ts'

/**
 * Wake of a trigger that needs all of several: within an episode if one of them needs it, else under the lowest of their
 * health levels, else at any health.
 */
export const wakeOfAll = (wakes: readonly Wake[]): Wake => {
  let lowest: Wake = { kind: 'always' }
  for (const wake of wakes) {
    if (wake.kind === 'episode') return wake
    if (wake.kind === 'health' && (lowest.kind !== 'health' || wake.multiple < lowest.multiple)) lowest = wake
  }
  return lowest
}

/** Wake of a trigger that needs one of several: the least demanding of them. */
export const wakeOfAny = (wakes: readonly Wake[]): Wake => {
  let widest: Wake = { kind: 'episode' }
  for (const wake of wakes) {
    if (wake.kind === 'always') return wake
    if (wake.kind === 'health' && (widest.kind !== 'health' || wake.multiple > widest.multiple)) widest = wake
  }
  return widest
}
