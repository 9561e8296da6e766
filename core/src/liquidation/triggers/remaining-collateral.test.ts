import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { atMark, holder, nothingNested, usdc, viewOf } from '../fixtures.ts'
import { remainingCollateral, remainingOf } from './remaining-collateral.ts'

const terms = { minimum: usdc('5'), factor: ratioOf('0.01'), fee: ratioOf('0.001'), impact: ratioOf('0.002') }

describe('remainingOf', () => {
  // 1 000 of notional: 3 of costs, 10 must remain
  const rows = [
    ['13', '1000', '10', false],
    ['12.999999', '1000', '9.999999', true],
    // 100 of notional: 0.30 of costs, the minimum of 5 is more than 1
    ['5.3', '100', '5', false],
    ['5.299999', '100', '4.999999', true],
    ['0', '0', '0', false],
  ] as const
  for (const [equity, notional, left, liquidatable] of rows)
    test(`${equity} on ${notional} leaves ${left}: ${liquidatable}`, () => {
      const found = remainingOf(usdc(equity), usdc(notional), terms)
      assert.deepEqual([found.left, found.liquidatable], [usdc(left), liquidatable])
    })
  test('nothing left is too little even where nothing must remain', () => {
    const none = { ...terms, minimum: usdc('0'), factor: ratioOf('0') }
    assert.equal(remainingOf(usdc('3'), usdc('1000'), none).liquidatable, true)
    assert.equal(remainingOf(usdc('3.000001'), usdc('1000'), none).liquidatable, false)
  })
})

describe('remaining-collateral', () => {
  const parameters = { minimum: '5', factor: '0.01', fee: '0.001', impact: '0.002' }
  // 100 lots of 500 cost 150 to close, 500 must remain; maintenance is 1 000
  const holds = (cash: string) =>
    remainingCollateral
      .create(parameters, nothingNested)
      .holds(viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })).holds
  test('judges the account by all of its notional', () => {
    assert.equal(holds('650'), false)
    assert.equal(holds('649.999999'), true)
  })
  test('wants to look at whoever has less than maintenance, the minimum and all shares together', () =>
    assert.deepEqual(remainingCollateral.create(parameters, nothingNested).wake, {
      kind: 'health',
      multiple: ratioOf('1'),
      amount: ratioOf('5'),
      notional: ratioOf('0.013'),
    }))
  test('shares above one are refused', () =>
    assert.deepEqual(
      remainingCollateral.check({ ...parameters, fee: '2' }).map(({ field }) => field),
      ['fee'],
    ))
})
