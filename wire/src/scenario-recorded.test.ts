import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { RATIO_ONE } from '@ebbline/core'
import { WireError } from './error.ts'
import { isRecorded, parseScenario } from './scenario-file.ts'
import { recordedScenario, withChange } from './scenario.fixtures.ts'

const parse = (value: unknown): ReturnType<typeof parseScenario> => parseScenario('s.json', JSON.stringify(value))

describe('parseScenario of a recorded scenario', () => {
  test('takes it as it is; tiers that a dataset will give stand at all of the notional until then', () => {
    const { scenario, terms } = parse(recordedScenario)
    assert.deepEqual(scenario, recordedScenario)
    const tiers = new Map(terms.tiers.map(({ instrument, tiers: rows }) => [instrument, rows[0]?.maintenanceRate]))
    assert.equal(tiers.get('BTC-PERP'), RATIO_ONE)
    assert.equal(tiers.get('ETH-PERP'), RATIO_ONE / 40n)
  })

  test('marks each instrument by the sources that print it, unless a rule is written', () => {
    const rule = { kind: 'last-trade', source: 'one' }
    const { marks } = parse(withChange(recordedScenario, 'venue.marks', [{ instrument: 'ETH-PERP', rule }]))
    assert.deepEqual(
      marks.map((mark) => [mark.instrument, mark.rule]),
      [
        [
          'BTC-PERP',
          { kind: 'weighted-median', sources: [{ source: 'one', weight: 1n }], ageMax: 15_000, deviationMax: null },
        ],
        ['ETH-PERP', rule],
        [
          'BTC/USDC',
          {
            kind: 'weighted-median',
            sources: [
              { source: 'one', weight: 1n },
              { source: 'two', weight: 1n },
            ],
            ageMax: 15_000,
            deviationMax: null,
          },
        ],
      ],
    )
  })

  const faults: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['path.kind', 'imagined', 'path.kind', /"generated".*"recorded"/],
    ['path.printOrder', 'high-first', 'path.printOrder', /"nearer-first"/],
    ['path.from', 'yesterday', 'path.from', /a moment in UTC/],
    ['path.from', '2023-13-45T00:00Z', 'path.from', /a day that exists/],
    ['path.from', '2023-11-14T22:13:20Z', 'path.from', /before clock.startUtcMs/],
    ['path.to', '2023-11-14T22:23Z', 'path.to', /at or after the end of the run/],
    ['path.series.0.dataset', '/etc/passwd', 'path.series.0.dataset', /relative to the data folder/],
    ['path.series.0.dataset', 'a/../../b.csv', 'path.series.0.dataset', /relative to the data folder/],
    ['path.series.0.source', 'four', 'path.series.0.source', /a listed source/],
    ['path.series.0.source', null, 'path.series', /prints it/],
    ['path.series.1.id', 'tape-of-BTC-PERP', 'path.series.1.id', /each once/],
    ['path.stated.0.source', 'one', 'path.series and path.stated.3.source', /each once/],
    ['path.markets.0.price', 'tape-of-ETH-PERP', 'path.markets.0.price', /a series of BTC-PERP/],
    ['path.markets.0.middle', 'none', 'path.markets.0.middle', /a series of BTC-PERP/],
    ['path.markets.0.volume', null, 'path.markets.0.volume', /a derivative has a book/],
    ['path.markets.0.openInterest', null, 'path.markets.0.openInterest', /daily volumes/],
    ['path.markets', [], 'path.markets', /entries from 1/],
    ['path.tiers', [], 'venue.tiers', /a row for each derivative/],
    ['path.tiers.0.share', 0, 'path.tiers.0.share', /above 0/],
    ['path.assumptions', [''], 'path.assumptions.0', /characters from 1/],
    [
      'venue.marks',
      [{ instrument: 'X', rule: { kind: 'last-trade', source: 'one' } }],
      'venue.marks.0.instrument',
      /listed/,
    ],
    [
      'venue.marks',
      [{ instrument: 'BTC-PERP', rule: { kind: 'last-trade', source: 'x' } }],
      'venue.marks.0.rule',
      /source/,
    ],
  ]
  for (const [path, change, field, allowed] of faults)
    test(`refuses ${path} = ${JSON.stringify(change).slice(0, 40)} at ${field}`, () =>
      assert.throws(
        () => parse(withChange(recordedScenario, path, change)),
        (error) => {
          assert.ok(error instanceof WireError)
          const found = error.problems.find((problem) => problem.field === field)
          assert.ok(found !== undefined, error.message)
          assert.match(found.allowed, allowed)
          return true
        },
      ))

  test('a generated path must say how prices answer', () =>
    assert.throws(
      () => parse(withChange(recordedScenario, 'path', { ...recordedScenario.path, kind: 'generated' })),
      WireError,
    ))
})

describe('the bundled recorded scenarios', () => {
  const folder = new URL('../../scenarios/recorded/', import.meta.url)
  for (const file of readdirSync(folder))
    test(`${file} is sound, is named after its file, and says what it assumes and cannot show`, () => {
      const { scenario } = parseScenario(file, readFileSync(new URL(file, folder), 'utf8'))
      assert.ok(isRecorded(scenario))
      assert.equal(`${scenario.name}.json`, file)
      assert.ok(scenario.path.assumptions.length > 0 && scenario.path.limits.length > 0)
    })
})
