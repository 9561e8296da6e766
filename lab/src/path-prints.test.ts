import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { judgeMark, type Mark } from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import { venueTerms } from './market-terms.ts'
import { createPrinter } from './path-prints.ts'
import { generatePath, priceOf, timeOf } from './path.ts'

const crash = JSON.parse(
  readFileSync(new URL('../../scenarios/crash.json', import.meta.url), 'utf8'),
) as GeneratedScenario
const still = () => 0

const noiseless: GeneratedScenario = {
  ...crash,
  path: { ...crash.path, wicks: [] },
  venue: {
    ...crash.venue,
    sources: [
      { id: 'spot-a', weight: 3, lagBatches: 0, noiseBps: 0, passThrough: 0.6 },
      { id: 'spot-b', weight: 3, lagBatches: 1, noiseBps: 0, passThrough: 0.5 },
      { id: 'own', weight: 2, lagBatches: 0, noiseBps: 0, passThrough: 1 },
    ],
  },
}

const printed = (
  scenario: GeneratedScenario,
  batch: number,
  displacement: (market: string, lag: number) => number = still,
) => {
  const path = generatePath(scenario)
  const terms = venueTerms(scenario, path)
  return { path, terms, prints: createPrinter(scenario, path, terms.instruments)(batch, displacement) }
}

describe('createPrinter', () => {
  test('without noise a source prints the price of its lag, to the nearest tick', () => {
    const { path, prints } = printed(noiseless, 400)
    for (const source of noiseless.venue.sources) {
      const print = prints.find((each) => each.source === source.id && each.instrument === 'BTC-PERP')
      const seen = 400 - source.lagBatches
      assert.equal(print?.time, timeOf(path, seen))
      assert.ok(Math.abs(Number(print.price) * 0.1 - priceOf(path, 'BTC-PERP', seen)) <= 0.05 + 1e-9)
    }
  })

  test('own displacement shows by the source’s share, at its lag, on spots as on their market', () => {
    const moved = printed(noiseless, 400, (market, lag) => (market === 'BTC-PERP' ? (lag === 0 ? -0.1 : -0.05) : 0))
    const before = printed(noiseless, 400)
    const ratio = (source: string, instrument: string): number => {
      const of = ({ prints }: typeof before) =>
        Number(prints.find((each) => each.source === source && each.instrument === instrument)?.price ?? 0n)
      return Math.log(of(moved) / of(before))
    }
    assert.ok(Math.abs(ratio('own', 'BTC-PERP') + 0.1) < 1e-5)
    assert.ok(Math.abs(ratio('spot-a', 'BTC-PERP') + 0.06) < 1e-5)
    assert.ok(Math.abs(ratio('spot-b', 'BTC-PERP') + 0.025) < 1e-5)
    assert.ok(Math.abs(ratio('spot-a', 'BTC/USDC') + 0.06) < 1e-5)
    assert.equal(ratio('own', 'ETH-PERP'), 0)
  })

  test('a wick moves one source by its size for its time, and no mark', () => {
    const path = generatePath(crash)
    const terms = venueTerms(crash, path)
    const print = createPrinter(crash, path, terms.instruments)
    const rule = terms.marks.find((each) => each.instrument === 'SOL-PERP')?.rule
    const instruments = new Map(terms.instruments.map((each) => [each.id, each]))
    const instrument = instruments.get('SOL-PERP')
    assert.ok(rule && instrument)
    const evidence = { instrument, book: null, marks: new Map(), instruments }
    let mark: Mark | null = null
    for (let batch = 55; batch < 72; batch += 1) {
      const prints = print(batch, still).filter((each) => each.instrument === 'SOL-PERP')
      const fair = priceOf(path, 'SOL-PERP', batch)
      const gap = (Number(prints.find((each) => each.source === 'spot-a')?.price ?? 0n) * 0.001) / fair - 1
      const inside = batch * 5 >= 300 && batch * 5 < 330
      assert.ok(Math.abs(gap - (inside ? -0.25 : 0)) < 0.001, `batch ${batch}: ${gap}`)
      mark = judgeMark(rule, { ...evidence, prints, previous: mark, now: timeOf(path, batch) })
      assert.equal(mark?.status, 'fine')
      assert.ok(Math.abs((Number(mark.price) * 0.001) / fair - 1) < 0.0015, `batch ${batch}`)
    }
  })

  test('no source holds half of the weight in the shipped scenarios', () => {
    const total = crash.venue.sources.reduce((sum, source) => sum + source.weight, 0)
    for (const source of crash.venue.sources) assert.ok(2 * source.weight < total)
  })
})
