import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratioOf, ticks } from '../units/index.ts'
import { positionValue, type Instrument } from '../instruments/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { dated, inverse, linear, position, round, spot, tableOf, trader } from './fixtures.ts'
import {
  adlMovement,
  balanced,
  cashMovement,
  chargeOn,
  feeMovement,
  fillMovement,
  fundPayment,
  penaltyMovement,
  seizureMovement,
  SettlementError,
  takeoverMovement,
  type Movement,
} from './index.ts'

const instruments = tableOf(linear, inverse, dated, spot)
const cashOf = (movement: Movement, account: string, asset = 'USD'): bigint =>
  movement.changes
    .filter((change) => change.account === account)
    .flatMap((change) => change.cash)
    .filter((cash) => cash.asset === asset)
    .reduce((sum, cash) => sum + cash.atoms, 0n)

describe('balanced', () => {
  const cause = { kind: 'genesis' } as const
  test('cash out of nothing, and size out of nothing, are named', () => {
    const movement: Movement = {
      cause,
      changes: [
        {
          account: 'trader',
          cash: [{ asset: 'USD', atoms: atoms(3n) }],
          positions: [{ instrument: 'BTC-USD', size: lots(2n), entryValue: atoms(-5n) }],
        },
      ],
    }
    assert.deepEqual(balanced(movement, instruments), {
      ok: false,
      residuals: [
        { of: 'asset', id: 'BTC', residual: 5n },
        { of: 'asset', id: 'USD', residual: 3n },
        { of: 'instrument', id: 'BTC-USD', residual: 2n },
      ],
    })
  })
  test('cash in one asset does not pay for entry value in another', () => {
    const changes = [
      {
        account: 'trader',
        cash: [{ asset: 'USD', atoms: atoms(5n) }],
        positions: [{ instrument: 'BTC-USD', size: lots(0n), entryValue: atoms(5n) }],
      },
    ]
    assert.equal(balanced({ cause, changes }, instruments).ok, false)
  })
  test('an instrument that nobody knows cannot be balanced', () => {
    const one = { account: 'trader', cash: [], positions: [{ instrument: '?', size: lots(0n), entryValue: atoms(0n) }] }
    assert.equal(balanced({ cause, changes: [one] }, instruments).ok, false)
  })
})

describe('fillMovement', () => {
  const fill = (taker: Account, maker: Account, size: bigint, instrument: Instrument = round): Movement =>
    fillMovement({ instrument, taker, maker, price: ticks(1000n), size: lots(size), takerOrder: 't', makerOrder: 'm' })

  // 10 cents a tick and lot. Long 5 from 900 (entry 45 000) sells 2 at 1000: 20 000 - 18 000 of entry = 2 000 realised.
  test('the closing side realises its profit, the opening side books its entry', () => {
    const movement = fill(trader('long', position(round, 5n, 45_000n)), trader('maker'), -2n)
    assert.deepEqual(movement.changes, [
      {
        account: 'long',
        cash: [{ asset: 'USD', atoms: 2_000n }],
        positions: [{ instrument: 'BTC-PERP', size: -2n, entryValue: -18_000n }],
      },
      { account: 'maker', cash: [], positions: [{ instrument: 'BTC-PERP', size: 2n, entryValue: 20_000n }] },
    ])
    assert.ok(balanced(movement, tableOf(round)).ok)
  })
  test('spot moves base one way and quote the other', () => {
    const movement = fill(trader('buyer'), trader('seller'), 3n, spot)
    // 0.00003 BTC at 100.0 is 0.3 cents: booked as 0.
    assert.equal(cashOf(movement, 'buyer', 'BTC'), 3_000n)
    assert.equal(cashOf(movement, 'buyer'), 0n)
    assert.ok(balanced(movement, instruments).ok)
  })
  test('a match of an account with itself, or of nothing, is refused', () => {
    assert.throws(() => fill(trader('one'), trader('one'), 1n), SettlementError)
    assert.throws(() => fill(trader('one'), trader('other'), 0n), SettlementError)
  })
  test('whatever both sides held, the fill balances to the atom', () => {
    const size = fc.bigInt({ min: -1000n, max: 1000n })
    const nonZero = size.filter((one) => one !== 0n)
    const entry = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n })
    const held = fc.tuple(size, entry)
    const instrument = fc.constantFrom<Instrument>(linear, inverse, dated, spot)
    fc.assert(
      fc.property(
        held,
        held,
        nonZero,
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        instrument,
        (one, other, traded, price, of) => {
          const holder = (id: string, [own, value]: readonly [bigint, bigint]): Account =>
            own === 0n ? trader(id) : trader(id, position(of, own, value))
          const movement = fillMovement({
            instrument: of,
            taker: holder('taker', one),
            maker: holder('maker', other),
            price: ticks(price),
            size: lots(traded),
            takerOrder: 't',
            makerOrder: 'm',
          })
          assert.deepEqual(balanced(movement, instruments), { ok: true, residuals: [] })
        },
      ),
    )
  })
})

