import { greatest, ratio } from '../units/index.ts'
import type { Wake } from './types.ts'

type Health = Extract<Wake, { kind: 'health' }>

/**
 * Wake of a trigger that needs all of several: within an episode if one of them needs it, else that of one of them, for each
 * must hold: the lowest of those that name a multiple alone, else the lowest at all, else at any health.
 */
export const wakeOfAll = (wakes: readonly Wake[]): Wake => {
  let lowest: Wake = { kind: 'always' }
  for (const wake of wakes) {
    if (wake.kind === 'episode') return wake
    if (wake.kind === 'health' && (lowest.kind !== 'health' || isLower(wake, lowest))) lowest = wake
  }
  return lowest
}

/** Wake of a trigger that needs one of several: wide enough for each of them. */
export const wakeOfAny = (wakes: readonly Wake[]): Wake => {
  let widest: Wake = { kind: 'episode' }
  for (const wake of wakes) {
    if (wake.kind === 'always') return wake
    if (wake.kind === 'health') widest = widest.kind === 'health' ? widestOf(widest, wake) : wake
  }
  return widest
}

const isLower = (a: Health, b: Health): boolean => (isPlain(a) === isPlain(b) ? a.multiple < b.multiple : isPlain(a))

/** Whether health alone says when an account must be looked at. */
export const isPlain = ({ amount, notional }: Health): boolean => (amount ?? 0n) === 0n && (notional ?? 0n) === 0n

const widestOf = (a: Health, b: Health): Health => ({
  kind: 'health',
  multiple: greatest(a.multiple, b.multiple),
  ...(isPlain(a) && isPlain(b)
    ? {}
    : {
        amount: greatest(a.amount ?? NOTHING, b.amount ?? NOTHING),
        notional: greatest(a.notional ?? NOTHING, b.notional ?? NOTHING),
      }),
})

const NOTHING = ratio(0n)
