import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { math } from '@ebbline/core'
import type { PeriodSeries } from './periods.ts'
import { modelsOf, skillOf, type ModelSkill } from './skill.ts'
import { marketSkill, skillTable, studiedMarkets } from './study.ts'
import { walkForward } from './walk-forward.ts'

const HOUR = 3_600_000

/** Periods whose log variance remembers itself over an hour and a day, with a pattern over the day. */
const planted = (n: number, memory: number): PeriodSeries => {
  const [shocks, moves] = [new Float64Array(n), new Float64Array(n)]
  math.fillNormals(math.randomStream(41, 1), 0, shocks)
  math.fillNormals(math.randomStream(41, 2), 0, moves)
  const logs = new Float64Array(n)
  for (let t = 1; t < n; t += 1) {
    const day = logs.subarray(Math.max(0, t - 24), t)
    const mean = day.reduce((sum, one) => sum + one, 0) / day.length
    logs[t] = memory * (0.45 * (logs[t - 1] ?? 0) + 0.45 * mean) + 0.5 * (shocks[t] ?? 0)
  }
  const variance = logs.map((one, t) => 1e-4 * Math.exp(one + (t % 24 < 8 ? 1 : 0)))
  return {
    time: Float64Array.from(logs, (_, t) => t * HOUR),
    variance,
    continuous: variance.map((one, t) => one / (1 + 0.1 * (t % 7))),
    change: variance.map((one, t) => Math.sqrt(one) * (moves[t] ?? 0)),
    left: 0,
  }
}

/** The same past, with the periods from `cut` on in another order and louder. */
const withOtherFuture = (series: PeriodSeries, cut: number): PeriodSeries => {
  const n = series.time.length
  const shuffled = (values: Float64Array): Float64Array =>
    values.map((one, t) => (t < cut ? one : 5 * (values[cut + ((7 * (t - cut)) % (n - cut))] ?? 0)))
  const { variance, continuous, change } = series
  return {
    ...series,
    variance: shuffled(variance),
    continuous: shuffled(continuous),
    change: shuffled(change),
  }
}

describe('walkForward', () => {
  const schedule = { warmUp: 250, refitEvery: 40, memory: 300 }
  const series = planted(420, 1)
  for (const model of [...modelsOf('hour'), ...modelsOf('day')])
    test(`${model.name}: shuffling the future changes no past forecast`, () => {
      const before = walkForward(series, model, schedule)
      for (const cut of [300, 331, 401]) {
        const after = walkForward(withOtherFuture(series, cut), model, schedule)
        // result[i] is for period 250 + i and may know periods below it: the one for the cut itself is the last untouched
        assert.deepEqual(after.subarray(0, cut - 250 + 1), before.subarray(0, cut - 250 + 1))
      }
    })

  test('every forecast is a variance', () => {
    for (const model of modelsOf('hour'))
      assert.ok(walkForward(series, model, schedule).every((one) => one > 0 && one < 1))
  })

  test('refuses a series that ends before its warm-up does', () => {
    const [model] = modelsOf('hour')
    assert.ok(model !== undefined)
    assert.throws(() => walkForward(series, model, { ...schedule, warmUp: 420 }), /periods = 420 is refused/)
  })
})

const named = (models: readonly ModelSkill[], name: string): ModelSkill => {
  const found = models.find(({ model }) => model === name)
  assert.ok(found !== undefined)
  return found
}

describe('skillOf', () => {
  test('HAR finds a memory of hours and days, more so when it knows the pattern of the day', () => {
    const models = skillOf(planted(1500, 1), 'hour')
    const har = named(models, 'har')
    assert.ok(har.againstEwma > 0.05 && (har.difference?.high ?? 1) < 0)
    assert.ok(named(models, 'har-hour-of-week').meanQlike < har.meanQlike)
    assert.equal(named(models, 'yesterday').againstYesterday, 0)
    assert.equal(named(models, 'ewma-0.94').difference, null)
  })

  test('without memory or pattern nobody beats a constant', () => {
    const draws = new Float64Array(1500)
    math.fillNormals(math.randomStream(43, 1), 0, draws)
    const flat = planted(1500, 0)
    const variance = draws.map((one) => 1e-4 * Math.exp(one))
    const continuous = variance.map((one, t) => one / (1 + 0.1 * (t % 7)))
    const constant = 1e-4 * Math.exp(0.5)
    const best = variance.subarray(336).reduce((sum, one) => sum + one / constant - Math.log(one / constant) - 1, 0)
    for (const { meanQlike } of skillOf({ ...flat, variance, continuous }, 'hour'))
      assert.ok(meanQlike > best / (1500 - 336) - 0.01)
  })

  test('refuses a market that stands still', () => {
    const still = planted(500, 1)
    const flat = still.variance.map(() => 1e-4)
    assert.throws(() => skillOf({ ...still, variance: flat, continuous: flat }, 'hour'), /constant series/)
  })
})

const dataDir = process.env['EBB_DATA']
const skip = dataDir === undefined ? 'EBB_DATA names no folder of recorded data' : false

describe('marketSkill', { skip }, () => {
  test('May 2021 in bars of five minutes: as the study page says', async () => {
    const studied = studiedMarkets.find(({ name }) => name === 'BTC 2021-05')
    assert.ok(studied !== undefined)
    const skill = await marketSkill(dataDir ?? '', studied)
    assert.equal(skill.forecasts, 394)
    const [, , row] = skillTable([skill], 'hour').split('\n')
    assert.equal(row, '| BTC 2021-05 | 394 | 0.524 | -22.9 | 18.7 | -17.7 | 22.4 | 23.1 | 23.8 |')
  })
})
