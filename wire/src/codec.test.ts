import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encodeCanonical } from './canonical.ts'
import { decode, problemsUnder } from './codec.ts'
import { WHOLE, WireError } from './error.ts'
import { journalEntrySchema } from './journal.ts'
import { commandSchema } from './schemas/command.ts'
import { decisionSchema, receiptSchema } from './schemas/episode.ts'
import { eventSchema } from './schemas/event.ts'
import { runSchema } from './run.ts'
import { stateSnapshotSchema } from './snapshot.ts'
import { twinsOf } from './twin.fixtures.ts'

const deposit = { account: 'trader', asset: 'USDC', atoms: '250', kind: 'deposit', time: 5 }

describe('decode', () => {
  test('turns exact texts into bigint and leaves every other text alone', () => {
    const text = JSON.stringify({ ...deposit, account: '12', asset: '34' })
    assert.deepEqual(decode(commandSchema, text), { ...deposit, account: '12', asset: '34', atoms: 250n })
  })

  test('turns exact texts into bigint within lists, unions and nullable fields', () => {
    const fill = {
      instrument: 'P',
      price: '7',
      size: '1',
      side: 'buy',
      takerOrder: 'a',
      taker: 't',
      makerOrder: 'b',
      maker: 'm',
    }
    const command = {
      kind: 'order-updates',
      time: 1,
      updates: [
        { kind: 'filled', order: '9', fill, remaining: '0' },
        { kind: 'unknown', order: '9' },
      ],
      books: [{ instrument: 'P', bids: [{ price: '6', size: '2' }], asks: [] }],
    }
    assert.deepEqual(decode(commandSchema, JSON.stringify(command)), {
      ...command,
      updates: [
        { kind: 'filled', order: '9', fill: { ...fill, price: 7n, size: 1n }, remaining: 0n },
        command.updates[1],
      ],
      books: [{ instrument: 'P', bids: [{ price: 6n, size: 2n }], asks: [] }],
    })
    const live = {
      kind: 'order-sent',
      live: { account: 'a', decision: 'd1.0', remaining: '3', status: 'sent', order: null },
    }
    const order = { id: 'o', owner: 'a', instrument: 'P', side: 'sell', size: '3', timeInForce: 'IOC', reducible: '3' }
    for (const [limit, exact] of [
      ['11', 11n],
      [null, null],
    ] as const) {
      const event = { ...live, live: { ...live.live, order: { ...order, limit } } }
      assert.deepEqual(decode(eventSchema, JSON.stringify(event)), {
        ...event,
        live: { ...event.live, remaining: 3n, order: { ...order, limit: exact, size: 3n, reducible: 3n } },
      })
    }
  })

  const refusals: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['an amount as a number', { ...deposit, atoms: 250 }, 'atoms', /whole number above 0 in atoms/],
    ['a leading zero', { ...deposit, atoms: '0250' }, 'atoms', /whole number above 0/],
    ['a plus sign', { ...deposit, atoms: '+250' }, 'atoms', /whole number above 0/],
    ['a decimal point', { ...deposit, atoms: '2.50' }, 'atoms', /whole number above 0/],
    ['an amount of zero', { ...deposit, atoms: '0' }, 'atoms', /whole number above 0/],
    ['a negative amount', { ...deposit, atoms: '-1' }, 'atoms', /whole number above 0/],
    ['a line feed after the digits', { ...deposit, atoms: '1\n' }, 'atoms', /whole number above 0/],
    ['122 digits', { ...deposit, atoms: '1'.repeat(122) }, 'atoms', /whole number above 0/],
    ['an unknown key', { ...deposit, atom: '1' }, 'atom', /only the fields kind, time, account, asset, atoms/],
    ['a key that looks like a prototype', JSON.parse('{"__proto__":1}'), 'kind', /one of "genesis"/],
    ['an unknown kind', { ...deposit, kind: 'gift' }, 'kind', /one of "genesis", "batch"/],
    ['no kind', { time: 1 }, 'kind', /one of "genesis"/],
    ['a fraction of a millisecond', { ...deposit, time: 0.5 }, 'time', /whole number from 0/],
    ['time as a text', { ...deposit, time: '5' }, 'time', /milliseconds/],
    ['an id with a blank', { ...deposit, account: 'a b' }, 'account', /printable ASCII/],
    ['an empty id', { ...deposit, account: '' }, 'account', /printable ASCII/],
    ['a list', [], WHOLE, /an object/],
    ['null', null, WHOLE, /an object/],
    ['a number', 5, WHOLE, /an object/],
  ]
  for (const [what, value, field, allowed] of refusals)
    test(`refuses ${what}`, () =>
      assert.throws(
        () => decode(commandSchema, JSON.stringify(value)),
        (error) => {
          assert.ok(error instanceof WireError)
          assert.equal(error.problems[0]?.field, field)
          assert.match(error.problems[0]?.allowed ?? '', allowed)
          return true
        },
      ))

  test('a number too large for a double is refused as infinite, not read as one', () => {
    assert.throws(() => decode(commandSchema, '{"kind":"clock","time":1e999}'), /time = Infinity is refused/)
  })

  test('a field that is missing says so, with what belongs there', () => {
    assert.throws(() => decode(commandSchema, '{"kind":"clock"}'), /time = nothing is refused; .*add this field/)
  })

  test('errors deep in a journal line carry the whole path', () => {
    const line = JSON.stringify({
      seq: 1,
      command: {
        kind: 'order-updates',
        time: 1,
        updates: [],
        books: [{ instrument: 'P', bids: [{ price: '0', size: '1' }], asks: [] }],
      },
      events: [],
    })
    assert.throws(
      () => decode(journalEntrySchema, line, { file: 'j', field: 'line 4', bytesMax: 9_999 }),
      /j: line 4\.command\.books\.0\.bids\.0\.price = "0" is refused/,
    )
  })
})

