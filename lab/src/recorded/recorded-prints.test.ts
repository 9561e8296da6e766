import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { IndexPrint } from '@ebbline/core'
import type { RecordedScenario } from '@ebbline/wire'
import { createWorld } from '../world.ts'
import { candles, dataFolder, madeFiles, madeReaction, madeScenario, START, type MadeBar } from './recorded.fixtures.ts'
import { resolveScenario } from './resolve.ts'

/** Ten minutes before the start one-minute bars of 100, each of volume 3; from the start on a known few. */
const BARS: readonly MadeBar[] = [
  ...Array.from({ length: 300 }, (_, at): MadeBar => [at - 300, 100, 101 + (at % 2), 99, 100 + (at % 2), 3]),
  [0, 110, 112, 109, 111, 6],
  [1, 111, 111, 111, 111, 7],
  ...Array.from({ length: 268 }, (_, at): MadeBar => [at + 2, 120, 120, 120, 120, 1]),
]

const { root, remove } = dataFolder(new Map([...madeFiles(), ['btc.csv', candles(BARS)]]))
after(remove)

const printsOf = async (change: Partial<RecordedScenario['venue']>, path: Partial<RecordedScenario['path']> = {}) => {
  const scenario = {
    ...madeScenario,
    venue: { ...madeScenario.venue, ...change },
    path: { ...madeScenario.path, ...path },
  }
  const world = createWorld(await resolveScenario(scenario, root, madeReaction), { impact: 'frozen' })
  return (batch: number): readonly IndexPrint[] =>
    world.batch(batch).prints.filter(({ instrument }) => instrument === 'BTC-PERP')
}

const told = (prints: readonly IndexPrint[]): readonly string[] =>
  prints.map(({ source, price, time }) => `${source} ${Number(price) / 100} at ${(time - START) / 1_000}`)

describe('recordedPrinter', () => {
  test('a late source prints what its series had so many batches ago, with the time of then', async () => {
    const [source] = madeScenario.venue.sources
    assert.ok(source !== undefined)
    const at = await printsOf({ sources: [{ ...source, lagBatches: 2 }] })
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((batch) => told(at(batch)).join()),
      ['spot 110 at 0', '', '', 'spot 109 at 15', 'spot 112 at 30'],
    )
  })

  test('where the mark weighs by volume a print tells the lots of the minute before, from closed bars', async () => {
    const rule = {
      kind: 'volume-index',
      primary: ['spot'],
      primaryAgeMaxSec: 120,
      secondary: [],
      secondaryAgeMaxSec: 10,
    } as const
    const at = await printsOf({ marks: [{ instrument: 'BTC-PERP', rule }] })
    // Lots of 0.001: the bar before the start held 3, the first of the run 6 from minute 1 on, the next 7 from minute 2 on.
    assert.deepEqual(
      [0, 3, 4, 7, 8].map((batch) => at(batch)[0]?.volume),
      [3_000n, 3_000n, 6_000n, 6_000n, 7_000n],
    )
  })

  test('a stated price is printed again in every batch, fresh', async () => {
    const sources = [
      ...madeScenario.venue.sources,
      { id: 'issuer', weight: 1, lagBatches: 0, noiseBps: 0, passThrough: 0 },
    ]
    const at = await printsOf({ sources }, { stated: [{ instrument: 'BTC-PERP', source: 'issuer', price: '1.05' }] })
    assert.deepEqual(told(at(9)).at(-1), 'issuer 1.05 at 135')
  })
})
