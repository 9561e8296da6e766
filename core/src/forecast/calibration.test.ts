import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { brierDecomposition, isotonicBlocks, reliabilityCurve, type ForecastOutcome } from './calibration.ts'

const said = (probability: number, outcomes: string): readonly ForecastOutcome[] =>
  outcomes.split('').map((one) => ({ probability, happened: one === '1' }))

const close = (got: number, wanted: number): void =>
  assert.ok(Math.abs(got - wanted) < 1e-14, `${got} is not ${wanted}`)

// 0.2 said four times, happened once; 0.8 said four times, happened three times: base rate ½
const two = [...said(0.2, '1000'), ...said(0.8, '1110')]

const forecasts = fc.array(
  fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), happened: fc.boolean() }),
  {
    minLength: 1,
    maxLength: 60,
  },
)

describe('brierDecomposition', () => {
  test('by hand: two bins', () => {
    const parts = brierDecomposition(two, 2)
    close(parts.brier, (3 * 0.04 + 0.64) / 4) // each bin: three right calls at 0.2² and one wrong at 0.8²
    close(parts.reliability, 0.0025) // 0.25 against 0.2, 0.75 against 0.8
    close(parts.resolution, 0.0625)
    close(parts.uncertainty, 0.25)
    close(parts.withinBins, 0)
    close(parts.skill, 1 - 0.19 / 0.25)
  })

  test('the identity is exact whatever the bins', () =>
    fc.assert(
      fc.property(forecasts, fc.integer({ min: 1, max: 12 }), (list, bins) => {
        const { brier, reliability, resolution, uncertainty, withinBins } = brierDecomposition(list, bins)
        assert.ok(Math.abs(brier - (reliability - resolution + uncertainty + withinBins)) < 1e-12)
      }),
    ))

  test('all outcomes alike leave no uncertainty and no skill', () => {
    const parts = brierDecomposition(said(0.5, '00'), 2)
    assert.equal(parts.uncertainty, 0)
    assert.equal(parts.skill, 0)
  })
})

describe('reliabilityCurve', () => {
  test('by hand: one of four has the Wilson interval 0.0456 to 0.6994', () => {
    const [bin] = reliabilityCurve(two, { bins: 2, z: 1.96 })
    assert.equal(bin?.n, 4)
    close(bin.meanForecast, 0.2)
    assert.equal(bin.frequency, 0.25)
    assert.equal(bin.low.toFixed(4), '0.0456')
    assert.equal(bin.high.toFixed(4), '0.6994')
  })

  test('bins hold every forecast once, in order, and never split a tie', () =>
    fc.assert(
      fc.property(forecasts, fc.integer({ min: 1, max: 12 }), (list, bins) => {
        const curve = reliabilityCurve(list, { bins, z: 2 })
        assert.equal(
          curve.reduce((sum, { n }) => sum + n, 0),
          list.length,
        )
        assert.ok(curve.length <= bins)
        for (const [index, bin] of curve.entries())
          assert.ok(index === 0 || bin.meanForecast > (curve[index - 1]?.meanForecast ?? 1))
      }),
    ))

  for (const [field, list, bins] of [
    ['forecasts', [], 2],
    ['probability', said(1.2, '1'), 2],
    ['probability', said(NaN, '1'), 2],
    ['bins', two, 0],
    ['bins', two, 1.5],
  ] as const)
    test(`${field} out of range is refused by name`, () =>
      assert.throws(() => reliabilityCurve(list, { bins, z: 2 }), { name: 'ForecastInputError', field }))
})

describe('isotonicBlocks', () => {
  test('by hand: a dip is pooled', () => {
    const list = [...said(0.1, '0'), ...said(0.2, '1'), ...said(0.3, '0'), ...said(0.4, '11')]
    assert.deepEqual(isotonicBlocks(list), [
      { from: 0.1, value: 0, n: 1 },
      { from: 0.2, value: 0.5, n: 2 },
      { from: 0.4, value: 1, n: 2 },
    ])
  })

  test('values rise, and keep the sum of the outcomes', () =>
    fc.assert(
      fc.property(forecasts, (list) => {
        const blocks = isotonicBlocks(list)
        const happened = list.filter((one) => one.happened).length
        assert.ok(Math.abs(blocks.reduce((sum, { value, n }) => sum + value * n, 0) - happened) < 1e-9)
        for (const [index, { value }] of blocks.entries())
          assert.ok(index === 0 || value > (blocks[index - 1]?.value ?? 2))
      }),
    ))
})
