import type { ChainSnapshot, OptionChain } from '@ebbline/lab'
import { InvalidArgumentError } from 'commander'
import { ArgumentError } from '../failure.ts'

/** Which snapshots are shown: the last, all, or the last one at or before a moment [ms UTC]. */
export type Moment =
  | { readonly kind: 'last' }
  | { readonly kind: 'all' }
  | { readonly kind: 'time'; readonly timeMs: number }

/** `last`, `all`, `2026-02-05T21:30Z` or `2026-02-05`, in UTC where no zone is written. */
export const moment = (text: string): Moment => {
  if (text === 'last' || text === 'all') return { kind: text }
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?Z?)?$/.exec(text)
  const timeMs = Date.parse(`${match?.[1] ?? ''}T${match?.[2] ?? '00:00'}${match?.[3] ?? ':00'}Z`)
  if (match === null || Number.isNaN(timeMs))
    throw new InvalidArgumentError('Write last, all, or a time in UTC such as 2026-02-05T21:30.')
  return { kind: 'time', timeMs }
}

/** The snapshots up to the moment: later ones are not known then. @throws ArgumentError when the chain begins later */
export const upTo = (chain: OptionChain, { kind, ...when }: Moment): readonly ChainSnapshot[] => {
  const { snapshots } = chain
  if (kind !== 'time' || !('timeMs' in when)) return snapshots
  const known = snapshots.filter(({ timeMs }) => timeMs <= Number(when.timeMs))
  if (known.length > 0) return known
  const [first, last] = [snapshots[0], snapshots.at(-1)].map((one) => new Date(one?.timeMs ?? 0).toISOString())
  throw new ArgumentError(
    '--at',
    new Date(Number(when.timeMs)).toISOString(),
    `${first ?? ''} to ${last ?? ''}`,
    'name a time at or after the first snapshot',
  )
}
