import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { baselineCount, type Baseline } from './baseline.ts'
import { ForecastInputError } from './forecast-input-error.ts'
import { eventTimes, isClose } from './hawkes.fixtures.ts'
import { branchingRatio, hawkesCompensator, hawkesIntensity, hawkesLogLikelihood, type HawkesLaw } from './hawkes.ts'

const END = 25
const baseline: fc.Arbitrary<Baseline> = fc.constantFrom<Baseline>(
  { kind: 'constant', rate: 0.7 },
  { kind: 'steps', width: 6, rates: [0.2, 1.5, 0.4] },
  { kind: 'seasonal', period: 5, rates: [1, 0.1] },
)
const laws: fc.Arbitrary<HawkesLaw> = fc.record({
  baseline,
  jump: fc.double({ min: 0, max: 3, noNaN: true }),
  decay: fc.double({ min: 0.05, max: 10, noNaN: true }),
})

/** Rate by hand: which piece of the baseline, and every earlier event. */
const rateTwin = ({ baseline: base, jump, decay }: HawkesLaw, events: readonly number[], time: number): number => {
  const rate =
    base.kind === 'constant'
      ? base.rate
      : base.kind === 'steps'
        ? base.rates[Math.min(2, Math.floor(time / 6))]
        : base.rates[time % 5 < 2.5 ? 0 : 1]
  const lifts = events.filter((event) => event < time).map((event) => jump * Math.exp(-decay * (time - event)))
  return lifts.reduce((sum, lift) => sum + lift, rate ?? Number.NaN)
}

const countTwin = ({ baseline: base, jump, decay }: HawkesLaw, events: readonly number[], time: number): number =>
  events
    .filter((event) => event < time)
    .reduce(
      (sum, event) => sum + (jump / decay) * (1 - Math.exp(-decay * (time - event))),
      baselineCount(base, 0, time),
    )

describe('hawkesIntensity', () => {
  test('is the sum over all earlier events, in any order of times', () =>
    fc.assert(
      fc.property(laws, eventTimes, fc.array(fc.double({ min: 0, max: END, noNaN: true })), (law, events, times) => {
        const got = hawkesIntensity(law, events, [...times, ...events])
        return [...times, ...events].every((time, at) => isClose(got[at] ?? Number.NaN, rateTwin(law, events, time)))
      }),
    ))
})

describe('hawkesCompensator', () => {
  test('is the sum over all earlier events, at each event and at the end', () =>
    fc.assert(
      fc.property(laws, eventTimes, (law, events) => {
        const out = new Float64Array(events.length)
        const end = hawkesCompensator(law, events, END, out)
        assert.ok(isClose(end, countTwin(law, events, END)))
        return events.every((time, at) => isClose(out[at] ?? Number.NaN, countTwin(law, events, time)))
      }),
    ))

  test('is the area under the intensity', () => {
    const law: HawkesLaw = { baseline: { kind: 'steps', width: 6, rates: [0.2, 1.5, 0.4] }, jump: 1, decay: 2 }
    const events = [1, 1, 4, 11]
    const cells = 25_000 // midpoints of 1/1000, and every jump lies on an edge
    const times = Array.from({ length: cells }, (_, cell) => (cell + 0.5) / 1000)
    const area = hawkesIntensity(law, events, times).reduce((sum, rate) => sum + rate / 1000, 0)
    assert.ok(Math.abs(hawkesCompensator(law, events, END, new Float64Array(4)) - area) < 1e-5)
  })
})

describe('hawkesLogLikelihood', () => {
  test('is logs of rates less expected events', () =>
    fc.assert(
      fc.property(laws, eventTimes, (law, events) => {
        const logs = events.reduce((sum, time) => sum + Math.log(rateTwin(law, events, time)), 0)
        return isClose(hawkesLogLikelihood(law, events, { from: 0, to: END }), logs - countTwin(law, events, END))
      }),
    ))

  test('of two windows in a row adds up to that of both', () =>
    fc.assert(
      fc.property(laws, eventTimes, fc.double({ min: 0.01, max: 24, noNaN: true }), (law, events, middle) => {
        const one = hawkesLogLikelihood(law, events, { from: 0, to: middle })
        const other = hawkesLogLikelihood(law, events, { from: middle, to: END })
        return isClose(one + other, hawkesLogLikelihood(law, events, { from: 0, to: END }))
      }),
    ))

  test('of a Poisson stream: N ln μ − μT', () => {
    const law: HawkesLaw = { baseline: { kind: 'constant', rate: 2 }, jump: 0, decay: 1 }
    assert.equal(branchingRatio(law), 0)
    assert.ok(isClose(hawkesLogLikelihood(law, [1, 2, 3], { from: 0, to: 10 }), 3 * Math.log(2) - 20))
  })
})

describe('bad input', () => {
  const law: HawkesLaw = { baseline: { kind: 'constant', rate: 1 }, jump: 1, decay: 2 }
  const rows: readonly (readonly [string, HawkesLaw, readonly number[], RegExp])[] = [
    ['times that go back', law, [2, 1], /events\[1\] = 1 is refused; allowed: 2 to 25/],
    ['a time after the end', law, [26], /events\[0\] = 26/],
    ['a time below 0', law, [-1], /events\[0\] = -1/],
    ['NaN', law, [Number.NaN], /events\[0\] = NaN/],
    ['a negative jump', { ...law, jump: -1 }, [], /jump = -1/],
    ['no decay', { ...law, decay: 0 }, [], /decay = 0/],
    ['a negative rate', { ...law, baseline: { kind: 'constant', rate: -1 } }, [], /baseline rate = -1/],
    ['no rates', { ...law, baseline: { kind: 'steps', width: 1, rates: [] } }, [], /baseline.rates = none/],
    ['no width', { ...law, baseline: { kind: 'steps', width: 0, rates: [1] } }, [], /baseline.width = 0/],
  ]
  for (const [name, bad, events, message] of rows)
    test(name, () =>
      assert.throws(
        () => hawkesCompensator(bad, events, END, new Float64Array(2)),
        (error) => error instanceof ForecastInputError && message.test(error.message),
      ),
    )
})
