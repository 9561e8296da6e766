import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { atoms } from '@ebbline/core'
import { encodeCanonical } from './canonical.ts'
import { WireError } from './error.ts'
import { CHAIN_START, hashChain, type Sha256 } from './hash.ts'
import {
  chainEntry,
  createJournalReader,
  journalEntrySchema,
  journalLine,
  parseJournalLine,
  type JournalEntry,
} from './journal.ts'
import { twinsOf } from './twin.fixtures.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

const entry = (seq: number): JournalEntry => ({
  seq,
  command: { kind: 'deposit', time: 1, account: 'a', asset: 'USDC', atoms: atoms(7n) },
  events: [{ kind: 'observed', time: 1, marks: [] }],
})

describe('journalLine', () => {
  test('is one canonical line', () => {
    assert.equal(
      journalLine(entry(1)),
      '{"command":{"account":"a","asset":"USDC","atoms":"7","kind":"deposit","time":1},"events":[{"kind":"observed","marks":[],"time":1}],"seq":1}',
    )
  })

  test('reads back as the entry that was written', () => {
    assert.deepEqual(parseJournalLine('j', 1, journalLine(entry(1))), entry(1))
  })

  test('reads a line beyond 10 MB, as the first of a run over many accounts is', () => {
    const mark = '{"index":"600000","instrument":"BTC-PERP","price":"600000","status":"fine","time":1}'
    const count = Math.ceil(10_000_000 / mark.length)
    const line = journalLine(entry(1)).replace('"marks":[]', `"marks":[${Array<string>(count).fill(mark).join(',')}]`)
    const [event] = parseJournalLine('j', 1, line).events
    assert.ok(event?.kind === 'observed' && event.marks.length === count)
  })

  test('reads any line of the schema back to the same bytes', () => {
    fc.assert(
      fc.property(twinsOf(journalEntrySchema), ({ wire }) => {
        const line = encodeCanonical(wire)
        assert.ok(!line.includes('\n'))
        assert.equal(journalLine(parseJournalLine('j', 1, line)), line)
      }),
      { numRuns: 40 },
    )
  })
})

describe('createJournalReader', () => {
  test('chainEntry is the same link and line in bytes', () => {
    for (const seq of [1, 2]) {
      const { link, line } = chainEntry(sha256, CHAIN_START, entry(seq))
      assert.equal(new TextDecoder().decode(line), journalLine(entry(seq)))
      assert.equal(link, hashChain(sha256, CHAIN_START, journalLine(entry(seq))))
    }
  })

  const lines = [4, 5, 6].map((seq) => journalLine(entry(seq)))

  test('gives entries in order with the link of the chain after each', () => {
    const reader = createJournalReader('j', sha256)
    let link = CHAIN_START
    for (const line of lines) {
      link = hashChain(sha256, link, line)
      const read = reader.read(line)
      assert.deepEqual([read.link, journalLine(read.entry)], [link, line])
    }
  })

  const faults = [
    ['a gap', [4, 6], 'j: line 2.seq = 6 is refused; allowed: 5'],
    ['a repetition', [4, 4], 'j: line 2.seq = 4 is refused; allowed: 5'],
    ['a step back', [4, 5, 4], 'j: line 3.seq = 4 is refused; allowed: 6'],
  ] as const
  for (const [what, seqs, message] of faults)
    test(`refuses ${what}`, () => {
      const reader = createJournalReader('j', sha256)
      assert.throws(
        () => {
          for (const seq of seqs) reader.read(journalLine(entry(seq)))
        },
        (error) => error instanceof WireError && error.message.startsWith(message),
      )
    })

  test('a line cut short by a crash is refused by its number', () => {
    const reader = createJournalReader('j', sha256)
    reader.read(lines[0] ?? '')
    assert.throws(() => reader.read((lines[1] ?? '').slice(0, 40)), /^WireError: j: line 2 = /)
  })

  test('a line above 256 MiB is refused by size', () => {
    assert.throws(
      () => createJournalReader('j', sha256).read('x'.repeat(256 * 1024 * 1024 + 1)),
      /at most 268435456 bytes/,
    )
  })
})
