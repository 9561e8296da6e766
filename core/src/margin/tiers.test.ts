import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf } from '../units/index.ts'
import { btcTiers, usdc } from './fixtures.ts'
import { defineTiers, requirement, TierError, tierAt, type TierRow } from './tiers.ts'

const row = (floor: bigint, initial: string, maintenance: string): TierRow => ({
  floor: atoms(floor),
  initialRate: ratioOf(initial),
  maintenanceRate: ratioOf(maintenance),
})

describe('requirement', () => {
  // maintenance 1 % · 2.5 % from 100 000 (deduction 1 500) · 5 % from 1 000 000 (deduction 26 500); initial twice that
  const rows = [
    ['0', '0', '0'],
    ['0.000001', '0.000001', '0.000001'], // a hundredth of an atom rounds up to one
    ['-5', '0', '0'],
    ['100', '2', '1'],
    ['99999.999999', '2000', '1000'], // 999.99999999 rounds up
    ['100000', '2000', '1000'],
    ['100000.000001', '2000.000001', '1000.000001'], // 2.5e-8 over, up
    ['100040', '2002', '1001'],
    ['1000000', '47000', '23500'],
    ['1000000.00004', '47000.000004', '23500.000002'],
    ['2000000', '147000', '73500'],
  ] as const
  for (const [notional, initial, maintenance] of rows)
    test(`notional ${notional} requires ${initial} and ${maintenance}`, () => {
      assert.equal(requirement(btcTiers, usdc(notional), 'initial'), usdc(initial))
      assert.equal(requirement(btcTiers, usdc(notional), 'maintenance'), usdc(maintenance))
    })

  const tables = fc
    .array(fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(0n, 10n ** 17n), fc.bigInt(0n, 10n ** 17n)), {
      minLength: 1,
      maxLength: 8,
    })
    .map((steps) => {
      let [floor, maintenance, extra] = [0n, 10n ** 15n, 0n]
      return steps.map(([width, up, more], index): TierRow => {
        floor += index === 0 ? 0n : width
        maintenance += up
        extra += more
        const least = (value: bigint): bigint => (value < 10n ** 18n ? value : 10n ** 18n)
        return {
          floor: atoms(floor),
          maintenanceRate: ratio(least(maintenance)),
          initialRate: ratio(least(maintenance + extra)),
        }
      })
    })

  test('is continuous: across a floor it rises by at most one atom and the rate', () =>
    fc.assert(
      fc.property(tables, (rows) => {
        const table = defineTiers(rows)
        for (const { floor } of table.slice(1))
          for (const level of ['initial', 'maintenance'] as const) {
            const [below, here, above] = [-1n, 0n, 1n].map((step) => requirement(table, atoms(floor + step), level))
            assert.ok(here !== undefined && below !== undefined && above !== undefined)
            assert.ok(below <= here && here <= below + 2n && here <= above && above <= here + 2n)
          }
      }),
      { numRuns: 200 },
    ))

  test('is the marginal sum over brackets: each slice of notional at the rate of its own tier', () =>
    fc.assert(
      fc.property(tables, fc.bigInt(0n, 10n ** 13n), (rows, notional) => {
        const table = defineTiers(rows)
        let scaled = 0n
        for (const [index, { floor, maintenanceRate }] of rows.entries()) {
          const end = rows[index + 1]?.floor ?? notional
          const top = end < notional ? end : notional
          if (top > floor) scaled += (top - floor) * maintenanceRate
        }
        const expected = (scaled + 10n ** 18n - 1n) / 10n ** 18n
        assert.equal(requirement(table, atoms(notional), 'maintenance'), expected)
        assert.ok(requirement(table, atoms(notional), 'initial') >= expected)
      }),
      { numRuns: 300 },
    ))
})

describe('tierAt', () => {
  test('a notional exactly at a floor lies in the upper tier', () => {
    assert.equal(tierAt(btcTiers, usdc('99999.999999'))?.floor, 0n)
    assert.equal(tierAt(btcTiers, usdc('100000'))?.floor, usdc('100000'))
    assert.equal(tierAt([], usdc('1')), undefined)
  })
})

describe('defineTiers', () => {
  const refused: readonly (readonly [string, readonly TierRow[], string])[] = [
    ['no rows', [], 'rows'],
    ['a first floor above 0', [row(1n, '0.1', '0.05')], 'rows[0].floor'],
    ['a floor given twice', [row(0n, '0.1', '0.05'), row(0n, '0.1', '0.05')], 'rows[1].floor'],
    ['falling floors', [row(0n, '0.1', '0.05'), row(9n, '0.1', '0.05'), row(8n, '0.1', '0.05')], 'rows[2].floor'],
    ['maintenance of 0', [row(0n, '0.1', '0')], 'rows[0].maintenanceRate'],
    ['a negative maintenance', [row(0n, '0.1', '-0.1')], 'rows[0].maintenanceRate'],
    ['initial above 1', [row(0n, '1.000000000000000001', '0.5')], 'rows[0].initialRate'],
    ['maintenance above initial', [row(0n, '0.05', '0.050000000000000001')], 'rows[0].maintenanceRate'],
    ['a falling initial', [row(0n, '0.2', '0.05'), row(9n, '0.1', '0.05')], 'rows[1].initialRate'],
    ['a falling maintenance', [row(0n, '0.2', '0.05'), row(9n, '0.2', '0.04')], 'rows[1].maintenanceRate'],
  ]
  for (const [name, rows, field] of refused)
    test(`refuses ${name} and names the field`, () =>
      assert.throws(
        () => defineTiers(rows),
        (error) => error instanceof TierError && error.field === field && error.remedy !== '' && error.allowed !== '',
      ))

  test('accepts rates of exactly 1 and equal rates in neighbouring tiers', () => {
    const table = defineTiers([row(0n, '1', '1'), row(7n, '1', '1')])
    assert.equal(requirement(table, atoms(12n), 'maintenance'), 12n)
  })
})
