import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { measure } from '@ebbline/core'
import type { AccountFile } from './account-file.ts'
import { parseAccountFile } from './accounts-of-file.ts'
import { WireError } from './error.ts'
import { soundScenario, withChange } from './scenario.fixtures.ts'

const { sources: _sources, markAgeMaxSec: _age, funds: _funds, vault: _vault, ...venue } = soundScenario.venue

const inverse = {
  id: 'BTC-INV',
  kind: 'inverse-perpetual',
  base: 'BTC',
  quote: 'USDC',
  tickSize: '0.5',
  lotSize: '100',
} as const

const sound: AccountFile = {
  schema: 'ebbline.accounts/1',
  venue: {
    ...venue,
    instruments: [...venue.instruments, inverse],
    tiers: [
      ...venue.tiers,
      { instrument: 'BTC-INV', rows: [{ floor: '0', initialRate: '0.02', maintenanceRate: '0.01' }] },
    ],
  },
  marks: [
    { instrument: 'BTC-PERP', price: '60000' },
    { instrument: 'BTC/USDC', price: '60000' },
    { instrument: 'BTC-INV', price: '60000' },
  ],
  accounts: [
    {
      id: 'trader',
      balances: [
        { asset: 'USDC', amount: '1000' },
        { asset: 'BTC', amount: '-0.01' },
      ],
      positions: [
        { instrument: 'BTC-PERP', size: '0.5', entryPrice: '61000.123456789' },
        { instrument: 'BTC-INV', size: '-300', entryPrice: '50000' },
      ],
      orders: [{ instrument: 'BTC-PERP', side: 'sell', size: '0.1', price: '62000' }],
    },
  ],
}

const parse = (
  value: unknown,
  scenarios = new Map([['sound', soundScenario.venue]]),
): ReturnType<typeof parseAccountFile> =>
  parseAccountFile('a.json', JSON.stringify(value), (name) => scenarios.get(name) ?? null)

describe('parseAccountFile', () => {
  test('gives exact accounts, sorted, with entry values rounded against the account', () => {
    const { accounts, marks } = parse(sound)
    assert.deepEqual(accounts, [
      {
        id: 'trader',
        owner: 'trader',
        kind: 'trader',
        mode: 'cross',
        balances: [
          { asset: 'BTC', atoms: -1_000_000n },
          { asset: 'USDC', atoms: 1_000_000_000n },
        ],
        positions: [
          // -size/price = 300/50 000 = 0.006 BTC
          { instrument: 'BTC-INV', size: -3n, entryValue: 600_000n },
          // 0.5 × 61 000.123456789 = 30 500.0617283945 USDC, up to the next atom
          { instrument: 'BTC-PERP', size: 500n, entryValue: 30_500_061_729n },
        ],
        orders: [
          { id: 'o1', instrument: 'BTC-PERP', side: 'sell', remaining: 100n, price: 124_000n, reduceOnly: false },
        ],
      },
    ])
    assert.equal(marks.get('BTC-PERP'), 120_000n)
  })

  test('what it gives can be measured', () => {
    const plain = withChange(withChange(sound, 'accounts.0.positions.1', undefined), 'accounts.0.orders', [])
    const trimmed = JSON.parse(JSON.stringify(plain), (key, value: unknown) =>
      key === 'positions' && Array.isArray(value) ? value.filter((item) => item !== null) : value,
    ) as unknown
    const { rules, accounts, marks } = parse(trimmed)
    const [account] = accounts
    assert.ok(account !== undefined)
    // 1000 - 0.01 × 60 000 + (30 000 - 30 500.061729) = -100.061729; 1 % of 30 000 = 300
    assert.deepEqual(measure(rules, account, marks, 'maintenance'), {
      equity: -100_061_729n,
      requirement: 300_000_000n,
    })
  })

  test('takes the venue of a scenario by name, and says when there is none', () => {
    const named = withChange(
      withChange({ ...sound, venue: 'sound' }, 'accounts.0.positions', [
        { instrument: 'BTC-PERP', size: '1', entryPrice: '1' },
      ]),
      'marks',
      sound.marks.slice(0, 2),
    )
    assert.equal(parse(named).terms.name, 'venue')
    assert.throws(
      () => parse({ ...sound, venue: 'nowhere' }),
      /a\.json: venue = "nowhere" is refused; allowed: a venue, or the name/,
    )
  })

  const faults: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['accounts.0.balances.0.asset', 'ETH', 'accounts.0.balances.0.asset', /the numeraire or a collateral: USDC, BTC/],
    ['accounts.0.balances.1.asset', 'USDC', 'accounts.0.balances.1.asset', /each once/],
    ['accounts.0.balances.0.amount', '1.0000001', 'accounts.0.balances.0.amount', /at most 6 decimals/],
    ['accounts.0.balances.0.amount', 1000, 'accounts.0.balances.0.amount', /decimal text/],
    ['accounts.0.balances.0.amount', 'NaN', 'accounts.0.balances.0.amount', /decimal text/],
    ['accounts.0.positions.0.size', '0.0005', 'accounts.0.positions.0.size', /whole lots of 0\.001/],
    ['accounts.0.positions.0.size', '0', 'accounts.0.positions.0.size', /other than 0/],
    ['accounts.0.positions.0.entryPrice', '-1', 'accounts.0.positions.0.entryPrice', /above 0/],
    ['accounts.0.positions.0.entryPrice', `1.${'1'.repeat(19)}`, 'accounts.0.positions.0.entryPrice', /at most 18/],
    [
      'accounts.0.positions.0.instrument',
      'BTC/USDC',
      'accounts.0.positions.0.instrument',
      /a listed derivative: BTC-PERP/,
    ],
    ['accounts.0.positions.1.instrument', 'BTC-PERP', 'accounts.0.positions.1.instrument', /each once/],
    ['accounts.0.mode', 'isolated', 'accounts.0.positions', /one position in an isolated account/],
    ['accounts.0.orders.0.price', '62000.1', 'accounts.0.orders.0.price', /whole ticks/],
    ['accounts.0.orders.0.size', '-1', 'accounts.0.orders.0.size', /above 0/],
    ['accounts.0.orders.0.side', 'long', 'accounts.0.orders.0.side', /one of "buy", "sell"/],
    ['accounts.0.orders.0.instrument', 'X', 'accounts.0.orders.0.instrument', /a listed instrument/],
    ['marks.0.price', '60000.1', 'marks.0.price', /whole ticks/],
    ['marks.1.instrument', 'BTC-PERP', 'marks.1.instrument', /each once/],
    ['marks', [], 'accounts.0', /a mark for BTC-INV/],
    ['venue.tiers.0.rows.0.floor', '1', 'venue.tiers.0.rows.0.floor', /^0$/],
    ['accounts', [], 'accounts', /entries from 1/],
    ['account', [], 'account', /only the fields/],
  ]
  for (const [path, change, field, allowed] of faults)
    test(`refuses ${path} = ${JSON.stringify(change).slice(0, 30)} at ${field}`, () =>
      assert.throws(
        () => parse(withChange(sound, path, change)),
        (error) => {
          assert.ok(error instanceof WireError)
          const found = error.problems.find((problem) => problem.field === field)
          assert.ok(found !== undefined, error.message)
          assert.match(found.allowed, allowed)
          return true
        },
      ))

  test('refuses two accounts of one id', () => {
    assert.throws(
      () => parse({ ...sound, accounts: [...sound.accounts, ...sound.accounts] }),
      /accounts\.1\.id = "trader"/,
    )
  })
})
