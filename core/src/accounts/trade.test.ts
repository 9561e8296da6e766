import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratioOf, ticks } from '../units/index.ts'
import {
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  fillValue,
  positionValue,
  type Instrument,
} from '../instruments/index.ts'
import type { Account } from './account.ts'
import { balanceOf, changeAccount, positionIn, sizeIn } from './change.ts'
import { closedBy, tradeChange } from './trade.ts'

const terms = {
  id: 'X',
  base: defineAsset('BTC', 8),
  quote: defineAsset('USDC', 6),
  tickSize: ratioOf('0.01'),
  lotSize: ratioOf('0.00001'),
}
// a tenth of an atom per tick and lot, so that rounding shows
const linear = defineLinearPerpetual(terms)
const inverse = defineInversePerpetual({ ...terms, lotSize: ratioOf('10') })
const spot = defineSpot(terms)
const empty: Account = {
  id: 'trader',
  owner: 'trader',
  kind: 'trader',
  mode: 'cross',
  balances: [],
  positions: [],
  orders: [],
}

interface Trade {
  readonly size: bigint
  readonly price: bigint
}
const trade = (account: Account, instrument: Instrument, { size, price }: Trade): Account =>
  changeAccount(account, tradeChange(account, instrument, lots(size), ticks(price)))
const run = (instrument: Instrument, trades: readonly Trade[]): Account =>
  trades.reduce((account, each) => trade(account, instrument, each), empty)
const show = (account: Account): string =>
  `${account.positions.map(({ size, entryValue }) => `${size}@${entryValue}`).join()}|${account.balances.map(({ asset, atoms }) => `${atoms} ${asset}`).join()}`

describe('tradeChange: by hand', () => {
  const rows: readonly (readonly [string, Instrument, readonly Trade[], string])[] = [
    ['opening moves no cash', linear, [{ size: 100n, price: 50n }], '100@500|'],
    [
      'adding adds entry value',
      linear,
      [
        { size: 100n, price: 50n },
        { size: 50n, price: 60n },
      ],
      '150@800|',
    ],
    // half of 500 released, sold for 300
    [
      'closing half realises half',
      linear,
      [
        { size: 100n, price: 50n },
        { size: -50n, price: 60n },
      ],
      '50@250|50 USDC',
    ],
    [
      'closing at a loss',
      linear,
      [
        { size: 100n, price: 50n },
        { size: -100n, price: 40n },
      ],
      '|-100 USDC',
    ],
    [
      'flat at the same price leaves nothing',
      linear,
      [
        { size: 100n, price: 50n },
        { size: -100n, price: 50n },
      ],
      '|',
    ],
    // closes 100 for 600 (realised 100), opens -20 at 60: 120
    [
      'a flip closes and opens',
      linear,
      [
        { size: 100n, price: 50n },
        { size: -120n, price: 60n },
      ],
      '-20@-120|100 USDC',
    ],
    [
      'a short gains as it is bought back lower',
      linear,
      [
        { size: -100n, price: 50n },
        { size: 100n, price: 40n },
      ],
      '|100 USDC',
    ],
    // 16.5 booked as 16; a third is released as 6, sold for 5.5 booked as 5
    [
      'what is released rounds up, what is booked rounds down',
      linear,
      [
        { size: 3n, price: 55n },
        { size: -1n, price: 55n },
      ],
      '2@10|-1 USDC',
    ],
    ['an inverse long owes its value', inverse, [{ size: 6n, price: 1_000n }], '6@-600000000|'],
    // 60 USDC: 6 BTC owed at 10, 4 BTC due at 15
    [
      'an inverse long gains coin as the price rises',
      inverse,
      [
        { size: 6n, price: 1_000n },
        { size: -6n, price: 1_500n },
      ],
      '|200000000 BTC',
    ],
    ['spot moves base and quote', spot, [{ size: 3n, price: 100n }], '|3000 BTC,-30 USDC'],
    ['spot rounds its magnitude down on both sides', spot, [{ size: -3n, price: 5n }], '|-3000 BTC,1 USDC'],
  ]
  for (const [name, instrument, trades, wanted] of rows)
    test(name, () => assert.equal(show(run(instrument, trades)), wanted))
})

describe('closedBy', () => {
  const rows = [
    [0n, 5n, 0n],
    [5n, 3n, 0n],
    [5n, -3n, 3n],
    [5n, -5n, 5n],
    [5n, -8n, 5n],
    [-5n, 3n, -3n],
    [-5n, 8n, -5n],
    [-5n, -1n, 0n],
    [5n, 0n, 0n],
    [-5n, 0n, 0n],
  ] as const
  for (const [held, size, closed] of rows)
    test(`a trade of ${size} closes ${closed} of ${held}`, () => assert.equal(closedBy(lots(held), lots(size)), closed))
})

