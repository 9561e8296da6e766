import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ratioOf } from '@ebbline/core'
import { WireError } from './error.ts'
import { parseScenario } from './scenario-file.ts'
import { soundScenario } from './scenario.fixtures.ts'

/** The sound scenario with other lending terms: BTC counts less 5 %. */
const parse = (venue: object, loans?: object): ReturnType<typeof parseScenario> =>
  parseScenario(
    's.json',
    JSON.stringify({
      ...soundScenario,
      venue: { ...soundScenario.venue, ...venue },
      population: { ...soundScenario.population, ...(loans === undefined ? {} : { loans }) },
    }),
  )

const [btc] = soundScenario.venue.collateral
const byRate = { by: 'rate', asset: 'USDC', initialRate: '2.5', maintenanceRate: '1.25' }
const byLtv = { by: 'loan-to-value', asset: 'USDC', against: 'BTC', initialLtv: '0.5', maintenanceLtv: '0.76' }

describe('lending terms of a venue file', () => {
  test('stay absent where the file has none', () => {
    const { terms } = parse({})
    assert.deepEqual([terms.borrow, terms.profitHaircut, terms.collateral[0]?.steps], [undefined, undefined, undefined])
  })
  test('are exact: steps in atoms, rates as written, a profit haircut', () => {
    const steps = [{ floor: '1000.5', haircut: '0.2' }]
    const { terms } = parse({ collateral: [{ ...btc, steps }], borrow: [byRate], profitHaircut: '0.1' })
    assert.deepEqual(terms.collateral[0]?.steps, [{ floor: 1_000_500_000n, haircut: ratioOf('0.2') }])
    assert.deepEqual(terms.borrow, [{ asset: 'USDC', initialRate: ratioOf('2.5'), maintenanceRate: ratioOf('1.25') }])
    assert.equal(terms.profitHaircut, ratioOf('0.1'))
  })
  test('margin an underlying as a whole, as written', () => {
    const rule = { underlying: 'BTC', initialShock: '0.16', maintenanceShock: '0.1', contingency: '0.006' }
    assert.deepEqual(parse({ portfolio: [rule] }).terms.portfolio, [
      {
        underlying: 'BTC',
        initialShock: ratioOf('0.16'),
        maintenanceShock: ratioOf('0.1'),
        contingency: ratioOf('0.006'),
      },
    ])
    assert.throws(() => parse({ portfolio: [{ ...rule, initialShock: '0.05' }] }), /initialShock/)
  })
  test('turn a loan to value into rates, the haircut inside', () => {
    // 0.95 / 0.76 - 1 = 0.25, 0.95 / 0.5 - 1 = 0.9
    assert.deepEqual(parse({ borrow: [byLtv] }).terms.borrow, [
      { asset: 'USDC', initialRate: ratioOf('0.9'), maintenanceRate: ratioOf('0.25') },
    ])
    // without a collateral named none is inside: 1 / 0.8 - 1
    const bare = { ...byLtv, against: null, maintenanceLtv: '0.8' }
    assert.equal(parse({ borrow: [bare] }).terms.borrow?.[0]?.maintenanceRate, ratioOf('0.25'))
  })

  const kinds = [{ collateral: 'BTC', debt: 'USDC', weight: 1 }]
  const loans = { share: 0.5, kinds, drawn: { min: 0.5, max: 0.9 } }
  test('let a population hold loans', () => {
    assert.deepEqual(parse({ borrow: [byRate] }, loans).scenario.population.loans, loans)
  })

  const refused: readonly (readonly [string, object, object | undefined, string])[] = [
    [
      'a loan to value above what the haircut leaves',
      { borrow: [{ ...byLtv, maintenanceLtv: '0.95' }] },
      undefined,
      'venue.borrow.0.maintenanceLtv',
    ],
    ['collateral that is not listed', { borrow: [{ ...byLtv, against: 'DOGE' }] }, undefined, 'venue.borrow.0.against'],
    ['an asset lent twice', { borrow: [byRate, byRate] }, undefined, 'venue.borrow.1.asset'],
    [
      'a floor with too many decimals',
      { collateral: [{ ...btc, steps: [{ floor: '1.0000001', haircut: '0.2' }] }] },
      undefined,
      'venue.collateral.0.steps.0.floor',
    ],
    ['a debt that the venue does not lend', {}, loans, 'population.loans.kinds.0.debt'],
    [
      'a range the wrong way round',
      { borrow: [byRate] },
      { ...loans, drawn: { min: 0.9, max: 0.5 } },
      'population.loans.drawn.max',
    ],
  ]
  for (const [what, venue, population, field] of refused)
    test(`refuses ${what} at ${field}`, () =>
      assert.throws(
        () => parse(venue, population),
        (error: unknown) => error instanceof WireError && error.problems.some((problem) => problem.field === field),
      ))
})
