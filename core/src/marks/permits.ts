import type { MarkStatus } from './types.ts'

/**
 * What may still be done with an instrument while its mark is in doubt. `open`, `reduce`, `cancel`: a user's orders.
 * `transfer`: assets change hands inside the venue at their mark (a seizure). `liquidate`: begin to treat an account.
 * `proceed`: go on with an account under treatment, by orders that name a limit.
 */
export type GuardedAction =
  | 'open'
  | 'reduce'
  | 'cancel'
  | 'deposit'
  | 'withdraw'
  | 'transfer'
  | 'liquidate'
  | 'proceed'
  | 'takeover'
  | 'deleverage'
  | 'funding'

/**
 * The one table of what remains at each status of a mark.
 *
 * A `stale` price may be anything by now, so neither risk is taken on nor anybody closed at it; funding, whose two sides are
 * wrong by the same amount, still flows. A `suspect` price is fresh but disputed: what has begun goes on, bounded by limits,
 * while nothing begins and nothing changes hands at the price itself. A `halted` market leaves users the ways to less risk.
 *
 * @source docs/models/guards.md, table 1
 */
export const permits: Readonly<Record<MarkStatus, readonly GuardedAction[]>> = {
  fine: [
    'open',
    'reduce',
    'cancel',
    'deposit',
    'withdraw',
    'transfer',
    'liquidate',
    'proceed',
    'takeover',
    'deleverage',
    'funding',
  ],
  stale: ['reduce', 'cancel', 'deposit', 'funding'],
  suspect: ['reduce', 'cancel', 'deposit', 'proceed', 'funding'],
  halted: ['reduce', 'cancel', 'deposit'],
}

/** Whether a status leaves an action; an instrument that never had a mark stands as if it were halted. */
export const permitted = (status: MarkStatus | undefined, action: GuardedAction): boolean =>
  permits[status ?? 'halted'].includes(action)
