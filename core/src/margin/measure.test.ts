import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, lots, ratio, ratioOf, ticks } from '../units/index.ts'
import { defineAsset, defineLinearPerpetual } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { exposure, worstSize } from './exposure.ts'
import { accountWith, at, btcInverse, ethInBtc, btcPerp, holding, marks, order, rules, usdc } from './fixtures.ts'
import { breaches, equityOf, measure, missingMark } from './measure.ts'
import { defineTiers } from './tiers.ts'
import type { MarkPrices } from './types.ts'
import { MissingMarkError, UncoveredHoldingError, worth } from './worth.ts'

const longBtc = holding('BTC-PERP', 1_000n, usdc('60000'))
const shortBtc = holding('BTC-PERP', -1_000n, usdc('-60000'))
// 6000 contracts of 10 USDC bought at 60 000: value -60 000 / 60 000 = -1 BTC
const longInverse = holding('BTC-INV', 6_000n, -100_000_000n)
const shortInverse = holding('BTC-INV', -6_000n, 100_000_000n)
const cash = (text: string) => ({ USDC: usdc(text) })

const check = (
  name: string,
  account: Account,
  prices: MarkPrices,
  want: { readonly equity: string; readonly initial: string; readonly maintenance: string },
): void => {
  test(name, () => {
    const found = {
      equity: measure(rules, account, prices, 'initial').equity,
      initial: measure(rules, account, prices, 'initial').requirement,
      maintenance: measure(rules, account, prices, 'maintenance').requirement,
    }
    assert.deepEqual(found, {
      equity: usdc(want.equity),
      initial: usdc(want.initial),
      maintenance: usdc(want.maintenance),
    })
    assert.equal(measure(rules, account, prices, 'maintenance').equity, found.equity)
    assert.equal(equityOf(rules, account, prices), found.equity)
  })
}

describe('measure: linear positions', () => {
  check('an empty account has and needs nothing', accountWith({}), marks, {
    equity: '0',
    initial: '0',
    maintenance: '0',
  })
  check('cash counts as it is', accountWith(cash('3000')), marks, { equity: '3000', initial: '0', maintenance: '0' })
  check('a long at its entry', accountWith(cash('3000'), [longBtc]), marks, {
    equity: '3000',
    initial: '1200',
    maintenance: '600',
  })
  check('a long after a fall of 1 000', accountWith(cash('3000'), [longBtc]), at('BTC-PERP', 590_000n), {
    equity: '2000',
    initial: '1180',
    maintenance: '590',
  })
  check('a short after a fall of 1 000', accountWith(cash('3000'), [shortBtc]), at('BTC-PERP', 590_000n), {
    equity: '4000',
    initial: '1180',
    maintenance: '590',
  })
  check('a long exactly at a tier floor', accountWith(cash('0'), [longBtc]), at('BTC-PERP', 1_000_000n), {
    equity: '40000',
    initial: '2000',
    maintenance: '1000',
  })
  check('a long one tick into a tier', accountWith(cash('0'), [longBtc]), at('BTC-PERP', 1_000_001n), {
    equity: '40000.1',
    initial: '2000.005',
    maintenance: '1000.0025',
  })
  // 20 ETH at 3 000 = 60 000: 0.04 · 60 000 - 1 000 = 1 400; initial 0.1 · 60 000 - 3 000 = 3 000
  check(
    'two markets add up',
    accountWith(cash('5000'), [longBtc, holding('ETH-PERP', -2_000n, usdc('-59000'))]),
    marks,
    { equity: '4000', initial: '4200', maintenance: '2000' },
  )
})

describe('measure: collateral and debt', () => {
  // 1 BTC at 60 000 less 5 %
  check('a coin held counts less its haircut', accountWith({ BTC: 100_000_000n }), marks, {
    equity: '57000',
    initial: '0',
    maintenance: '0',
  })
  check('a coin owed counts in full', accountWith({ BTC: -100_000_000n, USDC: usdc('61000') }), marks, {
    equity: '1000',
    initial: '0',
    maintenance: '0',
  })
  // 1 atom of BTC = 0.0006 USDC; less 5 % = 0.00057
  check('one atom held', accountWith({ BTC: 1n }), marks, { equity: '0.00057', initial: '0', maintenance: '0' })
  // 1 atom of ETH (1e-9) at 3 000 = 3 atoms of USDC; less 10 % = 2.7, rounded down; owed 3
  check('what is held rounds down', accountWith({ ETH: 1n }), marks, {
    equity: '0.000002',
    initial: '0',
    maintenance: '0',
  })
  // 1 ETH atom at 3 000.01 = 3.00001 atoms, owed, rounded against the account
  check('what is owed rounds up', accountWith({ ETH: -1n }), at('ETH', 300_001n), {
    equity: '-0.000004',
    initial: '0',
    maintenance: '0',
  })
  check('two collaterals beside cash', accountWith({ BTC: 10_000_000n, ETH: 10n ** 9n, USDC: usdc('-500') }), marks, {
    equity: '7900', // 0.1 · 57 000 + 2 700 - 500
    initial: '0',
    maintenance: '0',
  })
  test('an asset without a rule counts nothing while it is held, and cannot be owed', () => {
    assert.equal(measure(rules, accountWith({ DOGE: 5n }), marks, 'initial').equity, 0n)
    assert.throws(() => measure(rules, accountWith({ DOGE: -5n }), marks, 'initial'), UncoveredHoldingError)
    assert.equal(worth(rules, new Map(), 'BTC', atoms(0n)), 0n)
  })
})

