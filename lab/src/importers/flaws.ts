import type { WireError } from '@ebbline/wire'
import type { Flaw, FlawKind, Manifest } from './manifest.ts'
import { refusal } from './refusal.ts'

/** How many places of one kind of flaw a manifest names. */
const FIRST_MAX = 5

/** Where a reader notes what is wrong with rows. */
export interface FlawBook {
  readonly note: (kind: FlawKind, row: number, what: string) => void
  readonly flaws: () => readonly Flaw[]
}

/** An empty book of flaws; kinds in `allowed` belong to the format, all others speak against the file. */
export const openFlaws = (allowed: readonly FlawKind[] = []): FlawBook => {
  const kept = new Map<FlawKind, { count: number; first: { row: number; what: string }[] }>()
  return {
    note: (kind, row, what) => {
      const entry = kept.get(kind) ?? { count: 0, first: [] }
      kept.set(kind, entry)
      entry.count += 1
      if (entry.first.length < FIRST_MAX) entry.first.push({ row, what })
    },
    flaws: () => [...kept].map(([kind, entry]) => ({ kind, allowed: allowed.includes(kind), ...entry })),
  }
}

/** Whether a file has flaws that its format does not allow. */
export const isFlawed = (manifest: Manifest): boolean => manifest.flaws.some((flaw) => !flaw.allowed)

/** What to do about flaws that a format does not allow: refuse the file, or only report them in the manifest. */
export type FlawChoice = 'refuse' | 'report'

/** Refuses a file by the first flaw that its format does not allow. @throws WireError */
export const requireSound = (path: string, manifest: Manifest, choice: FlawChoice = 'refuse'): Manifest => {
  const worst = manifest.flaws.filter((flaw) => !flaw.allowed)
  const [flaw] = worst
  if (choice === 'report' || flaw === undefined) return manifest
  throw flawed(path, flaw)
}

const flawed = (path: string, { kind, count, first }: Flaw): WireError =>
  refusal(path, {
    ...(first[0] === undefined ? {} : { row: first[0].row }),
    field: kind,
    value: first[0]?.what ?? `${count} rows`,
    allowed: `none (${count} found)`,
    remedy: remedyOf(kind),
  })

/** What to do about a kind of flaw. */
export const remedyOf = (kind: FlawKind): string => REMEDIES[kind]

const REMEDIES: Readonly<Record<FlawKind, string>> = {
  'unsorted-time': 'sort the rows by time',
  'duplicate-time': 'keep one row for each moment',
  'outlier-price': 'compare the bar with another venue and mend or remove it',
  'unit-change': 'bring all prices into one unit, or cut the file there',
  'crossed-book': 'record the book again from a snapshot',
  'sequence-break': 'record the updates again without a break, or cut the file there',
  suspect: 'leave the suspect rows out',
  disconnect: 'use the stretch before or after it',
  'unsorted-id': 'sort the trades by id and keep each once',
  'unread-type': 'leave the messages out',
  'not-monotone': 'fetch the file again',
}
