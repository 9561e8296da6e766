import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillUniforms, randomStream } from '../math/index.ts'
import { christoffersen, kupiec } from './var-backtests.ts'

const near = (got: number, wanted: number, within: number): void =>
  assert.ok(Math.abs(got - wanted) <= within, `${got} is not ${wanted}`)

describe('kupiec', () => {
  test('no breach in 250 days at 99 % is −500·ln 0.99', () => {
    const { statistic, pValue } = kupiec({ breaches: 0, periods: 250 }, 0.99)
    near(statistic, -500 * Math.log(0.99), 1e-9)
    near(pValue, 0.025, 0.001)
  })

  // Kupiec (1995), Table 3: 255 days at 99 % are accepted at 5 % for fewer than 7 breaches; 510 for 2 to 10; 1000 for 5 to 16
  const rows = [
    [255, 6, true],
    [255, 7, false],
    [510, 1, false],
    [510, 2, true],
    [510, 10, true],
    [510, 11, false],
    [1000, 4, false],
    [1000, 5, true],
    [1000, 16, true],
    [1000, 17, false],
  ] as const
  for (const [periods, breaches, accepted] of rows)
    test(`${breaches} breaches in ${periods} days are ${accepted ? 'accepted' : 'rejected'}`, () =>
      assert.equal(kupiec({ breaches, periods }, 0.99).pValue > 0.05, accepted))

  test('exactly as many as expected is 0', () => near(kupiec({ breaches: 5, periods: 100 }, 0.95).statistic, 0, 1e-12))

  test('refuses more breaches than periods', () => {
    assert.throws(() => kupiec({ breaches: 6, periods: 5 }, 0.99), /breaches = 6 is refused; allowed: 0 to 5/)
    assert.throws(() => kupiec({ breaches: NaN, periods: 5 }, 0.99), /breaches = NaN/)
  })
})

describe('christoffersen', () => {
  test('by hand', () => {
    // 1 1 0 0 0 0 0 0: n11 1, n10 1, n01 0, n00 5; share of breaches after a move 1/7
    const { coverage, independence, conditional } = christoffersen([1, 1, 0, 0, 0, 0, 0, 0], 0.9)
    const wanted = 2 * (5 * Math.log(7 / 6) + Math.log(0.5 / (6 / 7)) + Math.log(0.5 / (1 / 7)))
    near(independence.statistic, wanted, 1e-12)
    near(conditional.statistic, coverage.statistic + wanted, 1e-12)
    near(conditional.pValue, Math.exp(-0.5 * conditional.statistic), 1e-15)
  })

  test('refuses what is no mark', () => {
    assert.throws(() => christoffersen([0, 2], 0.9), /breaches\[1\] = 2 is refused; allowed: 0 or 1/)
    assert.throws(() => christoffersen([0], 0.9), /at least 2/)
  })
})

/** Share of 1500 sequences of 1000 periods that each test rejects at 5 %, breaches drawn from a chain. */
const rejected = (calm: number, breached: number): { coverage: number; independence: number; conditional: number } => {
  const stream = randomStream(8, Math.round(1e4 * calm + 1e6 * breached))
  const [draws, marks] = [new Float64Array(1000), new Float64Array(1000)]
  const counts = { coverage: 0, independence: 0, conditional: 0 }
  for (let replication = 0; replication < 1500; replication += 1) {
    fillUniforms(stream, replication * 1000, draws)
    let state = 0
    for (const [t, draw] of draws.entries()) marks[t] = state = draw < (state === 1 ? breached : calm) ? 1 : 0
    const tests = christoffersen(marks, 0.975)
    for (const name of ['coverage', 'independence', 'conditional'] as const)
      if (tests[name].pValue < 0.05) counts[name] += 1 / 1500
  }
  return counts
}

describe('size and power at 5 % over 1000 periods at 97.5 %', () => {
  test('a right model is rejected about as often as stated', () => {
    const { coverage, independence, conditional } = rejected(0.025, 0.025)
    near(coverage, 0.05, 0.025)
    near(independence, 0.06, 0.04)
    near(conditional, 0.055, 0.03)
  })

  test('twice as many breaches are seen by coverage, clusters of the right number by independence', () => {
    assert.ok(rejected(0.05, 0.05).coverage > 0.95)
    // stationary share 0.025: calm·0.975 = 0.8·0.025
    const clustered = rejected((0.8 * 0.025) / 0.975, 0.2)
    assert.ok(clustered.independence > 0.8 && clustered.conditional > 0.7)
  })
})