describe('measure: coin-settled positions', () => {
  // 0.1 BTC + (1 - 60 000/50 000) = -0.1 BTC owed at spot 60 000
  check(
    'an inverse long under water is a debt in coin',
    accountWith({ BTC: 10_000_000n }, [longInverse]),
    at('BTC-INV', 100_000n),
    {
      equity: '-6000',
      initial: '1200',
      maintenance: '600',
    },
  )
  // 60 000/50 000 - 1 = 0.2 BTC, less 5 %
  check('an inverse short gains coin as the price falls', accountWith({}, [shortInverse]), at('BTC-INV', 100_000n), {
    equity: '11400',
    initial: '1200',
    maintenance: '600',
  })
  // cash in coin and profit in coin net before the haircut: 0.2 - 0.2 = 0
  check(
    'profit and debt of one coin net first',
    accountWith({ BTC: -20_000_000n }, [shortInverse]),
    at('BTC-INV', 100_000n),
    {
      equity: '0',
      initial: '1200',
      maintenance: '600',
    },
  )
  // 10 ETH (100 lots) at 0.05 BTC: notional 0.5 BTC = 30 000 USDC at 2 %; profit (0.05 - 0.04) · 10 = 0.1 BTC less 5 %
  check(
    'a linear contract settled in coin converts notional and profit',
    accountWith({}, [holding('ETH-BTC', 100n, 40_000_000n)]),
    marks,
    {
      equity: '5700',
      initial: '1200',
      maintenance: '600',
    },
  )
  test('a notional rounds up before it requires', () => {
    // tick 0.01, lot 0.00001: a tenth of an atom per tick and lot; 15 lots at 7 ticks are 10.5 atoms, at a rate of 1
    const fine = defineLinearPerpetual({
      id: 'FINE',
      base: defineAsset('BTC', 8),
      quote: defineAsset('USDC', 6),
      tickSize: ratioOf('0.01'),
      lotSize: ratioOf('0.00001'),
    })
    const whole = defineTiers([{ floor: atoms(0n), initialRate: ratioOf('1'), maintenanceRate: ratioOf('1') }])
    const finer = {
      ...rules,
      instruments: new Map(rules.instruments).set('FINE', fine),
      tiers: new Map(rules.tiers).set('FINE', whole),
    }
    const measured = (size: bigint) =>
      measure(finer, accountWith({}, [holding('FINE', size, 0n)]), at('FINE', 7n), 'maintenance')
    assert.deepEqual(measured(15n), { equity: 10n, requirement: 11n })
    assert.deepEqual(measured(-15n), { equity: -11n, requirement: 11n })
  })
  test('the notional of an inverse contract is its face, whatever the price', () => {
    for (const price of [1n, 120_000n, 10n ** 9n])
      assert.equal(exposure(rules, at('BTC-INV', price), btcInverse, lots(-7n)), usdc('70'))
    assert.equal(exposure(rules, marks, ethInBtc, lots(-100n)), usdc('30000'))
    assert.equal(exposure(rules, marks, btcPerp, lots(0n)), 0n)
  })
})

