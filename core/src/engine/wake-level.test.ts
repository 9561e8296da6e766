import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratioOf } from '../units/index.ts'
import { changeAccount, type Account } from '../accounts/index.ts'
import { measure, missingMark, type MarginRules, type MarkPrices } from '../margin/index.ts'
import { accountWith, holding, lendingRules, marks, portfolioRules, rules, usdc } from '../margin/fixtures.ts'
import { anyAccount, anyMarks } from '../margin/random.fixtures.ts'
import { enters, startMemory, type LiquidationView } from '../liquidation/index.ts'
import { compilePolicy, preset, presetNames, type CompiledPolicy } from '../policy/index.ts'
import { createWatch } from '../watch/index.ts'
import { askingFor, poorer } from './wake-level.ts'

const compiled = (name: string): CompiledPolicy => {
  const result = compilePolicy(preset(name))
  return result.kind === 'compiled' ? result.policy : assert.fail(name)
}

/** An account as drawn, or with its positions cut to a part, so that amounts of money matter more than shares. */
const anySize: fc.Arbitrary<Account> = fc
  .tuple(anyAccount, fc.constantFrom(1n, 1n, 500n, 5_000n))
  .map(([account, part]) => ({
    ...account,
    positions: account.positions.flatMap(({ instrument, size, entryValue }) =>
      size / part === 0n
        ? []
        : [{ instrument, size: lots(size / part), entryValue: atoms((entryValue * (size / part)) / size) }],
    ),
    orders: part === 1n ? account.orders : [],
  }))

/** Where equity lies: so many thousandths of the requirement, and atoms beyond; or wherever it was drawn. */
const anyPlace: fc.Arbitrary<readonly [bigint, bigint] | null> = fc.option(
  fc.tuple(fc.bigInt(0n, 4_000n), fc.oneof(fc.bigInt(-3n, 3n), fc.bigInt(0n, 600_000_000n))),
  { nil: null, freq: 6 },
)

const placed = (margin: MarginRules, account: Account, place: readonly [bigint, bigint] | null): Account => {
  if (place === null || missingMark(margin, account, marks) !== null) return account
  const { equity, requirement } = measure(margin, account, marks, 'maintenance')
  const cash = atoms((requirement * place[0]) / 1_000n + place[1] - equity)
  return changeAccount(account, { account: account.id, cash: [{ asset: 'USDC', atoms: cash }], positions: [] })
}

const viewOf = (margin: MarginRules, account: Account, prices: MarkPrices): LiquidationView => ({
  time: 0,
  account,
  rules: margin,
  marks: prices,
  index: prices,
  maintenance: measure(margin, account, prices, 'maintenance'),
  fund: () => atoms(0n),
  depth: (instrument) => ({ instrument, bids: [], asks: [] }),
  feeRate: ratioOf('0'),
  inFlight: () => lots(0n),
  episode: startMemory(0),
})

/** How many accounts a policy would begin with at these prices; every one of them must be named. */
const begun = (
  margin: MarginRules,
  policy: CompiledPolicy,
  accounts: readonly Account[],
  batches: readonly MarkPrices[],
): number => {
  const asking = askingFor(margin, policy.wake)
  const watch = createWatch(margin)
  for (const [at, account] of accounts.entries()) watch.refresh(at, poorer(account, asking, margin), asking.level)
  let count = 0
  for (const prices of batches) {
    const named = new Set(watch.named(prices))
    for (const [at, account] of accounts.entries())
      if (enters(policy.stages, viewOf(margin, account, prices))) {
        count += 1
        assert.ok(named.has(at), `${policy.declaration.name} begins with account ${at}, which is not named`)
      }
  }
  return count
}

describe('askingFor and poorer', () => {
  for (const [venue, margin] of [
    ['a venue', rules],
    ['a lending venue', lendingRules],
    ['a venue that margins contracts together', portfolioRules],
  ] as const)
    for (const name of presetNames)
      test(`${name} on ${venue}: whoever the policy begins with is named, to the atom`, () => {
        const policy = compiled(name)
        fc.assert(
          fc.property(
            fc.array(fc.tuple(anySize, anyPlace), { minLength: 12, maxLength: 12 }),
            anyMarks,
            (drawn, prices) => {
              const accounts = drawn.map(([account, place]) => placed(margin, account, place))
              begun(margin, policy, accounts, [marks, prices])
            },
          ),
          { numRuns: 12 },
        )
      })

  // 0.001 BTC at 60,000: notional 60, maintenance 0.6 or less, so that 5 units and a reward of 10 are many multiples of it
  const tiny = (equity: string): Account =>
    accountWith({ USDC: usdc('100') }, [holding('BTC-PERP', 1n, usdc('160') - usdc(equity))])
  for (const [name, safe, due] of [
    ['gmx-v2', '5.456', '5.455999'],
    ['full-close', '0.6', '0.599999'],
    ['synthetix-v3', '11.6', '11.599999'],
  ] as const)
    test(`a small position under ${name} is looked at in time, however many requirements that is`, () => {
      const policy = compiled(name)
      assert.equal(begun(rules, policy, [tiny(safe)], [marks]), 0)
      assert.equal(begun(rules, policy, [tiny(due)], [marks]), 1)
    })
})
