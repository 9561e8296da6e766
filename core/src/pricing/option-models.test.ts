import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bsm } from './bsm.ts'
import type { OptionMarket } from './option-model.ts'
import { appraiseOption, inDeskUnits, OPTION_MODELS, optionModel, valueOption } from './option-models.ts'
import { PricingInputError } from './pricing-input-error.ts'

const MARKET: OptionMarket = { kind: 'call', spot: 100, strike: 110, time: 0.5, rate: 0.03, dividend: 0.03 }

/** Parameters under which every model is Black-Scholes at 40 %: no jumps, no volatility of variance, no cost. */
const CALM: ReadonlyMap<string, number> = new Map([
  ...(['vol', 'logDeviation', 'upShare', 'reversion'] as const).map((name) => [name, 0.4] as const),
  ...(['cost', 'intensity', 'logMean', 'volOfVariance', 'correlation'] as const).map((name) => [name, 0] as const),
  ['interval', 0.01],
  ['upRate', 20],
  ['downRate', 20],
  ['variance', 0.16],
  ['longVariance', 0.16],
])

describe('OPTION_MODELS', () => {
  const plain = bsm({ ...MARKET, vol: 0.4 })
  for (const model of OPTION_MODELS)
    test(`${model.name} recovers Black-Scholes where its own parameters are nothing`, () => {
      const parameters = new Map(model.parameters.map(({ name }) => [name, CALM.get(name) ?? Number.NaN] as const))
      const value = valueOption(model, MARKET, parameters)
      const unit = model.settlement === 'coin' ? 1 / MARKET.spot : 1
      assert.ok(Math.abs(value.price - plain.price * unit) < 1e-11)
      if (model.settlement === 'coin') return
      assert.ok(Math.abs(value.delta - plain.delta) < 1e-10)
      assert.ok(Math.abs((value.theta ?? 0) / plain.theta - 1) < 2e-6)
      if (model.underlying === 'spot') assert.ok(Math.abs((value.rho ?? 0) / plain.rho - 1) < 2e-6)
    })

  test('each name stands once', () =>
    assert.equal(new Set(OPTION_MODELS.map(({ name }) => name)).size, OPTION_MODELS.length))
})

describe('appraiseOption', () => {
  test('a model of Black’s kind takes the volatility of the price, the others do not', () => {
    const { price } = bsm({ ...MARKET, vol: 0.4 })
    const found = appraiseOption(optionModel('bsm'), MARKET, new Map(), price)
    assert.ok(Math.abs((found.impliedVol ?? 0) - 0.4) < 1e-14)
    assert.ok(Math.abs(found.value.price - price) < 1e-13)
    assert.throws(() => appraiseOption(optionModel('merton'), MARKET, new Map(), price), /vol = nothing is refused/)
    assert.throws(() => appraiseOption(optionModel('leland'), MARKET, new Map(), price), /vol = nothing is refused/)
  })

  test('a price at its lower bound tells no volatility, and says so under its own name', () => {
    const refusal = (error: unknown): boolean => error instanceof PricingInputError && error.field === 'price'
    assert.throws(() => appraiseOption(optionModel('bsm'), MARKET, new Map(), 0), refusal)
    assert.equal(appraiseOption(optionModel('bsm'), MARKET, new Map([['vol', 0.4]]), 0).impliedVol, 0)
  })

  test('a price on a future and a price in coins imply the same', () => {
    const future = appraiseOption(optionModel('black76'), MARKET, new Map([['vol', 0.7]]), null)
    const coin = appraiseOption(optionModel('inverse'), MARKET, new Map([['vol', 0.7]]), null)
    for (const [name, { value }] of [
      ['black76', future],
      ['inverse', coin],
    ] as const) {
      const { impliedVol } = appraiseOption(optionModel(name), MARKET, new Map(), value.price)
      assert.ok(Math.abs((impliedVol ?? 0) - 0.7) < 1e-13)
    }
  })
})

describe('valueOption', () => {
  const refused = [
    [{ time: 0 }, [['vol', 0.4]], 'time'],
    [{ time: Number.NaN }, [['vol', 0.4]], 'time'],
    [{ strike: 0 }, [['vol', 0.4]], 'strike'],
    [{ spot: -1 }, [['vol', 0.4]], 'spot'],
    [{}, [['vol', 0]], 'vol'],
    [{}, [], 'vol'],
    [
      {},
      [
        ['vol', 0.4],
        ['cost', 0.1],
      ],
      'cost',
    ],
  ] as const
  for (const [change, parameters, field] of refused)
    test(`refuses ${field} in ${JSON.stringify([change, parameters])}`, () =>
      assert.throws(
        () => valueOption(optionModel('bsm'), { ...MARKET, ...change }, new Map(parameters)),
        (error) => error instanceof PricingInputError && error.field === field,
      ))
  test('refuses a model that is none', () => assert.throws(() => optionModel('svj'), /allowed: bsm, black76, inverse/))
})

describe('inDeskUnits', () => {
  test('vega a vol point, theta a day, rho a percentage point, null stays null', () => {
    const value = { price: 1, delta: 2, gamma: 3, vega: 400, theta: -365, rho: null }
    assert.deepEqual(inDeskUnits(value), { price: 1, delta: 2, gamma: 3, vega: 4, theta: -1, rho: null })
  })
})
