import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  atoms,
  createEngine,
  engineOf,
  foldJournal,
  lots,
  preset,
  redecideJournal,
  restoreState,
  snapshotOf,
  step,
  ticks,
  type Account,
  type AccountKind,
  type Command,
  type DepthCurve,
  type Engine,
  type EngineEvent,
  type PolicyDeclaration,
} from '@ebbline/core'
import { encodeCanonical } from './canonical.ts'
import { CHAIN_START, stateHash, type Sha256 } from './hash.ts'
import { createJournalReader, journalLine, type JournalEntry } from './journal.ts'
import { parseScenario } from './scenario-file.ts'
import { soundScenario } from './scenario.fixtures.ts'
import { record, whole } from './schema.ts'
import { encodeSnapshot, parseSnapshot } from './snapshot.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

const { terms, marks } = parseScenario('s.json', JSON.stringify(soundScenario))

const account = (id: string, kind: AccountKind, usd: bigint, size: bigint): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: usd === 0n ? [] : [{ asset: 'USDC', atoms: atoms(usd * 1_000_000n) }],
  // One lot is worth 60 USDC at the entry price of 60 000.
  positions: size === 0n ? [] : [{ instrument: 'BTC-PERP', size: lots(size), entryValue: atoms(size * 60_000_000n) }],
  orders: [],
})

/** Along the curve, with a penalty that builds up and is split, so that memory, volatility and burning are written too. */
const curve: PolicyDeclaration = {
  ...preset('soft-curve'),
  stages: preset('soft-curve').stages.map((stage) =>
    stage.name !== 'curve'
      ? stage
      : {
          ...stage,
          size: { rule: 'asymptotic-curve', from: '1.5', steepness: '1.5' },
          penalty: {
            rule: 'exponential-over-time',
            scale: '0.001',
            growth: '3',
            most: '0.01',
            from: '1.5',
            per: 5,
            cap: 'equity',
          },
        },
  ),
}

const genesisOf = (policy: PolicyDeclaration): Command => ({
  kind: 'genesis',
  time: 1,
  venue: {
    ...terms,
    marks,
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: 'world',
      vault: null,
      funds: [
        { instrument: 'BTC-PERP', account: 'fund-btc' },
        { instrument: 'ETH-PERP', account: 'fund-eth' },
      ],
    },
    policies: [policy, preset('house-unwind')],
    policy: { traders: policy.name, house: 'house-unwind', accounts: [] },
  },
  // At 58 700 the trader's equity is 2 000 - 1 300 = 700, and maintenance asks 58 700 × 2 % - 500.005 = 673.995: below 1.2 times.
  accounts: [
    account('trader', 'trader', 2_000n, 1_000n),
    account('fund-btc', 'fund', 1_000n, 0n),
    account('fund-eth', 'fund', 0n, 0n),
    account('treasury', 'treasury', 0n, 0n),
    account('world', 'rest-of-world', 100_000n, -1_000n),
    account('external', 'external', -103_000n, 0n),
  ],
})

const book = (middle: bigint): DepthCurve => ({
  instrument: 'BTC-PERP',
  bids: [{ price: ticks(middle - 1n), size: lots(5_000n) }],
  asks: [{ price: ticks(middle + 1n), size: lots(5_000n) }],
})

const batch = (time: number, price: bigint): Command => ({
  kind: 'batch',
  time,
  prints: ['BTC-PERP', 'BTC/USDC'].flatMap((instrument) =>
    ['one', 'two', 'own'].map((source) => ({ source, instrument, price: ticks(price), time })),
  ),
  books: [book(price)],
  volumes: [{ instrument: 'BTC-PERP', lots: lots(50_000n) }],
  funding: [],
})

/** The venue fills every order that was sent, whole, at its best price. */
const answer = (time: number, price: bigint, events: readonly EngineEvent[]): Command => ({
  kind: 'order-updates',
  time,
  updates: events.flatMap((event) => {
    if (event.kind !== 'order-sent') return []
    const { order } = event.live
    const maker = { makerOrder: 'm', maker: 'world' }
    const fill = { instrument: order.instrument, price: ticks(price), size: order.size, side: order.side, ...maker }
    return [
      {
        kind: 'filled',
        order: order.id,
        fill: { ...fill, takerOrder: order.id, taker: order.owner },
        remaining: lots(0n),
      },
    ]
  }),
  books: [book(price)],
})

