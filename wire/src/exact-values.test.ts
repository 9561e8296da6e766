import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  atoms,
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  lots,
  ratio,
  ratioOf,
  ticks,
} from '@ebbline/core'
import {
  atomsOfText,
  lotSizeOf,
  lotsOfText,
  ratioOfText,
  ScaleError,
  textOfAtoms,
  textOfLots,
  textOfTicks,
  ticksOfText,
} from './exact-values.ts'

const [usd, btc] = [defineAsset('USD', 6), defineAsset('BTC', 8)]
const terms = { id: 'P', base: btc, quote: usd, tickSize: ratioOf('0.5'), lotSize: ratioOf('0.001') }
const [linear, spot] = [defineLinearPerpetual(terms), defineSpot(terms)]
const inverse = defineInversePerpetual({ ...terms, tickSize: ratioOf('0.5'), lotSize: ratioOf('100') })

describe('atomsOfText', () => {
  const rows = [
    ['1', 1_000_000n],
    ['-25000.5', -25_000_500_000n],
    ['0.000001', 1n],
    ['0.0000010', 1n],
    ['0', 0n],
  ] as const
  for (const [text, value] of rows) test(`${text} USD → ${value}`, () => assert.equal(atomsOfText(usd, text), value))
  for (const text of ['0.0000001', '1e3', '', ' 1', '+1', 'NaN', '1,5'])
    test(`refuses '${text}'`, () => assert.throws(() => atomsOfText(usd, text), ScaleError))
  test('prints back', () => assert.equal(textOfAtoms(usd, atoms(-25_000_500_000n)), '-25000.5'))
})

describe('ticksOfText', () => {
  test('60000.5 are 120 001 ticks of 0.5, and back', () => {
    assert.equal(ticksOfText(linear, '60000.5'), 120_001n)
    assert.equal(textOfTicks(linear, ticks(120_001n)), '60000.5')
  })
  for (const text of ['60000.25', '0', '-0.5', 'x'])
    test(`refuses ${text}`, () => assert.throws(() => ticksOfText(linear, text), /whole ticks of 0\.5/))
})

describe('lotsOfText', () => {
  const rows = [
    [linear, '0.001', 1n],
    [linear, '-2.5', -2_500n],
    [spot, '0.002', 2n],
    [inverse, '-300', -3n],
  ] as const
  for (const [instrument, text, value] of rows)
    test(`${text} of a ${instrument.kind} → ${value}, and back`, () => {
      assert.equal(lotsOfText(instrument, btc, text), value)
      assert.equal(textOfLots(instrument, btc, lots(value)), text)
    })
  test('refuses a part of a lot', () =>
    assert.throws(() => lotsOfText(linear, btc, '0.0005'), /whole lots of 0\.001 \(P\)/))
  test('a spot has the same lot as the perpetual of the same terms', () =>
    assert.deepEqual([lotSizeOf(spot, btc), lotSizeOf(linear, btc)], [ratio(10n ** 15n), ratio(10n ** 15n)]))
})

describe('ratioOfText', () => {
  test('0.0125 is 1.25e16', () => assert.equal(ratioOfText('0.0125'), 125n * 10n ** 14n))
  test('refuses a nineteenth decimal', () => assert.throws(() => ratioOfText(`0.${'0'.repeat(18)}1`), ScaleError))
})
