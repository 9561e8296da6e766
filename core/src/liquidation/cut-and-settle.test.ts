import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { magnitude, ratioOf } from '../units/index.ts'
import { cutAndSettle, type CutAndSettle } from './cut-and-settle.ts'

/** Lots of 10 atoms at 50 % and 150 %: closing one frees 5. Nothing is charged, everything may be closed and settled. */
const terms = (lots: bigint, quote: bigint, given: Partial<CutAndSettle> = {}): CutAndSettle => ({
  perpetual: { lots, quote, price: 10n },
  weights: { asset: ratioOf('0.5'), liability: ratioOf('1.5') },
  overall: ratioOf('0'),
  settleToken: 0n,
  otherHealth: 0n,
  mostLots: 1_000n,
  mostSettled: 1_000n,
  fee: ratioOf('0'),
  settleFee: ratioOf('0'),
  unit: 1n,
  ...given,
})

const story = (given: CutAndSettle): string => {
  const { cut, settled, lots, quote, settleToken, health } = cutAndSettle(given)
  return `cut ${cut} settled ${settled}: ${lots} lots, quote ${quote}, token ${settleToken}, health ${health}`
}

describe('cutAndSettle', () => {
  const rows: readonly (readonly [string, CutAndSettle, string])[] = [
    ['a healthy account loses nothing', terms(4n, -20n), 'cut 0 settled 0: 4 lots, quote -20, token 0, health 0'],
    // u = 20 - 23: one lot frees 5; of the profit of 2 nothing counts
    ['a loss is cut first', terms(4n, -23n), 'cut -1 settled 0: 3 lots, quote -13, token 0, health 0'],
    [
      'what a cut turns into profit counts as profit does',
      terms(4n, -23n, { overall: ratioOf('0.5') }),
      'cut -1 settled 0: 3 lots, quote -13, token 0, health 1',
    ],
    [
      'only as far as lots may be closed',
      terms(4n, -40n, { mostLots: 2n }),
      'cut -2 settled 0: 2 lots, quote -20, token 0, health -10',
    ],
    // u = 40 - 60: one lot frees 5, and then the token lacks nothing
    ['a short as well', terms(-4n, 57n), 'cut 1 settled 0: -3 lots, quote 47, token 0, health 0'],
    // u = 10, the token lacks 4
    [
      'a profit is settled where it counts for less than it brings',
      terms(4n, -10n, { settleToken: -4n }),
      'cut 0 settled 4: 4 lots, quote -14, token 0, health 0',
    ],
    // 4 / (0.8 - 0): of each settled unit a fifth is the settler's
    [
      'the settler is paid from it',
      terms(4n, -10n, { settleToken: -4n, settleFee: ratioOf('0.2') }),
      'cut 0 settled 5: 4 lots, quote -15, token 0, health 0',
    ],
    // u = 10 settles 10; of the 6 left ⌈6 / 5⌉ = 2 lots are cut and 6 of the 10 that they free settled
    [
      'what is cut is settled again',
      terms(4n, -10n, { settleToken: -16n }),
      'cut -2 settled 16: 2 lots, quote -6, token 0, health 0',
    ],
    // ω = 1: nothing is gained by settling; ⌈6 / 5⌉ lots
    [
      'where profit counts in full the base is cut',
      terms(4n, -10n, { overall: ratioOf('1'), settleToken: -16n }),
      'cut -2 settled 0: 2 lots, quote 10, token -16, health 4',
    ],
    // ω = 0.5 and nothing may be settled: ⌈11 / 2.5⌉ = 5, but 4 are held
    [
      'last the base alone',
      terms(4n, -10n, { overall: ratioOf('0.5'), settleToken: -16n, mostSettled: 0n }),
      'cut -4 settled 0: 0 lots, quote 30, token -16, health -1',
    ],
    [
      'a lot that frees nothing stays',
      terms(4n, -40n, { fee: ratioOf('0.5') }),
      'cut 0 settled 0: 4 lots, quote -40, token 0, health -20',
    ],
    // a lot frees 4 and costs 1: ⌈20 / 4⌉ = 5, 4 are held
    [
      'the fee is taken from the quote',
      terms(4n, -40n, { fee: ratioOf('0.1') }),
      'cut -4 settled 0: 0 lots, quote -4, token 0, health -4',
    ],
  ]
  for (const [rule, given, expected] of rows) test(rule, () => assert.equal(story(given), expected))

  test('less than half a unit is left to rounding', () => {
    const nearly = { overall: ratioOf('1'), mostSettled: 0n, settleToken: -3n }
    assert.equal(cutAndSettle(terms(4n, -18n, { ...nearly, unit: 2n })).cut, 0n)
    assert.equal(cutAndSettle(terms(4n, -18n, { ...nearly, unit: 1n })).cut, -1n)
  })

  test('health never falls, nothing flips, and no more than a lot is cut beyond need', () => {
    const amount = fc.bigInt(-300n, 300n)
    const share = fc.constantFrom('0', '0.5', '0.9', '1')
    fc.assert(
      fc.property(
        fc.bigInt(-40n, 40n),
        amount,
        amount,
        share,
        fc.bigInt(0n, 50n),
        (lots, quote, cash, overall, most) => {
          const given = terms(lots, quote, { settleToken: cash, overall: ratioOf(overall), mostLots: most })
          const before = cutAndSettle({ ...given, mostLots: 0n, mostSettled: 0n }).health
          const after = cutAndSettle(given)
          assert.ok(after.health >= before)
          assert.ok(magnitude(after.cut) <= magnitude(lots) && magnitude(after.cut) <= most)
          assert.ok(after.cut === 0n || after.cut > 0n !== lots > 0n)
          assert.ok(before < 0n || (after.cut === 0n && after.settled === 0n))
          assert.ok(before >= 0n || after.health <= 15n)
        },
      ),
    )
  })
})
