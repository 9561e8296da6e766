import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, randomStream } from '../../math/index.ts'
import { ForecastInputError } from '../forecast-input-error.ts'
import { MONITOR_WINDOWS, modelRiskBenchmark } from './benchmark.ts'
import { carryTest } from './carry.ts'
import { brownianTape, hestonTape, LENGTH, mertonTape } from './monitor.fixtures.ts'
import { monitor, MONITOR_SPEC, type AssumptionFinding, type MonitorSpec } from './monitor.ts'

const benchmark = modelRiskBenchmark({ length: LENGTH, windows: MONITOR_WINDOWS, tapes: 999, seed: 1 })
const SPEC: MonitorSpec = { ...MONITOR_SPEC, benchmark }

/** How many of `count` tapes are flagged for anything, and how many for one of the named. */
const flagged = (
  count: number,
  tape: (at: number) => Float64Array,
  names: readonly AssumptionFinding['assumption'][],
): readonly [number, number] => {
  let [any, named] = [0, 0]
  for (let at = 0; at < count; at += 1) {
    const violated = monitor(tape(at), SPEC).filter((finding) => finding.violated)
    if (violated.length > 0) any += 1
    if (violated.some(({ assumption }) => names.includes(assumption))) named += 1
  }
  return [any, named]
}

describe('monitor', () => {
  // 5 % of 600 is 30, with a deviation of 5.3: above 46 would be three deviations too many
  test('flags at most 5 % of 600 Brownian tapes, to three deviations, and does flag some', () => {
    const [any] = flagged(600, brownianTape, [])
    assert.ok(any >= 8 && any <= 46, `${any} of 600`)
  })

  test('flags jumps on at least 65 % of tapes with five jumps of four deviations, on 95 % with twenty', () => {
    const names = ['no-jumps', 'continuous', 'normal'] as const
    const few = flagged(100, (at) => mertonTape(at, 0.01), names)[1]
    const many = flagged(100, (at) => mertonTape(at, 0.04), names)[1]
    assert.ok(few >= 65, `${few} of 100`)
    assert.ok(many >= 95, `${many} of 100`)
  })

  test("flags clustering on at least 90 % of Heston's tapes", () => {
    const [, clustering] = flagged(100, hestonTape, ['no-clustering', 'constant-volatility'])
    assert.ok(clustering >= 90, `${clustering} of 100`)
  })

  test('drift and volatility change nothing', () => {
    const tape = hestonTape(3)
    const [one, other] = [tape, tape.map((each) => 0.3 + 7 * each)].map((returns) => monitor(returns, SPEC))
    for (const [at, finding] of (one ?? []).entries()) {
      assert.equal(finding.pValue, other?.[at]?.pValue)
      assert.ok(Math.abs(finding.statistic / (other?.[at]?.statistic ?? 0) - 1) < 1e-9)
    }
  })

  test('a finding says what it means', () => {
    const finding = monitor(hestonTape(1), SPEC).find(({ assumption }) => assumption === 'no-clustering')
    assert.match(finding?.sentence ?? '', /^volatility clusters: .*; 95 of 100 tapes that hold stay under \d+/)
  })
})

describe('carryTest', () => {
  const noise = (stream: number): Float64Array => {
    const out = new Float64Array(150)
    fillNormals(randomStream(5, stream), 0, out)
    return out.map((each) => each * each * each) // fat tails: the test holds for any law
  }
  test('refuses noise of a fat law on at most 12 of 100 series at 5 %', () => {
    let refused = 0
    for (let at = 0; at < 100; at += 1)
      if (carryTest(noise(at), 5, 199, randomStream(6, at)).pValue <= 0.05) refused += 1
    assert.ok(refused <= 12, `${refused} of 100`)
  })

  test('sees funding that follows itself, and takes a constant for constant', () => {
    let level = 0
    const funding = noise(200).map((each) => (level = 0.8 * level + each))
    assert.equal(carryTest(funding, 5, 199, randomStream(6, 0)).pValue, 1 / 200)
    assert.equal(carryTest(new Float64Array(150).fill(0.0001), 5, 199, randomStream(6, 0)).pValue, 1)
    const findings = monitor(brownianTape(1), { ...SPEC, carry: funding })
    assert.match(findings.at(-1)?.sentence ?? '', /^carry is not constant/)
  })
})

describe('bad input', () => {
  const tape = brownianTape(1)
  const rows: readonly (readonly [string, ArrayLike<number>, MonitorSpec, RegExp])[] = [
    ['NaN', tape.with(7, Number.NaN), SPEC, /returns\[7\] = NaN/],
    ['too short', tape.slice(0, 50), SPEC, /returns.length = 50/],
    ['constant', new Float64Array(500).fill(0.1), SPEC, /500 times 0.1/],
    ['another length than the benchmark', tape.slice(0, 200), SPEC, /benchmark.length = 500/],
    ['a level of 0', tape, { ...SPEC, level: 0 }, /level = 0/],
    ['short carry', tape, { ...SPEC, carry: [1, 2] }, /carry.length = 2/],
  ]
  for (const [name, returns, spec, message] of rows)
    test(name, () =>
      assert.throws(
        () => monitor(returns, spec),
        (error) => error instanceof ForecastInputError && message.test(error.message),
      ),
    )
  test('windows that do not fit', () =>
    assert.throws(
      () => modelRiskBenchmark({ length: 200, windows: { ...MONITOR_WINDOWS, jumpWindow: 150 }, tapes: 199, seed: 1 }),
      /jumpWindow = 150 is refused; allowed: a whole number from 1 to 100/,
    ))
})
