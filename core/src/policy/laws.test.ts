import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, greatest, least, lots } from '../units/index.ts'
import { changeAccount } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import {
  atMark,
  book,
  holder,
  marks,
  restingBuy,
  viewOf,
  type Levels,
  type ViewTerms,
} from '../liquidation/fixtures.ts'
import { afterAction, checkLaw, laws, startMemory, type LiquidationView, type Stage } from '../liquidation/index.ts'
import { compilePolicy, preset, presets, type PolicyDeclaration } from './index.ts'

const compiled = (declaration: PolicyDeclaration): readonly Stage[] => {
  const result = compilePolicy(declaration)
  return result.kind === 'compiled' ? result.policy.stages : assert.fail(JSON.stringify(result.problems))
}

const IDS = ['BTC-PERP', 'ETH-PERP', 'SOL-PERP']
const MIDDLE = { 'BTC-PERP': 50_000n, 'ETH-PERP': 25_000n, 'SOL-PERP': 10_000n } as const

const side = (mark: bigint, sign: bigint): fc.Arbitrary<Levels> =>
  fc.array(fc.tuple(fc.bigInt(1n, 150n), fc.bigInt(1n, 900n)), { minLength: 1, maxLength: 3 }).map((steps) => {
    let price = mark
    return steps.map(([away, size]) => [(price += (sign * away * mark) / 20_000n), size] as const)
  })
const books = fc.tuple(
  ...Object.entries(MIDDLE).map(([id, mark]) =>
    fc.tuple(side(mark, -1n), side(mark, 1n)).map(([bids, asks]) => book(id, bids, asks)),
  ),
)

/** Accounts with one to three positions and equity from -20 % to 150 % of their requirement, in any stage, on any book. */
const views: fc.Arbitrary<LiquidationView> = fc
  .record({
    sizes: fc.tuple(fc.bigInt(-400n, 400n), fc.bigInt(-400n, 400n), fc.bigInt(-60n, 60n)),
    keep: fc.integer({ min: 1, max: 7 }),
    health: fc.bigInt(-20n, 150n),
    dust: fc.bigInt(0n, 999n),
    depth: fc.oneof(books, fc.constant(undefined)),
    fee: fc.constantFrom('0', '0.0005'),
    stage: fc.integer({ min: 0, max: 1 }),
    acted: fc.boolean(),
    time: fc.constantFrom(1_000, 20_000, 90_000),
    flying: fc.bigInt(0n, 3n),
    resting: fc.integer({ min: 0, max: 9 }),
  })
  .map((given) => {
    const positions = IDS.flatMap((id, at) => {
      const size = given.sizes[at] ?? 0n
      return size !== 0n && (given.keep & (1 << at)) !== 0 ? [atMark(id, size)] : []
    })
    const bare = holder('0', positions, given.resting === 0 ? [restingBuy] : [])
    const { requirement } = measure(viewOf({ account: bare }).rules, bare, marks, 'maintenance')
    const cash = (requirement * given.health) / 100n + given.dust
    const funded = changeAccount(bare, {
      account: bare.id,
      cash: [{ asset: 'USDC', atoms: atoms(cash) }],
      positions: [],
    })
    const fresh = { ...startMemory(0), stage: given.stage }
    const first = positions[0]
    const terms: ViewTerms = {
      account: funded,
      time: given.time,
      feeRate: given.fee,
      inFlight: first === undefined ? {} : { [first.instrument]: clamp(-first.size, given.flying) },
      episode: given.acted ? afterAction(fresh, 500) : fresh,
      ...(given.depth === undefined ? {} : { books: given.depth }),
    }
    return viewOf(terms)
  })

/** A signed size cut down to a magnitude. */
const clamp = (size: bigint, most: bigint): bigint => greatest(-most, least(most, size))

const RUNS = 120

for (const declaration of presets)
  describe(`laws of ${declaration.name}`, () => {
    const stages = compiled(declaration)
    const named = [...declaration.laws.holds, ...declaration.laws.breaks.map((broken) => broken.law)]
    test('names every law, as held or as broken', () => {
      assert.deepEqual(named.toSorted(), laws.map((law) => law.name).toSorted())
    })
    for (const law of declaration.laws.holds)
      test(`holds ${law}`, () => {
        fc.assert(
          fc.property(views, (view) => assert.equal(checkLaw(law, stages, view), null)),
          { numRuns: RUNS },
        )
      })
    for (const { law, witness } of declaration.laws.breaks)
      test(`breaks ${law}: ${witness}`, () => {
        const view = WITNESSES[`${declaration.name} ${law}`] ?? assert.fail('a view for the witness')
        assert.notEqual(checkLaw(law, stages, view), null)
      })
  })

/** The accounts that the presets' witnesses describe. Deep books at mark, no fee: nothing but the rule itself is at work. */
const WITNESSES: Readonly<Record<string, LiquidationView>> = {
  // 100 BTC lots: notional 50 000, requirement 1 000.
  'full-close no-more-than-needed': viewOf({ account: holder('999.999999', [atMark('BTC-PERP', 100n)]) }),
  'hyperliquid-like no-more-than-needed': viewOf({ account: holder('999.999999', [atMark('BTC-PERP', 100n)]) }),
  'soft no-more-than-needed': viewOf({ account: holder('500', [atMark('BTC-PERP', 100n)]) }),
  'house-unwind no-more-than-needed': viewOf({ account: holder('100000', [atMark('BTC-PERP', 100n)]) }),
  // 300 BTC lots: 150 000 in the second tier from 100 000, requirement 4 000; at the floor 2 000.
  'bybit-tier-step no-more-than-needed': viewOf({ account: holder('3999.999999', [atMark('BTC-PERP', 300n)]) }),
  'bybit-tier-step safe-afterwards': viewOf({ account: holder('1900', [atMark('BTC-PERP', 300n)]) }),
  // 300 BTC lots against 300 ETH lots and 750 SOL lots short: 150 000 against 75 000 and 75 000.
  'bybit-tier-step keeps-hedges': viewOf({
    account: holder('5000', [atMark('BTC-PERP', 300n), atMark('ETH-PERP', -300n), atMark('SOL-PERP', -750n)]),
  }),
  // 400 BTC lots: 200 000, requirement 6 000; a fifth leaves 160 000 with 4 400.
  'hyperliquid-like safe-afterwards': viewOf({ account: holder('4100', [atMark('BTC-PERP', 400n)]) }),
  // 204 BTC lots against 10 200 inverse contracts: 102 000 each. A fifth is 40 lots = 20 000 and 2 040 contracts = 20 400.
  'hyperliquid-like keeps-hedges': viewOf({
    account: holder('4100', [
      atMark('BTC-PERP', 204n),
      { instrument: 'BTC-INV', size: lots(-10_200n), entryValue: atoms(204_000_000n) },
    ]),
  }),
}

describe('the gentle stages of soft', () => {
  const soft = preset('soft')
  const stages = compiled({ ...soft, stages: soft.stages.slice(0, 2) })
  for (const law of laws)
    test(`hold ${law.name}`, () => {
      fc.assert(
        fc.property(views, (view) => assert.equal(checkLaw(law.name, stages, view), null)),
        { numRuns: RUNS },
      )
    })
})
