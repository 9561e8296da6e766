import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseVectorFile } from '@ebbline/wire'
import { CaseShapeError, exactOf, type Adapter } from './adapter.ts'
import { checkAll } from './check.ts'
import { adapters } from './index.ts'
import { mangoRows } from './mango-rows.fixtures.ts'
import { driftRows } from './drift-rows.fixtures.ts'
import { dydxRows } from './dydx-rows.fixtures.ts'
import { deriveRows } from './derive-rows.fixtures.ts'
import { modelRows } from './model-rows.fixtures.ts'
import { synthetixRows } from './synthetix-rows.fixtures.ts'
import { venueRows } from './venue-rows.fixtures.ts'

const fileOf = (name: string, ...cases: readonly object[]) =>
  parseVectorFile(
    `some/where/${name}`,
    JSON.stringify({ vectors: cases.map((one, index) => ({ id: `case-${index}`, tolerance: 0, ...one })) }),
  )

describe('checkAll', () => {
  const echo: Adapter = { file: 'a.json', formula: 'echo', run: (inputs) => inputs }
  const refusing: Adapter = {
    file: 'a.json',
    formula: 'refuses',
    run: () => {
      throw new CaseShapeError('x', 1, 'a text')
    },
  }
  const result = checkAll(
    [
      fileOf(
        'a.json',
        { formula: 'echo', inputs: { x: 1 }, expected: { x: 1 } },
        { formula: 'echo', inputs: { x: 1 }, expected: { x: 2 } },
        { formula: 'echo', inputs: { x: 1 }, expected: { x: 1, y: 1 } },
        { formula: 'refuses', inputs: {}, expected: { x: 1 } },
        { formula: 'other', inputs: {}, expected: { x: 1 } },
        { formula: 'other', inputs: {}, expected: { x: 1 } },
      ),
      fileOf('b.json', { formula: 'echo', inputs: { x: 1 }, expected: { x: 1 } }),
    ],
    [echo, refusing],
  )
  test('counts what passed, failed and was unknown', () =>
    assert.deepEqual([result.passed, result.failed, result.skipped], [1, 3, 3]))
  test('a failure says what was expected and what came', () =>
    assert.deepEqual(
      result.failures.map(({ id, mismatches }) => [
        id,
        ...mismatches.map(({ expected, got }) => `${expected} / ${got}`),
      ]),
      [
        ['case-1', '2 / 1'],
        ['case-2', '1 / nothing'],
        ['case-3', 'x / CaseShapeError: input x = 1 is refused; allowed: a text'],
      ],
    ))
  test('a formula is known by its file as well, and unknown ones are counted', () =>
    assert.deepEqual(result.unknown, [
      { file: 'some/where/a.json', formula: 'other', cases: 2 },
      { file: 'some/where/b.json', formula: 'echo', cases: 1 },
    ]))
})

describe('exactOf', () => {
  const rows = [
    [0.705, 3, 705n],
    [1e-7, 18, 100_000_000_000n],
    ['0.1', 1, 1n],
    [500, 0, 500n],
  ] as const
  for (const [value, decimals, exact] of rows)
    test(`${value} at ${decimals} decimals`, () => assert.equal(exactOf('x', value, decimals), exact))
  for (const value of [Number.NaN, 1e300, 'x', null, 0.5])
    test(`${String(value)} is refused as a whole number`, () =>
      assert.throws(() => exactOf('x', value, 0), CaseShapeError))
})

const atTheMoney = { S: 100, K: 100, r: 0, q: 0, type: 'call' }
const still = { v0: 0.04, kappa: 2, theta: 0.04, sigma: 0, rho: -0.5 }
const noJumps = { jump_intensity: 0, jump_log_mean: -0.1, jump_log_std: 0.2 }
const noExponentialJumps = { jump_intensity: 0, p_up: 0.4, eta_up: 10, eta_down: 5 }

