import { Type } from 'typebox'
import type { StateSnapshot } from '@ebbline/core'
import { encodeCanonical } from './canonical.ts'
import { decode } from './codec.ts'
import { wholeFile } from './json.ts'
import { WireError } from './error.ts'
import { stateHash, type Sha256 } from './hash.ts'
import {
  identifier,
  list,
  lotsText,
  only,
  ratioFromZero,
  record,
  seal,
  text,
  ticksText,
  time,
  whole,
  type Schema,
} from './schema.ts'
import { accountSchema } from './schemas/accounts.ts'
import { volumesSchema } from './schemas/command.ts'
import { episodeSchema, liveOrderSchema } from './schemas/episode.ts'
import { tierTableSchema } from './schemas/margin.ts'
import { markSchema } from './schemas/marks.ts'
import { depthCurveSchema, indexPrintSchema } from './schemas/market.ts'
import { venueSchema } from './schemas/venue.ts'

/** The engine's state as it is hashed, stored and restored. */
export const stateSnapshotSchema: Schema<StateSnapshot> = seal<StateSnapshot>()(
  record({
    sequence: whole(0, Number.MAX_SAFE_INTEGER),
    time,
    venue: venueSchema,
    tiers: list(record({ instrument: identifier, tiers: tierTableSchema })),
    accounts: list(accountSchema),
    prints: list(indexPrintSchema),
    marks: list(markSchema),
    books: list(depthCurveSchema),
    volumes: volumesSchema,
    episodes: list(episodeSchema),
    live: list(liveOrderSchema),
    used: list(record({ key: text(300), lots: lotsText })),
    flow: Type.Optional(list(record({ key: text(300), taken: list(record({ time, lots: lotsText })) }))),
    lastShortfall: Type.Optional(time),
    interestIndices: list(record({ asset: identifier, index: ratioFromZero })),
    volatilities: Type.Optional(list(record({ instrument: identifier, volatility: ratioFromZero }))),
    delisted: list(record({ instrument: identifier, price: ticksText })),
  }),
)

/** A point from which a run goes on: the engine's state, and whatever else its runner must remember (books, random counters). */
export interface Snapshot<R> {
  readonly schema: 'ebbline.snapshot/1'
  /** Last journal line that the state contains, and the link of the hash chain after it. */
  readonly seq: number
  readonly journalHash: string
  readonly stateHash: string
  readonly state: StateSnapshot
  readonly runner: R
}

const digest: Schema<string> = Type.Unsafe<string>({
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  description: '64 lower-case hex digits of a SHA-256',
})

/** Schema of a snapshot whose runner part obeys `runner`. */
export const snapshotSchemaOf = <R>(runner: Schema<R>): Schema<Snapshot<R>> => {
  const envelope = record({
    schema: only('ebbline.snapshot/1'),
    seq: whole(0, Number.MAX_SAFE_INTEGER),
    journalHash: digest,
    stateHash: digest,
    state: stateSnapshotSchema,
    runner,
  })
  return Type.Unsafe<Snapshot<R>>(envelope)
}

/** The text of a snapshot; its state hash is computed here. @throws WireError for values that have no wire form. */
export const encodeSnapshot = <R>(
  sha256: Sha256,
  parts: Pick<Snapshot<R>, 'seq' | 'journalHash' | 'state' | 'runner'>,
): string => encodeCanonical({ ...parts, schema: 'ebbline.snapshot/1', stateHash: stateHash(sha256, parts.state) })

/** The snapshot of a file's text. @throws WireError when it is not one, or when its state is not the one that was hashed. */
export const parseSnapshot = <R>(sha256: Sha256, runner: Schema<R>, file: string, content: string): Snapshot<R> => {
  const snapshot = decode(snapshotSchemaOf(runner), content, wholeFile(file))
  const found = stateHash(sha256, snapshot.state)
  if (found === snapshot.stateHash) return snapshot
  throw new WireError(file, [
    {
      field: 'stateHash',
      value: snapshot.stateHash,
      allowed: found,
      remedy: 'the state was changed after it was hashed; take the snapshot again from the journal',
    },
  ])
}