describe('measure: open orders', () => {
  const buy = (size: bigint, price: bigint, reduceOnly = false) =>
    order(`b${size}-${price}`, { instrument: 'BTC-PERP', side: 'buy', size, price, reduceOnly })
  const sell = (size: bigint, price: bigint, reduceOnly = false) =>
    order(`s${size}-${price}`, { instrument: 'BTC-PERP', side: 'sell', size, price, reduceOnly })
  const rows = [
    // 1 BTC long at 60 000 requires 600; each further BTC 600 until 100 000 notional
    ['a buy below the mark adds its size', [buy(500n, 590_000n)], '900'],
    ['a sell above the mark inside the position adds nothing', [sell(1_500n, 610_000n)], '600'],
    ['a sell beyond twice the position turns the worst side', [sell(2_100n, 610_000n)], '660'],
    ['sides do not add up', [buy(500n, 590_000n), sell(2_100n, 610_000n)], '900'],
    ['a reduce-only order adds nothing', [sell(1_000n, 610_000n, true), buy(9_000n, 590_000n, true)], '600'],
    ['a buy above the mark also pays its loss', [buy(500n, 601_000n)], '950'],
    ['a sell below the mark pays its loss', [sell(1_000n, 590_000n)], '1600'],
    ['a reduce-only loss stops at the position', [sell(9_000n, 590_000n, true)], '1600'],
    ['the worst size enters the next tier', [buy(1_000n, 590_000n)], '1500'], // 120 000: 0.025 · 120 000 - 1 500
  ] as const
  for (const [name, orders, maintenance] of rows)
    test(`${name}: ${maintenance}`, () => {
      const account = accountWith(cash('3000'), [longBtc], orders)
      const { equity, requirement } = measure(rules, account, marks, 'maintenance')
      assert.equal(equity, usdc('3000'))
      assert.equal(requirement, usdc(maintenance))
    })

  test('orders alone require margin too', () => {
    const flat = accountWith(cash('100'), [], [buy(1_000n, 600_000n), sell(500n, 620_000n)])
    assert.deepEqual(measure(rules, flat, marks, 'initial'), { equity: usdc('100'), requirement: usdc('1200') })
  })
  test('an order in another market leaves the leg as it is', () => {
    const account = accountWith(
      cash('0'),
      [longBtc],
      [order('e', { instrument: 'ETH-PERP', side: 'buy', size: 100n, price: 1n })],
    )
    assert.equal(measure(rules, account, marks, 'maintenance').requirement, usdc('660'))
  })
  test('a spot order is charged what equity would fall by', () => {
    // 1 BTC (100 000 lots) bought at 60 000: 60 000 paid, 57 000 counted
    const spot = (side: 'buy' | 'sell', price: bigint) => [
      order('x', { instrument: 'BTC', side, size: 100_000n, price }),
    ]
    const charge = (side: 'buy' | 'sell', price: bigint) =>
      measure(rules, accountWith({}, [], spot(side, price)), marks, 'maintenance').requirement
    assert.equal(charge('buy', 6_000_000n), usdc('3000'))
    assert.equal(charge('buy', 5_700_000n), 0n)
    assert.equal(charge('sell', 6_000_000n), 0n)
    assert.equal(charge('sell', 5_900_000n), usdc('1000'))
  })
  test('the worst size counts both sides from the held size', () => {
    assert.equal(worstSize(lots(-3n), [buy(2n, 1n)], 'BTC-PERP'), 3n)
    assert.equal(worstSize(lots(-3n), [buy(7n, 1n)], 'BTC-PERP'), 4n)
    assert.equal(worstSize(lots(-3n), [sell(2n, 1n)], 'BTC-PERP'), 5n)
    assert.equal(worstSize(lots(-3n), [sell(2n, 1n)], 'ETH-PERP'), 3n)
  })
})

describe('breaches', () => {
  const one = ratioOf('1')
  const rows = [
    [600n, 600n, one, false], // equality is safe
    [599n, 600n, one, true],
    [601n, 600n, one, false],
    [900n, 600n, ratioOf('1.5'), false],
    [899n, 600n, ratioOf('1.5'), true],
    [900n, 600n, ratio(15n * 10n ** 17n + 1n), true],
    [0n, 0n, one, false],
    [-1n, 0n, one, true],
    [1n, 0n, ratioOf('1000'), false],
    [-1n, 600n, ratio(0n), true], // multiple 0 asks for equity alone
    [0n, 600n, ratio(0n), false],
  ] as const
  for (const [equity, requirement, multiple, wanted] of rows)
    test(`equity ${equity} against ${multiple} × ${requirement}: ${wanted ? 'breached' : 'safe'}`, () =>
      assert.equal(breaches({ equity: atoms(equity), requirement: atoms(requirement) }, multiple), wanted))
})

describe('missingMark', () => {
  const without = (id: string): MarkPrices => new Map([...marks].filter(([key]) => key !== id))
  const rows = [
    ['a held perpetual', accountWith({}, [longBtc]), 'BTC-PERP'],
    ['the coin a position settles in', accountWith({}, [holding('BTC-INV', 1n, 0n)]), 'BTC'],
    ['collateral', accountWith({ ETH: 1n }), 'ETH'],
    [
      'an ordered perpetual',
      accountWith({}, [], [order('o', { instrument: 'ETH-PERP', side: 'buy', size: 1n, price: 1n })]),
      'ETH-PERP',
    ],
    [
      'the base of a spot order',
      accountWith({}, [], [order('o', { instrument: 'ETH', side: 'buy', size: 1n, price: 1n })]),
      'ETH',
    ],
  ] as const
  for (const [name, account, id] of rows)
    test(`${name} needs the mark of ${id}, and measuring says so`, () => {
      assert.equal(missingMark(rules, account, without(id)), id)
      assert.equal(missingMark(rules, account, marks), null)
      assert.throws(() => measure(rules, account, without(id), 'maintenance'), MissingMarkError)
    })
  test('an instrument that the rules do not list is a bug', () => {
    assert.throws(
      () => measure(rules, accountWith({}, [holding('X', 1n, 0n)]), new Map([['X', ticks(1n)]]), 'initial'),
      UncoveredHoldingError,
    )
    const bare = { ...rules, tiers: new Map(), collateral: new Map() }
    assert.throws(() => measure(bare, accountWith({}, [longBtc]), marks, 'initial'), UncoveredHoldingError)
    assert.throws(() => measure(bare, accountWith({}, [longInverse]), marks, 'initial'), UncoveredHoldingError)
  })
})
