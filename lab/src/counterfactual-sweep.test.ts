import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  approx,
  atoms,
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineRules,
  defineSpot,
  defineTiers,
  lots,
  measure,
  parseDecimal,
  ratioOf,
  type Account,
} from '@ebbline/core'
import fc from 'fast-check'
import { marksAt, sweepEquity, sweepSurplus, type Tape } from './counterfactual-sweep.ts'

const USDC = defineAsset('USDC', 6)
const BTC = defineAsset('BTC', 8)
const ETH = defineAsset('ETH', 18)
const identity = (tickSize: string, lotSize: string) => ({ tickSize: ratioOf(tickSize), lotSize: ratioOf(lotSize) })
const spot = defineSpot({ id: 'BTC', base: BTC, quote: USDC, ...identity('0.01', '0.00001') })
const linear = defineLinearPerpetual({ id: 'LINEAR', base: BTC, quote: USDC, ...identity('0.1', '0.001') })
const inverse = defineInversePerpetual({ id: 'INVERSE', base: BTC, quote: USDC, ...identity('0.5', '10') })
const quanto = defineLinearPerpetual({ id: 'IN-COIN', base: ETH, quote: BTC, ...identity('0.00001', '0.1') })

const tiers = defineTiers([
  { floor: atoms(0n), initialRate: ratioOf('0.02'), maintenanceRate: ratioOf('0.01') },
  { floor: atoms(parseDecimal('100000', 6)), initialRate: ratioOf('0.05'), maintenanceRate: ratioOf('0.025') },
])
const rules = defineRules({
  numeraire: 'USDC',
  instruments: [linear, inverse, quanto, spot],
  tiers: [linear, inverse, quanto].map(({ id }) => ({ instrument: id, tiers })),
  collateral: [{ asset: 'BTC', spot, haircut: ratioOf('0.05') }],
})

const BATCHES = 8
const around = (price: number) =>
  fc
    .array(fc.integer({ min: Math.round(price * 0.5), max: Math.round(price * 1.5) }), {
      minLength: BATCHES,
      maxLength: BATCHES,
    })
    .map((prices) => Float64Array.from(prices))
const anyTape = fc
  .tuple(around(600_000), around(120_000), around(5_000), around(6_000_000))
  .map(([a, b, c, d]): Tape => ({
    rules,
    table: new Map([
      ['LINEAR', a],
      ['INVERSE', b],
      ['IN-COIN', c],
      ['BTC', d],
    ]),
  }))
const anyLeg = (instrument: string, entry: bigint) =>
  fc
    .tuple(fc.bigInt(-20_000n, 20_000n), fc.bigInt(-entry, entry))
    .map(([size, entryValue]) => ({ instrument, size: lots(size), entryValue: atoms(entryValue) }))
const anyAccount = fc
  .record({
    usdc: fc.bigInt(-(10n ** 12n), 10n ** 12n),
    btc: fc.bigInt(-(10n ** 10n), 10n ** 10n),
    legs: fc.tuple(anyLeg('IN-COIN', 10n ** 10n), anyLeg('INVERSE', 10n ** 9n), anyLeg('LINEAR', 10n ** 12n)),
  })
  .map(({ usdc, btc, legs }): Account => ({
    id: 'trader',
    owner: 'trader',
    kind: 'trader',
    mode: 'cross',
    orders: [],
    balances: [
      { asset: 'BTC', atoms: atoms(btc) },
      { asset: 'USDC', atoms: atoms(usdc) },
    ],
    positions: legs.filter(({ size }) => size !== 0n),
  }))

describe('sweepEquity and sweepSurplus', () => {
  test('lie within their stated error of exact health, whatever the contract and the collateral', () =>
    fc.assert(
      fc.property(anyTape, anyAccount, fc.integer({ min: 0, max: BATCHES - 1 }), (tape, account, first) => {
        const span = { first, last: BATCHES - 1 }
        const [equity, surplus] = [sweepEquity(tape, account, span), sweepSurplus(tape, account, span)]
        for (let batch = first; batch < BATCHES; batch += 1) {
          const exact = measure(rules, account, marksAt(tape.table, batch), 'maintenance')
          const miss = Math.abs((equity.values[batch - first] ?? 0) - approx(exact.equity))
          assert.ok(miss <= equity.error, `equity misses by ${miss}, stated ${equity.error}`)
          const gap = Math.abs((surplus.values[batch - first] ?? 0) - approx(exact.equity - exact.requirement))
          assert.ok(gap <= surplus.error, `surplus misses by ${gap}, stated ${surplus.error}`)
        }
        // A screen that clears nothing would be no screen: a millionth of the account's size, and a few coin atoms.
        const size = 1e6 + Math.max(...equity.values.map(Math.abs), ...account.positions.map(() => 1e12))
        assert.ok(surplus.error < size * 1e-6 + 50_000, String(surplus.error))
      }),
      { numRuns: 300 },
    ))
})
