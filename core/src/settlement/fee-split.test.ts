import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, ratio, ratioOf } from '../units/index.ts'
import { burnMovement } from './cash.ts'
import { splitFee, type FeeShare } from './fee-split.ts'

const line = (to: FeeShare['to'], share: string, coverage: string | null = null): FeeShare => ({
  to,
  share: ratioOf(share),
  coverage: coverage === null ? null : ratioOf(coverage),
})
const shares = [line('fund', '0.5'), line('liquidator', '0.2'), line('treasury', '0.1'), line('burn', '0.2', '0.01')]

const shown = (penalty: bigint, equity: bigint, openInterest = 1_000n): string =>
  splitFee(atoms(penalty), shares, { equity: atoms(equity), openInterest: atoms(openInterest) })
    .map((part) => `${part.to} ${part.atoms}`)
    .join(', ')

describe('splitFee', () => {
  // one hundredth of 1 000 of open interest is 10
  for (const [what, penalty, equity, parts] of [
    ['covered', 100n, 11n, 'liquidator 20, treasury 10, burn 20, fund 50'],
    ['exactly at the floor', 100n, 10n, 'liquidator 20, treasury 10, burn 20, fund 50'],
    ['one atom below it nothing is burned', 100n, 9n, 'liquidator 20, treasury 10, fund 70'],
    ['a fund in debt', 100n, -5n, 'liquidator 20, treasury 10, fund 70'],
    ['roundings are the fund’s', 7n, 11n, 'liquidator 1, burn 1, fund 5'],
    ['one atom is the fund’s', 1n, 11n, 'fund 1'],
    ['nothing', 0n, 11n, ''],
  ] as const)
    test(what, () => assert.equal(shown(penalty, equity), parts))
  test('without open interest any fund covers it, but not one in debt', () => {
    assert.match(shown(100n, 0n, 0n), /burn 20/u)
    assert.doesNotMatch(shown(100n, -1n, 0n), /burn/u)
  })
  test('adds up to the penalty, no part below zero, and burns only while covered', () => {
    const drawn = fc.record({
      penalty: fc.bigInt(0n, 10n ** 15n),
      equity: fc.bigInt(-(10n ** 6n), 10n ** 6n),
      openInterest: fc.bigInt(0n, 10n ** 8n),
      cuts: fc.array(fc.bigInt(0n, 10n ** 18n), { minLength: 3, maxLength: 3 }),
    })
    fc.assert(
      fc.property(drawn, ({ penalty, equity, openInterest, cuts }) => {
        const [a, b, c] = cuts.toSorted((x, y) => (x < y ? -1 : 1))
        const drawnShares: readonly FeeShare[] = [
          { to: 'liquidator', share: ratio(a ?? 0n), coverage: null },
          { to: 'treasury', share: ratio((b ?? 0n) - (a ?? 0n)), coverage: null },
          { to: 'burn', share: ratio((c ?? 0n) - (b ?? 0n)), coverage: ratioOf('0.01') },
        ]
        const parts = splitFee(atoms(penalty), drawnShares, {
          equity: atoms(equity),
          openInterest: atoms(openInterest),
        })
        assert.equal(
          parts.reduce((sum, part) => sum + part.atoms, 0n),
          penalty,
        )
        assert.ok(parts.every((part) => part.atoms > 0n))
        if (equity * 100n < openInterest) assert.ok(parts.every((part) => part.to !== 'burn'))
      }),
    )
  })
})

describe('burnMovement', () => {
  test('takes cash out of the venue, under a cause of its own', () => {
    const { cause, changes } = burnMovement({ account: 'trader', external: 'outside', asset: 'USD', atoms: atoms(5n) })
    assert.deepEqual(cause, { kind: 'burn', account: 'trader', to: 'outside', asset: 'USD', atoms: 5n })
    assert.deepEqual(
      changes.map(({ account, cash }) => [account, cash[0]?.atoms]),
      [
        ['trader', -5n],
        ['outside', 5n],
      ],
    )
  })
})
