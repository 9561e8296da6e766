import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { atoms, breaches, lots, measure, RATIO_ONE, type Account } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { COUNTERFACTUAL_MS, createCounterfactual } from './counterfactual.ts'
import { venueTerms } from './market-terms.ts'
import { nearestTick } from './path-prints.ts'
import { generatePath, priceOf, timeOf } from './path.ts'
import { createPopulation } from './population.ts'

/** One tier a market: initial 0.8 %, maintenance 0.4 %, so that tuning the scenario changes no number below. */
const tiered = (scenario: Scenario): Scenario => ({
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
  JSON.parse(readFileSync(new URL('../../scenarios/smoke.json', import.meta.url), 'utf8')) as Scenario,
)
const phase = (name: string, durationSec: number, moveLog: number) =>
  ({ name, kind: 'jump', durationSec, moveLog, volMultiple: 0, volumeMultiple: 1, waves: null }) as const

/** Without any noise: 60 000, down to 54 000 within ten minutes, up to 57 000 within twenty, then still for five hours. */
const planned: Scenario = {
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
  const { wasUnnecessary, equityAtEnd } = createCounterfactual(path, terms)
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
      }
    assert.equal(verdicts.size, 2)
  })
})