/** Numbers by hand, one row for each adapter and branch; published ones are read by `ebb conformance`. */
const rows = [
  // 400 + f·x …: (0.03 - 0.0005)·x = 0.03·20,000 - 400 = 200
  [
    'partial_close_sizing.json',
    'closeNotional',
    { equity: 400, notional: 20_000, target_ratio: 0.03, fee: 0.01, impact: 'none', impact_param: 0 },
    { close_notional: 10_000 },
  ],
  [
    'partial_close_sizing.json',
    'closeNotional',
    { equity: 600, notional: 20_000, target_ratio: 0.03, fee: 0.01, impact: 'none', impact_param: 0 },
    { close_notional: 0 },
  ],
  [
    'partial_close_sizing.json',
    'closeNotional',
    { equity: 400, notional: 20_000, target_ratio: 0.03, fee: 0.03, impact: 'sqrt', impact_param: 1 },
    { verdict: 'infeasible' },
  ],
  // 10 + 2·50 = 110 with the first one at its cap of 1/10
  [
    'venue-docs-and-adl.json',
    'cappedProRata',
    { endowments: [100, 200], caps: ['0.1', '1'], budget: 110 },
    {
      haircuts: [
        { num: 1, den: 10 },
        { num: 1, den: 2 },
      ],
    },
  ],
  [
    'venue-docs-and-adl.json',
    'cappedProRata',
    { endowments: [100], caps: ['0.5'], budget: 51 },
    { verdict: 'infeasible' },
  ],
  ['venue-docs-and-adl.json', 'proRataHaircut', { deficit: 1, winnerEndowment: 8 }, { haircut: 0.125 }],
  // weights 1·2·2 = 4 and 1·1·1 = 1; squared leverage 8 and 1; beyond 1: 2 and 0
  [
    'venue-docs-and-adl.json',
    'rapShares',
    { equityShares: [1, 1], leverages: [2, 1], risk: 'linear' },
    { haircutShares: [0.8, 0.2] },
  ],
  [
    'venue-docs-and-adl.json',
    'rapShares',
    { equityShares: [1, 1], leverages: [2, 0], risk: 'power 2' },
    { haircutShares: [1, 0] },
  ],
  [
    'venue-docs-and-adl.json',
    'rapShares',
    { equityShares: [1, 1], leverages: [2, 1], risk: 'cvar 1' },
    { haircutShares: [1, 0] },
  ],
  // long 2 at 100 with 50: bankrupt at 75; at 90 equity 30; the short earns 2 · 25
  [
    'venue-docs-and-adl.json',
    'bankruptcyPriceSingle',
    { side: 'long', size: 2, entry: 100, collateral: 50, markNow: 90 },
    { bankruptcyPrice: 75, equityAtMark: 30, counterpartyProfit: 50 },
  ],
  [
    'venue-docs-and-adl.json',
    'tierStepDown',
    { positionContracts: 900, targetTierMax: 250 },
    { contractsToClose: 650 },
  ],
  // without jumps and with a variance that stands still: 100·(2·N(0.1) − 1)
  ['heston.json', 'hestonPublished', { ...atTheMoney, ...still, T: 1 }, { price: 7.965567455405804 }],
  ['heston.json', 'hestonGrid', { ...atTheMoney, ...still, days: 365 }, { price: 7.965567455405804 }],
  ['bates.json', 'batesPrice', { ...atTheMoney, ...still, ...noJumps, days: 365 }, { price: 7.965567455405804 }],
  [
    'merton_jump_diffusion.json',
    'mertonPublished',
    { ...atTheMoney, T: 1, total_vol: 0.2, jump_fraction_gamma: 0, jump_intensity: 5 },
    { price: 7.965567455405804 },
  ],
  [
    'merton_jump_diffusion.json',
    'mertonGrid',
    { ...atTheMoney, ...noJumps, days: 365, vol: 0.2 },
    { price: 7.965567455405804 },
  ],
  [
    'kou_jump_diffusion.json',
    'kouPublished',
    { ...atTheMoney, ...noExponentialJumps, T: 1, vol: 0.2 },
    { price: 7.965567455405804 },
  ],
  [
    'kou_jump_diffusion.json',
    'kouGrid',
    { ...atTheMoney, ...noExponentialJumps, days: 365, vol: 0.2 },
    { price: 7.965567455405804 },
  ],
] as const

/** Sums in floats are right to a few units in the last place, prices by transforms to 1e-11 of 100; everything else is exact. */
const toleranceOf = (formula: string): unknown => {
  if (/^(?:heston|bates|merton|kou)/.test(formula)) return { abs: 1e-11 }
  return formula === 'closeNotional' ? { rel: 1e-12 } : 0
}

describe('adapters', () => {
  const others = [...modelRows, ...deriveRows, ...mangoRows, ...venueRows, ...synthetixRows, ...dydxRows, ...driftRows]
  for (const [file, formula, inputs, expected] of rows)
    test(`${formula} ${JSON.stringify(expected)}`, () => {
      const result = checkAll([fileOf(file, { formula, inputs, expected, tolerance: toleranceOf(formula) })], adapters)
      assert.deepEqual(result.failures, [])
      assert.equal(result.passed, 1)
    })
  for (const [file, formula, inputs, expected, tolerance] of others)
    test(`${formula} of ${file}`, () => {
      const result = checkAll([fileOf(file, { formula, inputs, expected, tolerance })], adapters)
      assert.deepEqual(result.failures, [])
      assert.equal(result.passed, 1)
    })
  test('every adapter has a row, but for the fit of GARCH, which no hand works out', () =>
    assert.deepEqual(
      adapters
        .map(({ formula }) => formula)
        .filter((formula) => ![...rows, ...others].some((row) => row[1] === formula)),
      ['garchFit'],
    ))
})
