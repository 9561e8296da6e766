import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { appraiseOption, optionModel, PricingInputError, type OptionMarket, type OptionModel } from '@ebbline/core'
import { OPTIONS_SHOWN, pricePage } from './price-page.ts'
import { spotCurve, type ValuedOption } from './spot-curves.ts'

const MARKET: OptionMarket = { kind: 'call', spot: 100, strike: 110, time: 0.25, rate: 0.02, dividend: 0 }

const valued = (name: string, modelName: string, tradedAt: number | null = null): ValuedOption => {
  const model = optionModel(modelName)
  const parameters = new Map([['vol', 0.5]])
  return { name, model, market: MARKET, tradedAt, ...appraiseOption(model, MARKET, parameters, tradedAt) }
}

describe('spotCurve', () => {
  const curve = spotCurve(valued('a', 'bsm'))
  test('reaches beyond spot and strike on either side', () => {
    assert.ok((curve[0]?.spot ?? 100) < 70)
    assert.ok((curve.at(-1)?.spot ?? 110) > 180)
  })
  test('a call is worth more the higher its underlying stands, its delta between 0 and 1', () => {
    for (const [at, { value }] of curve.entries()) {
      assert.ok(value !== null && value.price > (curve[at - 1]?.value?.price ?? -1))
      assert.ok(value.delta > 0 && value.delta < 1)
    }
  })
})

test('a price that the model refuses is a gap', () => {
  const model: OptionModel = {
    ...optionModel('bsm'),
    value: ({ spot }) => {
      if (spot > 100) throw new PricingInputError('spot', spot, 'at most 100', 'give less')
      return { price: 1, delta: 1, gamma: 0, vega: null, theta: null, rho: null }
    },
  }
  const option = { ...valued('a', 'bsm'), model }
  assert.deepEqual(
    new Set(spotCurve(option).map(({ spot, value }) => (value === null) === spot > 100)),
    new Set([true]),
  )
  assert.ok(pricePage([option]).includes('Gamma'))
})

describe('pricePage', () => {
  test('a section an option, with its value, what it implies, and its units', () => {
    const html = pricePage([valued('one', 'bsm', 7), valued('two', 'inverse')])
    for (const text of [
      'one: call 110, bsm',
      'two: call 110, inverse',
      'Implied volatility',
      'coins',
      '91.25 days left',
    ])
      assert.ok(html.includes(text), text)
  })
  test('says what it leaves out', () => {
    const many = Array.from({ length: OPTIONS_SHOWN + 3 }, (_, at) => valued(`option ${at}`, 'black76'))
    const html = pricePage(many)
    assert.ok(html.includes(`the first ${OPTIONS_SHOWN} of ${OPTIONS_SHOWN + 3}`))
    assert.ok(!html.includes(`option ${OPTIONS_SHOWN + 1}:`))
  })
  test('escapes a name', () => assert.ok(!pricePage([valued('<b>x</b>', 'bsm')]).includes('<b>x</b>')))
})
