import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, formatDecimal, lots } from '../units/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { bankruptcyQuote, marginSplit, zeroPrice, type Closing } from './bankruptcy-quote.ts'
import { accountWith, holding, marks, order, rules, usdc } from './fixtures.ts'
import { equityOf, measure } from './measure.ts'
import { anyMarks, anyPositions } from './random.fixtures.ts'
import type { MarkPrices } from './types.ts'

const longBtc = holding('BTC-PERP', 1_000n, usdc('60000'))
const shortBtc = holding('BTC-PERP', -1_000n, usdc('-60000'))
const btc = (size: bigint): Closing => ({ instrument: 'BTC-PERP', size: lots(size) })

const quoted = (account: Account, closing: Closing, quantum?: bigint): string => {
  const quote = bankruptcyQuote(rules, account, marks, closing, quantum)
  return quote.kind === 'quote' ? formatDecimal(quote.atoms, 6) : quote.kind
}

// One BTC at 60 000 requires 600; a quarter of it 150.
const quotes: readonly (readonly [string, string, bigint, string])[] = [
  ['a quarter of a long uses up a quarter of equity', '3000', -250n, '14250'],
  ['all of it all', '3000', -1_000n, '57000'],
  ['nothing is used up where there is nothing', '0', -250n, '15000'],
  ['below zero others pay the share', '-100', -250n, '15025'],
  ['a share of a part of an atom is not used up', '0.000003', -250n, '15000'],
  ['and below zero counts as a whole one', '-0.000001', -250n, '15000.000001'],
]

describe('bankruptcyQuote', () => {
  for (const [rule, cash, size, expected] of quotes)
    test(`${rule}: ${expected}`, () =>
      assert.equal(quoted(accountWith({ USDC: usdc(cash) }, [longBtc]), btc(size)), expected))
  test('a short pays: its notional and its share of equity', () =>
    assert.equal(quoted(accountWith({ USDC: usdc('3000') }, [shortBtc]), btc(250n)), '-15750'))
  test('tiers count by difference', () => {
    // 2 BTC: 100 000 at 1 % and 20 000 at 2.5 % = 1 500; at 1.5 BTC 900. Half a BTC frees 600 of 1 500, the rest 900.
    const account = accountWith({ USDC: usdc('3000') }, [holding('BTC-PERP', 2_000n, usdc('120000'))])
    assert.equal(quoted(account, btc(-500n)), '28800')
    assert.equal(quoted(account, btc(-2_000n)), '117000')
  })
  test('equity is shared by requirement, orders aside', () => {
    // BTC 600 and 10 ETH 600: half of 3 000 each
    const account = accountWith(
      { USDC: usdc('3000') },
      [longBtc, holding('ETH-PERP', 1_000n, usdc('30000'))],
      [order('1', { instrument: 'BTC-PERP', side: 'buy', size: 5_000n, price: 590_000n })],
    )
    assert.equal(quoted(account, { instrument: 'ETH-PERP', size: lots(-1_000n) }), '28500')
  })
  test('the share is rounded down to the quantum', () => {
    const account = accountWith({ USDC: usdc('3000.000003') }, [longBtc])
    assert.equal(quoted(account, btc(-1_000n)), '56999.999997')
    assert.equal(quoted(account, btc(-1_000n), 1_000_000n), '57000')
  })
  test('in debt the share is rounded away from zero', () =>
    assert.equal(quoted(accountWith({ USDC: usdc('-0.5') }, [longBtc]), btc(-1_000n), 1_000_000n), '60001'))
  for (const [rule, closing] of [
    ['nothing', btc(0n)],
    ['more of the same', btc(1n)],
    ['more than is held', btc(-1_001n)],
    ['what is not held', { instrument: 'ETH-PERP', size: lots(-1n) }],
  ] as const)
    test(`closes no position: ${rule}`, () =>
      assert.equal(quoted(accountWith({ USDC: usdc('3000') }, [longBtc]), closing), 'invalid-close'))

  const closed = (account: Account, prices: MarkPrices, closing: Closing): Account => {
    const quote = bankruptcyQuote(rules, account, prices, closing)
    assert.ok(quote.kind === 'quote')
    const position = { ...closing, entryValue: atoms(0n) }
    const cash = [{ asset: 'USDC', atoms: quote.atoms }]
    return changeAccount(account, { account: account.id, cash, positions: [position] })
  }
  test('slice by slice at its quotes an account ends with nothing, and never stands below where it began', () => {
    fc.assert(
      fc.property(
        anyPositions,
        anyMarks,
        fc.bigInt(-5_000_000_000n, 90_000_000_000n),
        fc.array(fc.bigInt(1n, 100n), { maxLength: 4 }),
        (positions, prices, cash, cuts) => {
          fc.pre(positions.length > 0)
          let account = accountWith({ USDC: cash }, positions)
          const solvent = equityOf(rules, account, prices) >= 0n
          for (const { instrument, size } of positions) {
            let left: bigint = size
            for (const percent of [...cuts, 100n]) {
              const part = percent === 100n ? left : (left * percent) / 100n
              if (part === 0n) continue
              account = closed(account, prices, { instrument, size: lots(-part) })
              left -= part
              if (solvent) assert.ok(equityOf(rules, account, prices) >= 0n)
            }
          }
          assert.equal(equityOf(rules, account, prices), 0n)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('zeroPrice', () => {
  const priceOf = (account: Account, instrument: string): string => {
    const split = marginSplit(rules, account, marks, instrument)
    if (split === null) return 'none'
    const { numerator, denominator } = zeroPrice(split)
    return `${numerator / denominator} and ${numerator % denominator} over ${denominator}`
  }
  // Half of the requirement of 600 is left: half of 1 % below the mark of 600 000 ticks.
  test('a long lies below the mark by its rate times health', () =>
    assert.match(priceOf(accountWith({ USDC: usdc('300') }, [longBtc]), 'BTC-PERP'), /^597000 and 0 /))
  test('a short above it', () =>
    assert.match(priceOf(accountWith({ USDC: usdc('300') }, [shortBtc]), 'BTC-PERP'), /^603000 and 0 /))
  test('below zero on the other side', () =>
    assert.match(priceOf(accountWith({ USDC: usdc('-300') }, [longBtc]), 'BTC-PERP'), /^603000 and 0 /))
  test('is nowhere without a position', () =>
    assert.equal(priceOf(accountWith({ USDC: usdc('300') }, [longBtc]), 'ETH-PERP'), 'none'))
  test('leaves equity over requirement as it is where no tier changes', () => {
    // 0.4 BTC out at 59 700: 300 - 0.4 · 300 = 180 against 360.
    const after = changeAccount(accountWith({ USDC: usdc('300') }, [longBtc]), {
      account: 'trader',
      cash: [],
      positions: [{ instrument: 'BTC-PERP', size: lots(-400n), entryValue: usdc('-23880') }],
    })
    const { equity, requirement } = measure(rules, after, marks, 'maintenance')
    assert.deepEqual([equity, requirement], [usdc('180'), usdc('360')])
  })
})
