import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  bivariateCompensator,
  bivariateIntensity,
  bivariateLogLikelihood,
  spectralRadius,
  type BivariateHawkesLaw,
} from './hawkes-bivariate.ts'
import { eventTimes, isClose } from './hawkes.fixtures.ts'
import { hawkesLogLikelihood } from './hawkes.ts'

const law: BivariateHawkesLaw = {
  baselines: [0.3, 0.5],
  jumps: [
    [0.6, 0.2],
    [0.1, 0.9],
  ],
  decays: [1.5, 2.5],
}

const marked = eventTimes.chain((times) =>
  fc.record({
    times: fc.constant(times),
    streams: fc.array(fc.constantFrom(0, 1), { minLength: times.length, maxLength: times.length }),
  }),
)

type Marked = { readonly times: readonly number[]; readonly streams: readonly number[] }

const rateTwin = ({ times, streams }: Marked, stream: 0 | 1, time: number): number =>
  times.reduce(
    (sum, event, at) =>
      event < time
        ? sum + law.jumps[streams[at] === 1 ? 1 : 0][stream] * Math.exp(-law.decays[stream] * (time - event))
        : sum,
    law.baselines[stream],
  )

describe('bivariateIntensity', () => {
  test('is the sum over the earlier events of both streams', () =>
    fc.assert(
      fc.property(marked, fc.double({ min: 0, max: 25, noNaN: true }), (events, time) => {
        const [one, other] = bivariateIntensity(law, events, time)
        return isClose(one, rateTwin(events, 0, time)) && isClose(other, rateTwin(events, 1, time))
      }),
    ))
})

describe('bivariateLogLikelihood', () => {
  test('is logs of the rates of what happened less expected events of both', () =>
    fc.assert(
      fc.property(marked, (events) => {
        const [one, other] = bivariateCompensator(law, events, 25)
        const logs = events.times.reduce(
          (sum, time, at) => sum + Math.log(rateTwin(events, events.streams[at] === 1 ? 1 : 0, time)),
          0,
        )
        return isClose(bivariateLogLikelihood(law, events, 25), logs - one - other)
      }),
    ))

  test('splits into two lone streams when nothing crosses', () =>
    fc.assert(
      fc.property(marked, ({ times, streams }) => {
        const apart: BivariateHawkesLaw = {
          ...law,
          jumps: [
            [0.6, 0],
            [0, 0.9],
          ],
        }
        const lone = ([0, 1] as const).map((stream) =>
          hawkesLogLikelihood(
            {
              baseline: { kind: 'constant', rate: law.baselines[stream] },
              jump: apart.jumps[stream][stream],
              decay: law.decays[stream],
            },
            times.filter((_, at) => streams[at] === stream),
            { from: 0, to: 25 },
          ),
        )
        return isClose(bivariateLogLikelihood(apart, { times, streams }, 25), (lone[0] ?? 0) + (lone[1] ?? 0))
      }),
    ))
})

describe('spectralRadius', () => {
  // α/β = [[0.4, 0.08], [0.0667, 0.36]]: trace 0.76, determinant 0.144 − 0.005333; λ² − 0.76 λ + 0.138667 = 0
  test('is the larger root by hand', () =>
    assert.ok(isClose(spectralRadius(law), (0.76 + Math.sqrt(0.76 ** 2 - 4 * (0.144 - 0.08 / 15))) / 2)))

  // [[0, 1], [1, 0]] has eigenvalues 1 and −1
  test('of a pure crossing is its strength', () =>
    assert.equal(
      spectralRadius({
        baselines: [1, 1],
        jumps: [
          [0, 2],
          [2, 0],
        ],
        decays: [2, 2],
      }),
      1,
    ))
})

test('a third stream is refused by name', () =>
  assert.throws(() => bivariateLogLikelihood(law, { times: [1], streams: [2] }, 5), /streams\[0\] = 2 is refused/))
test('a missing stream is refused by name', () =>
  assert.throws(() => bivariateLogLikelihood(law, { times: [1], streams: [] }, 5), /streams = 0 is refused/))
