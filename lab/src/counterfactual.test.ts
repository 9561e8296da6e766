import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { atoms, breaches, formatDecimal, lots, measure, RATIO_ONE, type Account } from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import { COUNTERFACTUAL_MS, createCounterfactual } from './counterfactual.ts'
import { venueTerms } from './market-terms.ts'
import { nearestTick } from './path-prints.ts'
import { generatePath, priceOf, timeOf } from './path.ts'
import { createPopulation } from './population.ts'

/** One tier a market: initial 0.8 %, maintenance 0.4 %, so that tuning the scenario changes no number below. */
const tiered = (scenario: GeneratedScenario): GeneratedScenario => ({
  ...scenario,
  venue: {
    ...scenario.venue,
    tiers: scenario.venue.tiers.map(({ instrument }) => ({
      instrument,
      rows: [{ floor: '0', initialRate: '0.008', maintenanceRate: '0.004' }],
    })),
  },
})

const smoke = tiered(
  JSON.parse(readFileSync(new URL('../../scenarios/smoke.json', import.meta.url), 'utf8')) as GeneratedScenario,
)
const phase = (name: string, durationSec: number, moveLog: number) =>
  ({ name, kind: 'jump', durationSec, moveLog, volMultiple: 0, volumeMultiple: 1, waves: null }) as const

/** Without any noise: 60 000, down to 54 000 within ten minutes, up to 57 000 within twenty, then still for five hours. */
const planned: GeneratedScenario = {
  ...smoke,
  clock: { ...smoke.clock, calmSec: 0, horizonSec: 1800, counterfactualSec: 5 * 3600 },
  path: {
    ...smoke.path,
    commonVolDaily: 0,
    markets: smoke.path.markets.map((market) => ({ ...market, beta: 1, idioVolDaily: 0 })),
    phases: [phase('fall', 600, Math.log(0.9)), phase('rise', 600, Math.log(57 / 54))],
    wicks: [],
  },
}

const longBtc = (cash: number): Account => ({
  id: 'longTrader',
  owner: 'longTrader',
  kind: 'trader',
  mode: 'cross',
  balances: [{ asset: 'USDC', atoms: atoms(BigInt(cash) * 1_000_000n) }],
  positions: [{ instrument: 'BTC-PERP', size: lots(1000n), entryValue: atoms(60_000_000_000n) }],
  orders: [],
})

describe('createCounterfactual', () => {
  const path = generatePath(planned)
  const terms = venueTerms(planned, path)
  const { wasUnnecessary, equityAtEnd, closingNeeded } = createCounterfactual(path, terms)
  const start = timeOf(path, 0)
  // Long 1 BTC from 60 000: at the low 6000 are lost, at the end 3000; maintenance at 57 000 is 0.4 % = 228.
  const rows = [
    [5_999, false, 'bankrupt by 1 at the low'],
    [6_000, true, 'exactly zero at the low is not below zero'],
    [6_001, true, 'never bankrupt, far above maintenance at the end'],
    [3_100, false, 'bankrupt at the low, whatever comes later'],
  ] as const
  for (const [cash, expected, why] of rows)
    test(`${cash} USDC → ${expected}: ${why}`, () => assert.equal(wasUnnecessary(longBtc(cash), start), expected))

  // Triggered once the price stands at 57 000 again, the account is followed from there on only.
  const late = timeOf(path, 240)
  const ends = [
    [3_228, true, 'at maintenance of 228 to the atom'],
    [3_227, false, 'below maintenance by 1, never bankrupt'],
  ] as const
  for (const [cash, expected, why] of ends)
    test(`from batch 240 on ${cash} USDC → ${expected}: ${why}`, () =>
      assert.equal(wasUnnecessary(longBtc(cash), late), expected))

  test('equity at the end is that at the exogenous price of the horizon', () => {
    const price = nearestTick(terms.instruments[0] ?? assert.fail(), priceOf(path, 'BTC-PERP', path.horizon))
    assert.equal(equityAtEnd(longBtc(4_000)), 4_000_000_000n + BigInt(price) * 100_000n - 60_000_000_000n)
  })

  // Fee 0.05 %: E - 0.0005·x = 1.25·0.004·(N - x), so x = (0.005·N - E) / 0.0045, up to whole lots of 0.001 BTC.
  const closings = [
    // At once: E 100 under 240, x = 200 / 0.0045 = 44 444.4 of 60 a lot: 741 lots.
    [100, 0, '44460', 'under maintenance from the start'],
    // First under (60 000 - 3000) / 0.996 = 57 228.9 at batch 54, 57 221.7: E 221.7, x = 14 313 of 57.2217 a lot: 251 lots.
    [3_000, 0, '14362.6467', 'at the first batch under maintenance, not at the low'],
    // E 0, x = 300 / 0.0045 = 66 667 of 60 000.
    [0, 0, '60000', 'the whole position where no closing gets there'],
    [8_000, 0, '0', '2000 left at the low of 54 000, where 216 are required'],
    [3_228, 240, '0', 'at maintenance of 228 to the atom'],
    // E 227, x = 58 / 0.0045 = 12 888.9 of 57 a lot: 227 lots.
    [3_227, 240, '12939', 'followed from the trigger on'],
  ] as const
  for (const [cash, batch, expected, why] of closings)
    test(`${cash} USDC from batch ${batch} on needs to close ${expected}: ${why}`, () =>
      assert.equal(formatDecimal(closingNeeded(longBtc(cash), timeOf(path, batch)), 6), expected))

  test('what happens after the run has ended needs no closing', () => {
    const endingAt = (horizon: number) => createCounterfactual({ ...path, horizon }, terms).closingNeeded
    assert.equal(endingAt(53)(longBtc(3_000), start), 0n)
    assert.equal(endingAt(54)(longBtc(3_000), start), 14_362_646_700n)
  })

  test('agrees with exact health at every batch, for the whole population and two starts', () => {
    const tape = generatePath(smoke)
    const venue = venueTerms(smoke, tape)
    const judge = createCounterfactual(tape, venue)
    const traders = createPopulation(smoke, venue).accounts.filter(({ kind }) => kind === 'trader')
    const marks = Array.from(
      { length: tape.last + 1 },
      (_, batch) =>
        new Map(venue.instruments.map((each) => [each.id, nearestTick(each, priceOf(tape, each.id, batch))])),
    )
    const verdicts = new Set<boolean>()
    for (const trader of traders)
      for (const first of [0, 60]) {
        const last = Math.min(tape.last, first + COUNTERFACTUAL_MS / tape.batchMs)
        const bare = { ...trader, orders: [] }
        const exact = marks.slice(first, last + 1).map((at) => measure(venue.rules, bare, at, 'maintenance'))
        const final = exact.at(-1) ?? assert.fail()
        const expected = !exact.some(({ equity }) => equity < 0n) && !breaches(final, RATIO_ONE)
        assert.equal(judge.wasUnnecessary(trader, timeOf(tape, first)), expected, trader.id)
        verdicts.add(expected)
        const within = exact.slice(0, tape.horizon - first + 1)
        const needs = judge.closingNeeded(trader, timeOf(tape, first)) > 0n
        const weak = within.some((each) => breaches(each, RATIO_ONE))
        assert.equal(needs, weak, trader.id)
      }
    assert.equal(verdicts.size, 2)
  })
})
