import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { randomStream } from '../math/index.ts'
import { simulateHawkes } from './hawkes-simulate.ts'
import type { HawkesLaw } from './hawkes.ts'
import { exponentialTest, timeChangeTest } from './time-change.ts'

const LAW: HawkesLaw = { baseline: { kind: 'constant', rate: 0.5 }, jump: 1.2, decay: 2 }

describe('timeChangeTest', () => {
  test('at 5 % refuses the true law on 2 to 18 of 200 tapes, and the Poisson law of the same mean on nearly all', () => {
    let [size, power] = [0, 0]
    for (let tape = 0; tape < 200; tape += 1) {
      const events = simulateHawkes(LAW, 200, randomStream(7, tape))
      if (timeChangeTest(LAW, events, 200).pValue < 0.05) size += 1
      const poisson: HawkesLaw = { baseline: { kind: 'constant', rate: events.length / 200 }, jump: 0, decay: 1 }
      if (timeChangeTest(poisson, events, 200).pValue < 0.05) power += 1
    }
    assert.ok(size >= 2 && size <= 18, `size ${size} of 200`)
    assert.ok(power >= 190, `power ${power} of 200`)
  })

  test('too few events are refused by name', () =>
    assert.throws(() => timeChangeTest(LAW, [1, 2], 5), /events = 2 is refused; allowed: 5 or more/))
})

describe('exponentialTest', () => {
  // one wait of ln 2: the law says 1/2 there, the sample jumps from 0 to 1
  test('distance by hand', () => assert.ok(Math.abs(exponentialTest(Float64Array.of(Math.LN2)).distance - 0.5) < 1e-15))
})