describe('round trip', () => {
  const schemas: readonly (readonly [string, object])[] = [
    ['command', commandSchema],
    ['event', eventSchema],
    ['decision', decisionSchema],
    ['receipt', receiptSchema],
    ['run', runSchema],
    ['state', stateSnapshotSchema],
  ]
  for (const [name, schema] of schemas)
    test(`${name}: decoding gives the twin's bigints, encoding gives the same bytes`, () => {
      fc.assert(
        fc.property(twinsOf(schema), ({ wire, value }) => {
          const text = encodeCanonical(wire)
          const decoded = decode(asUnknown(schema), text)
          assert.deepEqual(decoded, value)
          assert.equal(encodeCanonical(decoded), text)
        }),
        { numRuns: 60 },
      )
    })
})

describe('problemsUnder', () => {
  test('finds a problem exactly when the compiled validator does, and names a field', () => {
    const broken = fc
      .tuple(twinsOf(commandSchema), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 1 }))
      .map(([{ wire }, route, junk]) => altered(wire, route, junk))
    fc.assert(
      fc.property(broken, (value) => {
        const problems = problemsUnder(commandSchema, value, WHOLE)
        let refused = false
        try {
          decode(commandSchema, JSON.stringify(value))
        } catch (error) {
          refused = error instanceof WireError
        }
        assert.equal(problems.length > 0, refused)
        for (const { field, allowed, remedy } of problems) {
          assert.ok(field.length > 0 && allowed.length > 0)
          assert.ok(!remedy.includes('ebb schema'), 'the precise walker knew the place')
        }
      }),
      { numRuns: 300 },
    )
  })
})

type AnySchema = Parameters<typeof decode<unknown>>[0]

/** A schema whose decoded type does not matter. */
const asUnknown = (schema: object): AnySchema => schema as AnySchema

/** The value with one member, chosen by the route, replaced, removed or joined by a stranger. */
const altered = (value: unknown, route: readonly number[], junk: unknown): unknown => {
  const [turn = 0, ...rest] = route
  if (typeof value !== 'object' || value === null || rest.length === 0) return junk
  if (Array.isArray(value))
    return value.length === 0
      ? [junk]
      : value.map((item, index) => (index === turn % value.length ? altered(item, rest, junk) : item))
  const entries: [string, unknown][] = Object.entries(value)
  const at = turn % (entries.length + 1)
  if (at === entries.length) return { ...value, stranger: junk }
  if (rest.length === 1) return Object.fromEntries(entries.filter((_, index) => index !== at))
  return Object.fromEntries(
    entries.map(([key, member], index) => [key, index === at ? altered(member, rest, junk) : member]),
  )
}
