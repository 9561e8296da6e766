import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { preset } from '@ebbline/core'
import { WireError } from './error.ts'
import {
  createJournalReader,
  parseAccountFile,
  parsePolicy,
  parseRun,
  parseScenario,
  parseSnapshot,
  parseVectorFile,
} from './index.ts'
import { soundScenario } from './scenario.fixtures.ts'
import { text } from './schema.ts'

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const account = {
  schema: 'ebbline.accounts/1',
  venue: 'sound',
  marks: [{ instrument: 'BTC-PERP', price: '60000' }],
  accounts: [
    {
      id: 'a',
      balances: [{ asset: 'USDC', amount: '1' }],
      positions: [{ instrument: 'BTC-PERP', size: '1', entryPrice: '60000' }],
      orders: [{ instrument: 'BTC-PERP', side: 'buy', size: '1', price: '1' }],
    },
  ],
}

const vectors = {
  tolerance: { default: { abs: 0.1 } },
  vectors: [{ id: 'a', formula: 'f', inputs: { x: 1 }, expected: { y: '2' } }],
}

/** Every parser with a text that it takes, or one near to that. */
const parsers: readonly (readonly [string, unknown, (content: string) => unknown])[] = [
  ['policy', preset('soft'), (content) => parsePolicy('f', content)],
  ['scenario', soundScenario, (content) => parseScenario('f', content)],
  [
    'account',
    account,
    (content) => parseAccountFile('f', content, (name) => (name === 'sound' ? soundScenario.venue : null)),
  ],
  ['run', { schema: 'ebbline.run/1', metrics: {} }, (content) => parseRun('f', content)],
  ['snapshot', { schema: 'ebbline.snapshot/1', state: {} }, (content) => parseSnapshot(sha256, text(5), 'f', content)],
  [
    'journal',
    { seq: 1, command: { kind: 'clock', time: 1 }, events: [] },
    (content) => createJournalReader('f', sha256).read(content),
  ],
  ['vectors', vectors, (content) => parseVectorFile('f', content)],
]

/** Values that break parsers: wrong types, names of prototypes, huge and strange texts, special numbers. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '__proto__',
    'constructor',
    'NaN',
    'Infinity',
    '-0',
    '1e400',
    '9'.repeat(500),
    -1,
    1e308,
    '',
    null,
    [],
    {},
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

const change = (value: unknown, route: readonly number[], made: unknown): unknown => {
  const [turn = 0, ...rest] = route
  if (typeof value !== 'object' || value === null || rest.length === 0) return made
  const entries: [string, unknown][] = Object.entries(value)
  if (entries.length === 0) return made
  const at = turn % entries.length
  const members = entries.map(([key, member], index): [string, unknown] => [
    key,
    index === at ? change(member, rest, made) : member,
  ])
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members)
}

const routes = fc.array(fc.nat(), { minLength: 2, maxLength: 7 })

/** A garbled text: cut, doubled or with a character exchanged. */
const garbled = (sound: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(sound.length),
      fc.nat(sound.length),
      fc.constantFrom('', '"', '{', ']', '\\', '0', ',', '\u0000', '\ud800'),
    )
    .map(([at, until, put]) => sound.slice(0, at) + put + sound.slice(until))

describe('any text into any parser gives a value or a WireError that names the file', () => {
  for (const [name, sound, parse] of parsers) {
    const takesOrRefuses = (content: string): void => {
      try {
        parse(content)
      } catch (error) {
        assert.ok(error instanceof WireError, String(error))
        assert.equal(error.file, 'f')
        assert.ok(error.problems.length > 0)
        for (const { field, value, allowed, remedy } of error.problems)
          assert.ok(field !== '' && value !== '' && allowed !== '' && remedy !== '')
      }
    }

    test(`${name}: random JSON and random text`, () => {
      fc.assert(fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), takesOrRefuses), { numRuns: 60 })
    })

    test(`${name}: a sound document with members exchanged`, () => {
      const broken = fc
        .array(fc.tuple(routes, junk), { minLength: 1, maxLength: 3 })
        .map((changes) => changes.reduce((value, [route, made]) => change(value, route, made), sound))
      fc.assert(
        fc.property(broken, (value) => takesOrRefuses(JSON.stringify(value))),
        { numRuns: 120 },
      )
    })

    test(`${name}: a sound text, garbled`, () => {
      fc.assert(fc.property(garbled(JSON.stringify(sound)), takesOrRefuses), { numRuns: 60 })
    })
  }
})