const anyTrades = fc.array(
  fc.record({ size: fc.bigInt(-1_000n, 1_000n).filter((size) => size !== 0n), price: fc.bigInt(1n, 10_000n) }),
  { minLength: 1, maxLength: 12 },
)
const derivative = fc.constantFrom<Instrument>(linear, inverse)

describe('tradeChange: laws', () => {
  test('cash less entry value changes by minus the fill value, trade by trade', () =>
    fc.assert(
      fc.property(derivative, anyTrades, (instrument, trades) => {
        const booked = (account: Account): bigint =>
          balanceOf(account, instrument.settle) - (positionIn(account, instrument.id)?.entryValue ?? 0n)
        let account = empty
        for (const each of trades) {
          const after = trade(account, instrument, each)
          const value = fillValue(instrument, lots(each.size), ticks(each.price))
          assert.equal(booked(after) - booked(account), -value)
          assert.equal(sizeIn(after, instrument.id), sizeIn(account, instrument.id) + each.size)
          account = after
        }
      }),
      { numRuns: 300 },
    ))

  test('two sides of every trade hold nothing between them: no atom appears or is lost', () =>
    fc.assert(
      fc.property(fc.constantFrom<Instrument>(linear, inverse, spot), anyTrades, (instrument, trades) => {
        const other = trades.map(({ size, price }) => ({ size: -size, price }))
        const [one, two] = [run(instrument, trades), run(instrument, other)]
        for (const asset of ['BTC', 'USDC']) {
          const entries = (account: Account): bigint =>
            account.positions.reduce((sum, { entryValue }) => sum + (instrument.settle === asset ? entryValue : 0n), 0n)
          const sum = balanceOf(one, asset) + balanceOf(two, asset) - entries(one) - entries(two)
          assert.equal(sum, 0n)
        }
        assert.equal(sizeIn(one, instrument.id) + sizeIn(two, instrument.id), 0n)
      }),
      { numRuns: 300 },
    ))

  test('closed to flat, nothing but cash is left, and it is all that was ever booked', () =>
    fc.assert(
      fc.property(derivative, anyTrades, fc.bigInt(1n, 10_000n), (instrument, trades, price) => {
        const open = run(instrument, trades)
        const size = -sizeIn(open, instrument.id)
        const closing = size === 0n ? [] : [{ size, price }]
        const flat = run(instrument, [...trades, ...closing])
        assert.deepEqual(flat.positions, [])
        const booked = [...trades, ...closing].reduce(
          (sum, each) => sum - fillValue(instrument, lots(each.size), ticks(each.price)),
          0n,
        )
        assert.equal(balanceOf(flat, instrument.settle), booked)
      }),
      { numRuns: 300 },
    ))

  test('trading at the mark changes equity by rounding only: at most two atoms a trade', () =>
    fc.assert(
      fc.property(derivative, anyTrades, fc.bigInt(1n, 10_000n), (instrument, trades, mark) => {
        const equity = (account: Account): bigint => {
          const held = positionIn(account, instrument.id)
          const value = held === undefined ? 0n : positionValue(instrument, held.size, ticks(mark), 'down')
          return balanceOf(account, instrument.settle) + value - (held?.entryValue ?? 0n)
        }
        const before = run(instrument, trades)
        for (const { size } of trades) {
          const change = equity(trade(before, instrument, { size, price: mark })) - equity(before)
          assert.ok(change >= -2n && change <= 2n, `changed by ${change}`)
        }
      }),
      { numRuns: 200 },
    ))

  test('releasing entry value never realises more than the exact share', () =>
    fc.assert(
      fc.property(
        derivative,
        fc.bigInt(2n, 1_000n),
        fc.bigInt(1n, 10_000n),
        fc.bigInt(1n, 999n),
        (instrument, size, price, part) => {
          if (part >= size) return
          const open = run(instrument, [{ size, price }])
          const entry = positionIn(open, instrument.id)?.entryValue ?? 0n
          const change = tradeChange(open, instrument, lots(-part), ticks(price))
          const realised = change.cash[0]?.atoms ?? 0n
          const proceeds = -fillValue(instrument, lots(-part), ticks(price))
          assert.ok((proceeds - realised) * size >= entry * part)
        },
      ),
      { numRuns: 200 },
    ))
})