describe('chargeOn', () => {
  const rows = [
    ['100000', '0.0005', null, 50n],
    ['100001', '0.0005', null, 51n], // 50.0005, against the account
    ['100000', '0.0005', 49n, 49n],
    ['100000', '0.0005', 0n, 0n],
    ['100000', '0.0005', -7n, 0n], // bankrupt
    ['100000', '-0.0005', null, 0n],
    ['0', '0.0005', null, 0n],
  ] as const
  for (const [notional, rate, cap, due] of rows)
    test(`${rate} on ${notional} capped at ${cap} is ${due}`, () =>
      assert.equal(
        chargeOn({ notional: atoms(BigInt(notional)), rate: ratioOf(rate), cap: cap === null ? null : atoms(cap) }),
        due,
      ))
})

describe('cash movements', () => {
  const amount = { asset: 'USD', atoms: atoms(50n) }
  const movements = [
    feeMovement({ account: 'payer', treasury: 'receiver', order: 'o', ...amount }),
    penaltyMovement({ account: 'payer', fund: 'receiver', ...amount }),
    fundPayment({ account: 'receiver', from: 'payer', ...amount }),
    cashMovement({ cause: { kind: 'deposit', account: 'receiver' }, from: 'payer', to: 'receiver', ...amount }),
  ]
  for (const movement of movements)
    test(`a ${movement.cause.kind} takes 50 from the payer and gives 50 to the receiver`, () => {
      assert.deepEqual([cashOf(movement, 'payer'), cashOf(movement, 'receiver')], [-50n, 50n])
      assert.ok(balanced(movement, instruments).ok)
    })
  test('nothing, less than nothing, and a transfer to oneself are refused', () => {
    const cause = { kind: 'genesis' } as const
    const move = (atomsMoved: bigint, to: string) => (): Movement =>
      cashMovement({ cause, from: 'payer', to, asset: 'USD', atoms: atoms(atomsMoved) })
    assert.throws(move(0n, 'receiver'), SettlementError)
    assert.throws(move(-1n, 'receiver'), SettlementError)
    assert.throws(move(1n, 'payer'), SettlementError)
  })
})

describe('takeoverMovement', () => {
  // Long 5 entered at 1000, taken over at 800: 5 lots · 200 ticks · 10 cents = 10 000 lost.
  test('the position moves at the price: the giver realises its loss, the receiver starts there', () => {
    const from = trader('long', position(round, 5n, 50_000n))
    const movement = takeoverMovement({
      instrument: round,
      from,
      to: trader('fund'),
      size: lots(5n),
      price: ticks(800n),
    })
    assert.equal(cashOf(movement, 'long'), -10_000n)
    assert.deepEqual(
      movement.changes.map((change) => change.positions),
      [
        [{ instrument: 'BTC-PERP', size: 5n, entryValue: 40_000n }],
        [{ instrument: 'BTC-PERP', size: -5n, entryValue: -50_000n }],
      ],
    )
    assert.ok(balanced(movement, tableOf(round)).ok)
  })
  test('nobody hands over what they do not hold', () => {
    const from = trader('long', position(round, 5n, 50_000n))
    const give = (size: bigint) => (): Movement =>
      takeoverMovement({ instrument: round, from, to: trader('fund'), size: lots(size), price: ticks(800n) })
    assert.throws(give(6n), SettlementError)
    assert.throws(give(-1n), SettlementError)
  })
})

