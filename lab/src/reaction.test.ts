import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { lots, NO_DISPLACEMENT } from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import { venueTerms } from './market-terms.ts'
import { generatePath } from './path.ts'
import { displacementOf, faded, pushed, reactionOf } from './reaction.ts'

const crash = JSON.parse(
  readFileSync(new URL('../../scenarios/crash.json', import.meta.url), 'utf8'),
) as GeneratedScenario
// One hundredth of a day's volume is 100 lots; y·σ = 0.04, crossover 0.0001 of volume, half permanent, half-life 900 s.
const scenario: GeneratedScenario = {
  ...crash,
  liquidity: crash.liquidity.map((row) => (row.instrument === 'BTC-PERP' ? { ...row, dailyVolume: 10 } : row)),
  reaction: {
    permanentShare: 0.5,
    transientHalfLifeSec: 900,
    y: 1,
    crossover: 0.0001,
    markets: [{ instrument: 'BTC-PERP', dailyVol: 0.04 }],
  },
}
const terms = venueTerms(crash, generatePath(crash))
const [btc, eth] = terms.derivatives
assert.ok(btc && eth)
const reaction = reactionOf(scenario, btc)
const near = (value: number, expected: number): void =>
  assert.ok(Math.abs(value - expected) <= 1e-12 + 1e-10 * Math.abs(expected), `${value} instead of ${expected}`)

describe('pushed', () => {
  // Selling q of the day's volume: 0.04·√q from q = 0.0001 on, and on the straight line to 0.0004 below.
  const rows = [
    [-10_000n, -0.04],
    [-100n, -0.004],
    [-1n, -0.0004],
    [100n, 0.004],
  ] as const
  for (const [flow, expected] of rows)
    test(`a flow of ${flow} lots moves the price by ${expected} at once`, () => {
      const after = pushed(reaction, NO_DISPLACEMENT, lots(flow))
      near(displacementOf(reaction, after), expected)
      near(after.permanent, expected / 2)
    })

  test('ten slices without pause move the price as one block does', () => {
    let state = NO_DISPLACEMENT
    for (let slice = 0; slice < 10; slice += 1) state = pushed(reaction, state, lots(-100n))
    const block = pushed(reaction, NO_DISPLACEMENT, lots(-1000n))
    near(displacementOf(reaction, state), displacementOf(reaction, block))
    near(state.permanent, block.permanent)
  })

  test('slices with pauses end at a smaller peak than the block', () => {
    let state = NO_DISPLACEMENT
    for (let slice = 0; slice < 10; slice += 1) state = pushed(reaction, faded(reaction, state, 300), lots(-100n))
    const block = pushed(reaction, NO_DISPLACEMENT, lots(-1000n))
    assert.ok(displacementOf(reaction, state) > displacementOf(reaction, block))
  })

  test('a flow and its opposite at once leave nothing', () =>
    fc.assert(
      fc.property(fc.bigInt(-1_000_000n, 1_000_000n), fc.bigInt(-1_000_000n, 1_000_000n), (before, flow) => {
        const start = pushed(reaction, NO_DISPLACEMENT, lots(before))
        const back = pushed(reaction, pushed(reaction, start, lots(flow)), lots(-flow))
        assert.ok(Math.abs(displacementOf(reaction, back) - displacementOf(reaction, start)) < 1e-9)
      }),
    ))

  test('no coefficient, no flow: nothing moves', () => {
    const none = reactionOf({ ...scenario, reaction: { ...scenario.reaction, y: 0 } }, btc)
    assert.equal(pushed(none, NO_DISPLACEMENT, lots(-5n)), NO_DISPLACEMENT)
    assert.equal(pushed(reaction, NO_DISPLACEMENT, lots(0n)), NO_DISPLACEMENT)
  })
})

describe('faded', () => {
  test('after one half-life the permanent half and half of the rest are left', () => {
    const after = faded(reaction, pushed(reaction, NO_DISPLACEMENT, lots(-10_000n)), 900)
    near(displacementOf(reaction, after), -0.04 * (0.5 + 0.25))
  })
})

describe('reactionOf', () => {
  test('a market without a row is refused by name', () =>
    assert.throws(() => reactionOf(scenario, eth), { name: 'ScenarioError', message: /ETH-PERP/ }))
})