/** A small story that liquidates a part of one account. */
const story = (policy: PolicyDeclaration): { readonly engine: Engine; readonly entries: readonly JournalEntry[] } => {
  const engine = createEngine()
  const entries: JournalEntry[] = []
  const carry = (command: Command): readonly EngineEvent[] => {
    const events = step(engine, command)
    entries.push({ seq: entries.length + 1, command, events })
    return events
  }
  carry(genesisOf(policy))
  carry(batch(5_000, 120_000n))
  const sent = carry(batch(10_000, 117_400n))
  carry(answer(10_001, 117_399n, sent))
  carry({ kind: 'deposit', time: 11_000, account: 'trader', asset: 'USDC', atoms: atoms(7n) })
  const more = carry(batch(15_000, 117_300n))
  carry(answer(15_001, 117_299n, more))
  carry({ kind: 'clock', time: 16_000 })
  return { engine, entries }
}

const hashOf = (engine: Engine): string => stateHash(sha256, snapshotOf(engine.state))

for (const policy of [preset('soft'), curve])
  describe(`a journal of ${policy.name} on the wire`, () => {
    const { engine, entries } = story(policy)
    const lines = entries.map(journalLine)
    const reader = createJournalReader('j', sha256)
    const read = lines.map((line) => reader.read(line))

    test('holds a liquidation from decision to fill', () => {
      const kinds = new Set(entries.flatMap(({ events }) => events.map((event) => event.kind)))
      for (const kind of [
        'opened',
        'observed',
        'episode-started',
        'decided',
        'order-sent',
        'moved',
        'order-done',
      ] as const)
        assert.ok(kinds.has(kind), `${kind} is not among ${[...kinds].join(', ')}`)
    })

    test('reads back as it was written, with another link after each line', () => {
      assert.deepEqual(
        read.map(({ entry }) => entry),
        entries,
      )
      assert.equal(new Set([CHAIN_START, ...read.map(({ link }) => link)]).size, lines.length + 1)
    })

    test('folds to the state of the engine that wrote it', () => {
      assert.equal(hashOf(foldJournal(read.map(({ entry }) => entry))), hashOf(engine))
    })

    test('decides the same again, byte for byte', () => {
      const same = (recorded: unknown, decided: unknown): boolean =>
        encodeCanonical(recorded) === encodeCanonical(decided)
      const { engine: again, divergence } = redecideJournal(
        read.map(({ entry }) => entry),
        same,
      )
      assert.equal(divergence, null)
      assert.equal(hashOf(again), hashOf(engine))
    })

    test('goes on from a snapshot in its middle as if nothing had happened', () => {
      const half = foldJournal(read.slice(0, 4).map(({ entry }) => entry))
      const runner = record({ next: whole(0, 9) })
      const parts = { seq: 4, journalHash: read[3]?.link ?? '', state: snapshotOf(half.state), runner: { next: 4 } }
      const taken = parseSnapshot(sha256, runner, 's', encodeSnapshot(sha256, parts))
      const resumed = engineOf(restoreState(taken.state))
      for (const { command, events } of entries.slice(taken.runner.next))
        assert.equal(encodeCanonical(step(resumed, command)), encodeCanonical(events))
      assert.equal(hashOf(resumed), hashOf(engine))
    })
  })

describe('a story along the curve', () => {
  test('writes what the episode found, what built up, how wild the market is, and what was burned', () => {
    const events = story(curve).entries.flatMap((entry) => entry.events)
    const memories = events.flatMap((event) => (event.kind === 'episode-updated' ? (event.changes.memory ?? []) : []))
    assert.ok(memories.some(({ untouched, accrual }) => untouched !== undefined && (accrual?.area ?? 0n) > 0n))
    assert.ok(events.some((event) => event.kind === 'observed' && (event.volatilities ?? []).length > 0))
    assert.ok(events.some((event) => event.kind === 'moved' && event.movement.cause.kind === 'burn'))
  })
})
