import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { divide, lots, magnitude, ratioOf, RATIO_ONE, ticks } from '../units/index.ts'
import type { Account } from '../accounts/index.ts'
import { exposure } from './exposure.ts'
import { accountWith, holding, marks, order, portfolioRules as rules, rules as tiered, usdc } from './fixtures.ts'
import { health } from './health.ts'
import { breaches, measure } from './measure.ts'
import { anyAccount, anyBalances, anyMarks, anyPositions } from './random.fixtures.ts'
import { defineRules, RulesError } from './rules.ts'
import { thresholds } from './thresholds.ts'
import type { LevelName, MarkPrices } from './types.ts'

/** 0.1 BTC at 60 000 is 6 000, and so are 600 inverse contracts of 10. */
const long = holding('BTC-PERP', 100n, usdc('6000'))
const shortInverse = holding('BTC-INV', -600n, 10_000_000n)

describe('measure by portfolio', () => {
  const required = (level: LevelName, ...terms: Parameters<typeof accountWith>): bigint =>
    measure(rules, accountWith(...terms), marks, level).requirement
  const rows = [
    ['one leg: 10 % of 6 000 and 0.6 % on top', 'maintenance', [long], [], usdc('636')],
    ['the same at the initial level: 16 %', 'initial', [long], [], usdc('996')],
    ['a matched pair: 0.6 % of 12 000 alone', 'maintenance', [long, shortInverse], [], usdc('72')],
    [
      'half of it hedged: 10 % of 3 000 and 0.6 % of 9 000',
      'maintenance',
      [long, holding('BTC-INV', -300n, 5_000_000n)],
      [],
      usdc('354'),
    ],
    // ETH: 12 % of 3 000 and 1 %: no offset between underlyings
    [
      'another underlying adds up',
      'maintenance',
      [long, holding('ETH-PERP', -100n, -3_000_000_000n)],
      [],
      usdc('1026'),
    ],
    [
      'a resting sell that would hedge counts as if it had not filled',
      'maintenance',
      [long],
      [order('1', { instrument: 'BTC-PERP', side: 'sell', size: 50n, price: 600_000n })],
      usdc('654'),
    ],
    [
      'a resting buy counts as if it had',
      'maintenance',
      [long],
      [order('1', { instrument: 'BTC-PERP', side: 'buy', size: 50n, price: 600_000n })],
      usdc('954'),
    ],
    [
      'a reduce-only order counts for nothing',
      'maintenance',
      [long],
      [order('1', { instrument: 'BTC-PERP', side: 'sell', size: 50n, price: 600_000n, reduceOnly: true })],
      usdc('636'),
    ],
    [
      'an order alone',
      'maintenance',
      [],
      [order('1', { instrument: 'BTC-PERP', side: 'sell', size: 100n, price: 600_000n })],
      usdc('636'),
    ],
  ] as const
  for (const [what, level, positions, orders, expected] of rows)
    test(what, () => assert.equal(required(level, { USDC: 0n }, positions, orders), expected))

  test('instruments of an underlying without a rule keep their tiers', () => {
    const { portfolio, ...rest } = rules
    const btcOnly = {
      ...rest,
      portfolio: new Map([...(portfolio ?? [])].filter(([underlying]) => underlying === 'BTC')),
    }
    const account = accountWith({ USDC: 0n }, [long, holding('ETH-PERP', -100n, -3_000_000_000n)])
    const eth = measure(tiered, accountWith({ USDC: 0n }, account.positions.slice(1)), marks, 'maintenance')
    assert.equal(measure(btcOnly, account, marks, 'maintenance').requirement, usdc('636') + eth.requirement)
  })

  /** Worst of all ways in which orders may fill, one by one. */
  const bruteForce = ({ positions, orders }: Account, prices: MarkPrices, level: LevelName): bigint => {
    let total = 0n
    for (const { underlying, initialShock, maintenanceShock, contingency } of rules.portfolio?.values() ?? []) {
      const signed = (id: string, size: bigint): bigint => {
        const instrument = rules.instruments.get(id)
        if (instrument === undefined || instrument.base !== underlying) return 0n
        const worth = exposure(rules, prices, instrument, lots(size))
        return size < 0n ? -worth : worth
      }
      const counted = orders.filter(({ reduceOnly }) => !reduceOnly)
      const moves = counted.map(({ instrument, side, remaining }) =>
        signed(instrument, side === 'buy' ? remaining : -remaining),
      )
      const held = positions.map(({ instrument, size }) => signed(instrument, size))
      const net = held.reduce((sum, each) => sum + each, 0n)
      let worst = 0n
      for (let filled = 0; filled < 2 ** moves.length; filled += 1) {
        const after = moves.reduce((sum, move, at) => (((filled >> at) & 1) === 1 ? sum + move : sum), net)
        if (magnitude(after) > worst) worst = magnitude(after)
      }
      const gross = [...held, ...moves].reduce((sum, each) => sum + magnitude(each), 0n)
      const shock = level === 'initial' ? initialShock : maintenanceShock
      total += divide(worst * shock, RATIO_ONE, 'up') + divide(gross * contingency, RATIO_ONE, 'up')
    }
    return total
  }
  const bare = ({ id: _id, ...account }: Account): Account => ({ ...account, id: 'bare', balances: [] })
  test('is the worst of all ways in which orders may fill', () => {
    fc.assert(
      fc.property(anyAccount, anyMarks, fc.constantFrom('initial', 'maintenance'), (account, prices, level) => {
        const at = bare({ ...account, orders: account.orders.filter(({ instrument }) => instrument !== 'ETH-BTC') })
        const { requirement } = measure(rules, at, prices, level)
        const losses = at.orders.map(({ instrument }) => instrument).length === 0 ? 0n : null
        const twin = bruteForce(at, prices, level)
        // without orders to the atom; with them their own losses come on top, and each rounds by itself
        if (losses === 0n) assert.equal(requirement, twin)
        else assert.ok(requirement >= twin - BigInt(2 * at.orders.length))
      }),
    )
  })
  test('contributions add up to the totals', () => {
    fc.assert(
      fc.property(anyAccount, anyMarks, (account, prices) => {
        const told = health(rules, account, prices)
        for (const level of ['initial', 'maintenance'] as const) {
          const { equity, requirement, contributions } = told[level]
          assert.deepEqual({ equity, requirement }, measure(rules, account, prices, level))
          assert.equal(
            contributions.reduce((sum, each) => sum + each.requirement, 0n),
            requirement,
          )
          for (const each of contributions) assert.ok(each.requirement >= 0n)
        }
      }),
    )
  })
  test('selling a contract against what is net lowers the requirement', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 2_000n), fc.bigInt(1n, 100n), (held, percent) => {
        const position = holding('BTC-PERP', held, held * 60_000_000n)
        const hedge = (held * 6n * percent) / 100n
        if (hedge === 0n) return
        const hedged = [position, holding('BTC-INV', -hedge, hedge * 16_667n)]
        assert.ok(required('maintenance', { USDC: 0n }, hedged) < required('maintenance', { USDC: 0n }, [position]))
      }),
    )
  })
})

