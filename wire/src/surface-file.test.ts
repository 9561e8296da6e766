import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseSurfaceFile } from './surface-file.ts'

const slice = { a: 0.01, b: 0.1, rho: 0, m: 0, sigma: 0.1 }
const surfaceAt = (timeMs: number, a: number) => ({
  timeMs,
  index: 60_000,
  expiries: [
    { time: 0.1, slice: { ...slice, a }, status: 'fresh' },
    { time: 0.2, slice: null, status: 'refused' },
  ],
})
const file = (content: object): string => JSON.stringify({ schema: 'ebbline.surface/1', ...content })

describe('parseSurfaceFile', () => {
  test('takes the latest surface of each coin, and of it the smiles that were fitted', () => {
    const chains = [{ coin: 'BTC', file: 'x', surfaces: [surfaceAt(2, 0.02), surfaceAt(1, 0.01)] }]
    assert.deepEqual(
      [...parseSurfaceFile('s.json', file({ chains }))],
      [['BTC', [{ time: 0.1, slice: { ...slice, a: 0.02 } }]]],
    )
  })

  test('a coin without a fitted smile is not there', () =>
    assert.equal(parseSurfaceFile('s.json', file({ chains: [{ coin: 'BTC', surfaces: [] }] })).size, 0))

  for (const [name, text, message] of [
    ['no JSON', '{', /s\.json/],
    ['another schema', '{"schema":"ebbline.run/1","chains":[]}', /schema = /],
    [
      'a slice without a number',
      file({ chains: [{ coin: 'BTC', surfaces: [{ timeMs: 1, expiries: [{ time: 'x' }] }] }] }),
      /time/,
    ],
  ] as const)
    test(`${name} is refused by name`, () =>
      assert.throws(() => parseSurfaceFile('s.json', text), { name: 'WireError', message }))
})
