import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { fillNormals, randomStream } from '../math/index.ts'
import { estimateOu, type RateRecord } from './ou-estimate.ts'
import { PricingInputError } from './pricing-input-error.ts'

const EIGHT_HOURS = 1 / 1095

/** A recorded rate with mean 10 % and vol 40 %, by exact steps; with `gaps` each third step is longer. */
const recorded = (seed: number, reversion: number, count: number, gaps: boolean): RateRecord => {
  const [time, rate, normals] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)]
  fillNormals(randomStream(seed, 1), 0, normals)
  let [now, f] = [2024, 0.1]
  for (let row = 0; row < count; row += 1) {
    const step = row === 0 ? 0 : gaps && row % 3 === 0 ? 2.5 * EIGHT_HOURS : EIGHT_HOURS
    const e = Math.exp(-reversion * step)
    f = 0.1 + (f - 0.1) * e + 0.4 * Math.sqrt((1 - e * e) / (2 * reversion)) * (normals[row] ?? 0)
    now += step
    time[row] = now
    rate[row] = f
  }
  return { time, rate }
}

const estimated = (record: RateRecord): Extract<ReturnType<typeof estimateOu>, { kind: 'estimated' }> => {
  const estimate = estimateOu(record)
  if (estimate.kind !== 'estimated') throw new assert.AssertionError({ message: estimate.kind })
  return estimate
}

/** Log likelihood by the sum of normal log densities. */
const likelihood = ({ time, rate }: RateRecord, reversion: number, mean: number, vol: number): number => {
  let sum = 0
  for (let row = 1; row < rate.length; row += 1) {
    const from = rate[row - 1] ?? 0
    const e = Math.exp(-reversion * ((time[row] ?? 0) - (time[row - 1] ?? 0)))
    const variance = (vol * vol * (1 - e * e)) / (2 * reversion)
    const residual = (rate[row] ?? 0) - mean - (from - mean) * e
    sum -= 0.5 * (Math.log(2 * Math.PI * variance) + (residual * residual) / variance)
  }
  return sum
}

describe('estimateOu', () => {
  test('of an even record is the regression of each rate on the one before', () => {
    const record = recorded(3, 20, 3000, false)
    const x = record.rate.subarray(0, -1)
    const y = record.rate.subarray(1)
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const [mx, my] = [mean(x), mean(y)]
    const slope =
      mean(x.map((value, row) => (value - mx) * ((y[row] ?? 0) - my))) / mean(x.map((value) => (value - mx) ** 2))
    const left = mean(x.map((value, row) => ((y[row] ?? 0) - my - slope * (value - mx)) ** 2))
    const reversion = -Math.log(slope) / EIGHT_HOURS
    const { funding, standardErrors } = estimated(record)
    const close = (got: number, wanted: number, tolerance: number): void =>
      assert.ok(Math.abs(got / wanted - 1) < tolerance)
    close(funding.reversion, reversion, 1e-9)
    close(funding.mean, (my - slope * mx) / (1 - slope), 1e-9)
    close(funding.vol, Math.sqrt((2 * reversion * left) / (1 - slope * slope)), 1e-9)
    // Var(slope) = (1 − slope²)/n
    close(standardErrors.reversion, Math.sqrt((1 / (slope * slope) - 1) / x.length) / EIGHT_HOURS, 0.01)
    assert.equal(funding.rate, record.rate.at(-1))
  })

  test('is the top of the likelihood, with gaps too', () => {
    for (const gaps of [false, true]) {
      const record = recorded(4, 30, 800, gaps)
      const { funding, logLikelihood } = estimated(record)
      const { reversion, mean, vol } = funding
      const top = likelihood(record, reversion, mean, vol)
      assert.ok(Math.abs(logLikelihood - top) < 1e-7)
      for (const by of [0.98, 1.02]) {
        assert.ok(likelihood(record, reversion * by, mean, vol) < top)
        assert.ok(likelihood(record, reversion, mean * by, vol) < top)
        assert.ok(likelihood(record, reversion, mean, vol * by) < top)
      }
    }
  })

  test('finds what made the record, within its errors and less its bias', () => {
    let [sum, squares] = [0, 0]
    const runs = 40
    for (let seed = 0; seed < runs; seed += 1) {
      const { funding, standardErrors, reversionBias } = estimated(recorded(100 + seed, 20, 1500, false))
      const z = (funding.reversion - reversionBias - 20) / standardErrors.reversion
      sum += z
      squares += z * z
      assert.ok(Math.abs(funding.vol - 0.4) < 5 * standardErrors.vol)
      assert.ok(Math.abs(funding.mean - 0.1) < 5 * standardErrors.mean)
    }
    assert.ok(Math.abs(sum / runs) < 0.6 && Math.sqrt(squares / runs) < 1.5, `${sum / runs} ${squares / runs}`)
  })

  test('says when nothing returns, nothing is remembered, nothing moves', () => {
    const time = Float64Array.from({ length: 60 }, (_, row) => row * EIGHT_HOURS)
    const growing = time.map((at) => Math.exp(30 * at))
    const swinging = time.map((_, row) => (row % 2 === 0 ? 0.1 : -0.1))
    assert.equal(estimateOu({ time, rate: growing }).kind, 'no-reversion')
    assert.equal(estimateOu({ time, rate: swinging }).kind, 'no-memory')
    assert.equal(estimateOu({ time, rate: time.map(() => 0.1095) }).kind, 'constant')
  })

  const good = recorded(5, 20, 20, false)
  const rows: readonly (readonly [string, RateRecord, string])[] = [
    ['nine rates', { time: good.time.subarray(0, 9), rate: good.rate.subarray(0, 9) }, 'rates'],
    ['columns of two lengths', { time: good.time, rate: good.rate.subarray(1) }, 'rates'],
    [
      'a time twice',
      { ...good, time: good.time.map((at, row) => (row === 4 ? (good.time[3] ?? 0) : at)) },
      'time in row 4',
    ],
    [
      'a rate that is missing',
      { ...good, rate: good.rate.map((f, row) => (row === 7 ? Number.NaN : f)) },
      'rate in row 7',
    ],
  ]
  for (const [name, record, field] of rows)
    test(`refuses ${name}`, () =>
      assert.throws(
        () => estimateOu(record),
        (error) => error instanceof PricingInputError && error.field === field,
      ))

  const data = process.env['EBB_DATA'] ?? ''
  const skip = data === '' ? 'EBB_DATA is not set' : false
  const recorded8h = (symbol: string): RateRecord => {
    const file = join(data, 'funding-rates', 'binance-usdm_funding_2023-12_2025-11.csv.gz')
    const rows = gunzipSync(readFileSync(file))
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split(','))
      .filter(([of]) => of === symbol)
    const column = (at: number, unit: number): Float64Array => Float64Array.from(rows, (row) => Number(row[at]) * unit)
    return { time: column(1, 1 / 31_536_000_000), rate: column(2, 1095) }
  }
  for (const [symbol, mean, reversion] of [
    ['BTC', 0.0925, 209],
    ['ETH', 0.0979, 199],
  ] as const)
    test(`recorded funding of ${symbol} returns to ${mean} within two days`, { skip }, () => {
      const { funding } = estimated(recorded8h(symbol))
      assert.equal(funding.mean.toFixed(4), mean.toFixed(4))
      assert.equal(funding.reversion.toFixed(0), reversion.toFixed(0))
    })
})
