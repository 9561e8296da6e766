import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exponential, randomStream, uniform } from '../math/index.ts'
import { fitBivariateHawkes } from './hawkes-bivariate-fit.ts'
import { bivariateLogLikelihood, type BivariateHawkesLaw, type MarkedEvents } from './hawkes-bivariate.ts'

const LAW: BivariateHawkesLaw = {
  baselines: [0.4, 0.6],
  jumps: [
    [0.6, 1.2], // the first stream excites the second strongly
    [0, 0.5],
  ],
  decays: [2, 3],
}

/** Thinning by hand: candidates at the sum of both rates, which only fall between events. */
const simulated = (until: number, tape: number): MarkedEvents => {
  const stream = randomStream(41, tape)
  const [times, streams]: [number[], number[]] = [[], []]
  const lifts = [0, 0]
  for (let candidate = 0, time = 0; ; candidate += 1) {
    const bound = LAW.baselines[0] + LAW.baselines[1] + (lifts[0] ?? 0) + (lifts[1] ?? 0)
    const wait = exponential(stream, 2 * candidate) / bound
    time += wait
    if (time > until) return { times, streams }
    for (const target of [0, 1] as const) lifts[target] = (lifts[target] ?? 0) * Math.exp(-LAW.decays[target] * wait)
    const mark = uniform(stream, 2 * candidate + 1) * bound
    const first = LAW.baselines[0] + (lifts[0] ?? 0)
    const source = mark < first ? 0 : mark < first + LAW.baselines[1] + (lifts[1] ?? 0) ? 1 : null
    if (source === null) continue
    times.push(time)
    streams.push(source)
    for (const target of [0, 1] as const) lifts[target] = (lifts[target] ?? 0) + LAW.jumps[source][target]
  }
}

describe('fitBivariateHawkes', () => {
  const terms = { until: 1000, decays: { min: 0.05, max: 50 } }

  test('recovers what each stream does to each: the mean of five tapes is within 0.06', () => {
    const laws = [1, 2, 3, 4, 5].map((tape) => fitBivariateHawkes(simulated(1000, tape), terms))
    const mean = (of: (law: BivariateHawkesLaw) => number): number =>
      laws.reduce((sum, { law }) => sum + of(law) / laws.length, 0)
    for (const source of [0, 1] as const)
      for (const target of [0, 1] as const) {
        const ratio = (law: BivariateHawkesLaw): number => law.jumps[source][target] / law.decays[target]
        assert.ok(Math.abs(mean(ratio) - ratio(LAW)) < 0.06, `${source} to ${target}: ${mean(ratio)}`)
      }
    for (const stream of [0, 1] as const)
      assert.ok(Math.abs(mean((law) => law.baselines[stream]) - LAW.baselines[stream]) < 0.06)
    assert.ok(laws.every(({ decaysInside }) => decaysInside[0] && decaysInside[1]))
  })

  const events = simulated(1000, 1)
  const { law, logLikelihood } = fitBivariateHawkes(events, terms)

  test('states the likelihood that is summed apart, and no neighbour has more', () => {
    const score = (other: BivariateHawkesLaw): number => bivariateLogLikelihood(other, events, 1000)
    assert.ok(Math.abs(score(law) - logLikelihood) < 1e-6)
    assert.ok(logLikelihood > score(LAW))
    const { baselines, jumps, decays } = law
    for (const factor of [0.99, 1.01]) {
      const neighbours: readonly BivariateHawkesLaw[] = [
        { ...law, baselines: [baselines[0] * factor, baselines[1]] },
        { ...law, decays: [decays[0], decays[1] * factor] },
        { ...law, decays: [decays[0] * factor, decays[1]] },
        { ...law, jumps: [[jumps[0][0], jumps[0][1] * factor], jumps[1]] },
        { ...law, jumps: [jumps[0], [jumps[1][0] + Math.abs(factor - 1), jumps[1][1] * factor]] },
      ]
      for (const neighbour of neighbours) assert.ok(score(neighbour) < logLikelihood)
    }
  })

  test('a stream without events is refused by name', () =>
    assert.throws(
      () => fitBivariateHawkes({ times: [1, 2], streams: [0, 0] }, { until: 3, decays: { min: 1, max: 2 } }),
      /events of stream 0 = 2 is refused; allowed: 10 or more/,
    ))
})
