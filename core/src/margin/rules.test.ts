import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio, ratioOf } from '../units/index.ts'
import { defineAsset, defineInversePerpetual, defineSpot } from '../instruments/index.ts'
import { btcInverse, btcPerp, btcSpot, btcTiers, ethSpot } from './fixtures.ts'
import { defineRules, RulesError, type RulesDeclaration } from './rules.ts'

const good: RulesDeclaration = {
  numeraire: 'USDC',
  instruments: [btcPerp, btcInverse, btcSpot],
  tiers: [
    { instrument: 'BTC-PERP', tiers: btcTiers },
    { instrument: 'BTC-INV', tiers: btcTiers },
  ],
  collateral: [{ asset: 'BTC', spot: btcSpot, haircut: ratioOf('0.05') }],
}
const terms = { tickSize: ratioOf('1'), lotSize: ratioOf('1') }
const [BTC, EUR, USDC] = [defineAsset('BTC', 8), defineAsset('EUR', 2), defineAsset('USDC', 6)]
const tables = (...ids: readonly string[]) => ids.map((instrument) => ({ instrument, tiers: btcTiers }))

describe('defineRules', () => {
  test('keys every list by id', () => {
    const rules = defineRules(good)
    assert.deepEqual([...rules.instruments.keys()], ['BTC-PERP', 'BTC-INV', 'BTC'])
    assert.equal(rules.tiers.get('BTC-INV'), btcTiers)
    assert.equal(rules.collateral.get('BTC')?.spot, btcSpot)
  })

  const haircut = (value: bigint) => ({ collateral: [{ asset: 'BTC', spot: btcSpot, haircut: ratio(value) }] })
  const refused: readonly (readonly [string, Partial<RulesDeclaration>, string])[] = [
    ['a derivative without tiers', { tiers: tables('BTC-PERP') }, 'tiers'],
    ['tiers of nothing', { tiers: tables('BTC-PERP', 'BTC-INV', 'X') }, 'tiers.instrument'],
    ['tiers of a spot market', { tiers: tables('BTC-PERP', 'BTC-INV', 'BTC') }, 'tiers.instrument'],
    ['tiers given twice', { tiers: tables('BTC-PERP', 'BTC-INV', 'BTC-PERP') }, 'tiers'],
    ['an instrument given twice', { instruments: [btcPerp, btcInverse, btcPerp] }, 'instruments'],
    ['a settlement asset without a value', { collateral: [] }, 'BTC-INV.settle'],
    ['a spot base without a value', { instruments: [btcPerp, btcInverse, ethSpot] }, 'ETH.base'],
    ['a perpetual settled in a foreign asset', { numeraire: 'BTC', collateral: [] }, 'BTC-PERP.settle'],
    ['a haircut below 0', haircut(-1n), 'collateral BTC.haircut'],
    ['a haircut above 1', haircut(10n ** 18n + 1n), 'collateral BTC.haircut'],
    [
      'the spot market of another asset',
      { collateral: [{ asset: 'BTC', spot: ethSpot, haircut: ratio(0n) }] },
      'collateral BTC.spot',
    ],
    [
      'a collateral spot quoted in another asset',
      {
        collateral: [
          { asset: 'BTC', spot: defineSpot({ ...terms, id: 'B/E', base: BTC, quote: EUR }), haircut: ratio(0n) },
        ],
      },
      'collateral BTC.spot',
    ],
    [
      'a rule for the numeraire itself',
      {
        collateral: [
          { asset: 'USDC', spot: defineSpot({ ...terms, id: 'U', base: USDC, quote: EUR }), haircut: ratio(0n) },
        ],
      },
      'collateral USDC',
    ],
    [
      'an inverse contract quoted in another asset',
      {
        instruments: [defineInversePerpetual({ ...terms, id: 'B-E', base: BTC, quote: EUR })],
        tiers: tables('B-E'),
      },
      'B-E.quote',
    ],
    [
      'an inverse contract that settles in the numeraire',
      {
        instruments: [defineInversePerpetual({ ...terms, id: 'U-U', base: USDC, quote: USDC })],
        tiers: tables('U-U'),
      },
      'U-U.settle',
    ],
  ]
  for (const [name, change, field] of refused)
    test(`refuses ${name} and names the field`, () =>
      assert.throws(
        () => defineRules({ ...good, ...change }),
        (error) => error instanceof RulesError && error.field === field && error.remedy !== '',
      ))

  test('accepts the full haircut: such an asset counts nothing', () => {
    assert.equal(defineRules({ ...good, ...haircut(10n ** 18n) }).collateral.size, 1)
  })
})