describe('adlMovement', () => {
  const defaulter = trader('long', position(round, 5n, 50_000n))
  const counterparty = trader('short', position(round, -3n, -30_000n))
  const close = (size: bigint): Movement =>
    adlMovement({ instrument: round, defaulter, counterparty, size: lots(size), price: ticks(800n) })
  // 3 lots · 200 ticks · 10 cents
  test('both close at the price: what one loses the other realises', () => {
    const movement = close(3n)
    assert.deepEqual([cashOf(movement, 'long'), cashOf(movement, 'short')], [-6_000n, 6_000n])
    assert.ok(balanced(movement, tableOf(round)).ok)
  })
  test('a size that would turn the counterparty, or open a side, is refused', () => {
    assert.throws(() => close(4n), SettlementError)
    assert.throws(() => close(-1n), SettlementError)
  })
  test('a size that would turn the account in default is refused too', () => {
    const large = trader('short', position(round, -9n, -90_000n))
    assert.throws(
      () => adlMovement({ instrument: round, defaulter, counterparty: large, size: lots(6n), price: ticks(800n) }),
      SettlementError,
    )
  })
})

describe('seizureMovement', () => {
  const rule = { asset: 'BTC', spot, haircut: ratioOf('0.1') }
  const seize = (taken: bigint, receiver = 'fund'): Movement =>
    seizureMovement({
      rule,
      price: ticks(1_000_000n),
      numeraire: 'USD',
      account: 'trader',
      receiver,
      atoms: atoms(taken),
    })
  // 0.5 BTC at 100 000.0 is 50 000.00; less 10 % 45 000.00.
  test('held collateral is credited at its price less the haircut', () => {
    const movement = seize(50_000_000n)
    assert.deepEqual([cashOf(movement, 'trader', 'BTC'), cashOf(movement, 'trader')], [-50_000_000n, 4_500_000n])
    assert.ok(balanced(movement, instruments).ok)
  })
  test('debt is assumed at full value', () => assert.equal(cashOf(seize(-50_000_000n), 'trader'), -5_000_000n))
  // 0.00000001 BTC is 0.1 cent.
  test('rounding goes against the account', () => {
    assert.equal(cashOf(seize(1n), 'trader'), 0n)
    assert.equal(cashOf(seize(-1n), 'trader'), -1n)
    assert.equal(cashOf(seize(10n), 'trader'), 0n) // 1 cent less a tenth
    assert.ok(balanced(seize(1n), instruments).ok)
  })
  test('nothing, oneself, and the spot market of another asset are refused', () => {
    assert.throws(() => seize(0n), SettlementError)
    assert.throws(() => seize(1n, 'trader'), SettlementError)
    assert.throws(
      () =>
        seizureMovement({
          rule: { ...rule, asset: 'ETH' },
          price: ticks(1n),
          numeraire: 'USD',
          account: 'trader',
          receiver: 'fund',
          atoms: atoms(1n),
        }),
      SettlementError,
    )
  })
})

describe('applying a fill', () => {
  test('equity at the fill price does not change on either side when nothing rounds', () => {
    const one = trader('long', position(round, 5n, 45_000n))
    const movement = fillMovement({
      instrument: round,
      taker: one,
      maker: trader('maker'),
      price: ticks(1000n),
      size: lots(-7n),
      takerOrder: 't',
      makerOrder: 'm',
    })
    const equity = (account: Account): bigint =>
      (account.balances[0]?.atoms ?? 0n) +
      account.positions.reduce(
        (sum, held) => sum + positionValue(round, held.size, ticks(1000n), 'down') - held.entryValue,
        0n,
      )
    const [change] = movement.changes
    assert.ok(change)
    assert.equal(equity(changeAccount(one, change)), equity(one))
  })
})
