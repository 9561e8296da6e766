import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, parseDecimal, ratioOf } from '../units/index.ts'
import { insuranceFundDelta } from './insurance.ts'

const usd = (text: string) => atoms(parseDecimal(text, 6))

/** [rule, cash of the fill, bankruptcy quote, rate, what the fund gains] */
const rows = [
  ['better than bankruptcy: the fee', '5610', '5100', '0.005', '28.05'],
  ['better by less than the fee: all of it', '5105.1', '5100', '0.005', '5.1'],
  ['at bankruptcy: nothing', '5100', '5100', '0.005', '0'],
  ['worse: the fund pays', '5000', '5100', '0.005', '-100'],
  ['a short that pays less than it could', '-4000', '-4900', '0.01', '40'],
  ['a short that pays more than it has', '-4949', '-4900', '0.01', '-49'],
  ['the fee is rounded down', '0.0001', '0', '0.015', '0.000001'],
  ['no fee at all', '5610', '5100', '0', '0'],
] as const

describe('insuranceFundDelta', () => {
  for (const [rule, received, bankruptcy, rate, expected] of rows)
    test(`${rule}: ${expected}`, () =>
      assert.equal(
        insuranceFundDelta({ received: usd(received), bankruptcy: usd(bankruptcy), feeRate: ratioOf(rate) }),
        usd(expected),
      ))
  test('cash is rounded towards zero to the quantum, before it is compared and charged', () => {
    const fill = { bankruptcy: usd('4900'), feeRate: ratioOf('0.005'), quantum: 1_000_000n }
    assert.equal(insuranceFundDelta({ ...fill, received: usd('4900.999999') }), 0n)
    assert.equal(insuranceFundDelta({ ...fill, received: usd('5400.5') }), usd('27'))
    const short = { ...fill, bankruptcy: usd('-4900') }
    assert.equal(insuranceFundDelta({ ...short, received: usd('-4900.999999') }), 0n)
  })
})
