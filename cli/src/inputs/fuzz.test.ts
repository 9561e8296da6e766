import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { presets } from '@ebbline/core'
import { ebb, ROOT } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-fuzz-'))
after(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'input.json')

const vectors = {
  vectors: [
    { id: 'a', formula: 'closeNotional', inputs: { equity: 1 }, expected: { close_notional: 1 }, tolerance: 0 },
  ],
}

/** Every kind of file that the command reads, with the command line that reads it. */
const readers = [
  ['an account file', ['margin', file], readFileSync(join(ROOT, 'cli/examples/cross-account.json'), 'utf8')],
  ['a ladder file', ['ladder', file], readFileSync(join(ROOT, 'cli/examples/crash-venue.json'), 'utf8')],
  ['a policy file', ['policies', 'show', file], JSON.stringify(presets[0])],
  ['a vector file', ['conformance', file], JSON.stringify(vectors)],
  // The policy does not exist, so that a scenario that passes is never run.
  ['a scenario file', ['replay', file, '--policy', 'none'], readFileSync(join(ROOT, 'scenarios/smoke.json'), 'utf8')],
] as const

/** A file is accepted (0, or 3 for a vector that fails) or refused (2) in words that name it; nothing else ever happens. */
const judged = async (argv: readonly string[]): Promise<void> => {
  const { code, out, err } = await ebb(argv)
  assert.ok([0, 2, 3].includes(code), `exit ${code}: ${err}`)
  if (code !== 2) return
  assert.equal(out, '')
  assert.match(err, /^ebb: .*is refused; allowed: /)
  assert.deepEqual(readdirSync(folder), ['input.json'])
}

const wrongValues = [null, true, -1, 0, 1e300, '', 'NaN', '-5', '1e5', [], {}, [[]], '9'.repeat(500)]

describe('files that are not what they should be', () => {
  for (const [what, argv, good] of readers) {
    test(`${what} of random bytes is refused`, () =>
      fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
          writeFileSync(file, bytes)
          await judged(argv)
        }),
        { numRuns: 30 },
      ))

    test(`${what} that was cut off is refused`, () =>
      fc.assert(
        fc.asyncProperty(fc.nat(good.length - 2), async (length) => {
          writeFileSync(file, good.trimEnd().slice(0, length))
          const { code } = await ebb(argv)
          assert.equal(code, 2)
          await judged(argv)
        }),
        { numRuns: 20 },
      ))

    test(`${what} with a value of a wrong kind is judged by name`, () => {
      const value: unknown = JSON.parse(good)
      const places = placesIn(value)
      return fc.assert(
        fc.asyncProperty(fc.nat(places.length - 1), fc.constantFrom(...wrongValues), async (at, wrong) => {
          writeFileSync(file, JSON.stringify(replaced(value, places[at] ?? [], wrong)))
          await judged(argv)
        }),
        { numRuns: 60 },
      )
    })
  }
})

type Path = readonly string[]

const placesIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, member]) => placesIn(member, [...path, key]))]
    : [path]

const replaced = (value: unknown, [key, ...rest]: Path, wrong: unknown): unknown => {
  if (key === undefined) return wrong
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest, wrong) : item))
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([name, member]) => [name, name === key ? replaced(member, rest, wrong) : member]),
  )
}