describe('thresholds by portfolio', () => {
  test('the neighbouring ticks are what exact measure says, and nothing crosses before them', () => {
    const instruments = fc.constantFrom('BTC-PERP', 'ETH-PERP', 'BTC')
    fc.assert(
      fc.property(
        anyBalances,
        anyPositions,
        instruments,
        fc.array(fc.nat(999), { minLength: 6, maxLength: 6 }),
        (balances, positions, id, probes) => {
          const account = accountWith(balances, positions)
          const safeAt = (price: bigint): boolean =>
            !breaches(measure(rules, account, new Map(marks).set(id, ticks(price)), 'maintenance'), ratioOf('1'))
          const { below, above } = thresholds(rules, account, marks, id, {
            level: 'maintenance',
            multiple: ratioOf('1'),
          })
          const start = BigInt(marks.get(id) ?? 1n)
          for (const [found, end] of [
            [below, 1n],
            [above, start * 100n],
          ] as const) {
            if (found !== null) assert.ok(safeAt(found.safe) && !safeAt(found.breached))
            const until = found === null ? end : safeAt(start) ? found.safe : found.breached
            for (const probe of probes)
              assert.equal(safeAt(start + ((until - start) * BigInt(probe)) / 999n), safeAt(start))
          }
        },
      ),
    )
  })
})

describe('defineRules with portfolio', () => {
  const declare = (change: Readonly<Record<string, unknown>>) => () =>
    defineRules({
      numeraire: 'USDC',
      instruments: [...rules.instruments.values()],
      tiers: [...rules.tiers].map(([instrument, tiers]) => ({ instrument, tiers })),
      collateral: [...rules.collateral.values()],
      portfolio: [
        {
          underlying: 'BTC',
          initialShock: ratioOf('0.2'),
          maintenanceShock: ratioOf('0.1'),
          contingency: ratioOf('0'),
          ...change,
        },
      ],
    })
  for (const [what, change, expected] of [
    ['an underlying of nothing', { underlying: 'SOL' }, /portfolio SOL\.underlying = SOL.*base of a listed derivative/],
    ['a shock of nothing', { maintenanceShock: ratioOf('0') }, /maintenanceShock = 0.*above 0/],
    [
      'an initial shock below maintenance',
      { initialShock: ratioOf('0.05') },
      /initialShock.*at least 100000000000000000/,
    ],
    ['a contingency above one', { contingency: ratioOf('1.1') }, /contingency/],
  ] as const)
    test(`refuses ${what}`, () =>
      assert.throws(declare(change), (error) => error instanceof RulesError && expected.test(error.message)))
})
