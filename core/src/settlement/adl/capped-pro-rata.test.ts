import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { parseDecimal } from '../../units/index.ts'
import type { Fraction } from '../../instruments/index.ts'
import { cappedProRata, CappedProRataError, rapShares, RapError, type LeverageRisk } from './index.ts'

const fraction = (text: string): Fraction => ({ numerator: parseDecimal(text, 18), denominator: 10n ** 18n })

describe('cappedProRata', () => {
  test('without a binding cap everyone gives the same share', () =>
    assert.deepEqual(
      cappedProRata({ endowments: [100n, 300n, 600n], caps: ['1', '1', '1'].map(fraction), budget: 100n }),
      { kind: 'haircuts', haircuts: Array.from({ length: 3 }, () => ({ numerator: 1n, denominator: 10n })) },
    ))
  // 600 gives 5 % = 30, 70 over 400 is 7/40.
  test('what a capped one cannot give the others give', () =>
    assert.deepEqual(
      cappedProRata({ endowments: [100n, 300n, 600n], caps: ['1', '1', '0.05'].map(fraction), budget: 100n }),
      {
        kind: 'haircuts',
        haircuts: [
          { numerator: 7n, denominator: 40n },
          { numerator: 7n, denominator: 40n },
          { numerator: 1n, denominator: 20n },
        ],
      },
    ))
  // 10 + 60 + 300 = 370
  test('a budget of all caps is met exactly, one more is infeasible', () => {
    const request = { endowments: [100n, 300n, 600n], caps: ['0.1', '0.2', '0.5'].map(fraction) }
    assert.deepEqual(cappedProRata({ ...request, budget: 370n }), {
      kind: 'haircuts',
      haircuts: [
        { numerator: 1n, denominator: 10n },
        { numerator: 1n, denominator: 5n },
        { numerator: 1n, denominator: 2n },
      ],
    })
    assert.deepEqual(cappedProRata({ ...request, budget: 371n }), { kind: 'infeasible' })
  })
  test('no budget, no haircut; lists that do not pair up are refused', () => {
    assert.deepEqual(cappedProRata({ endowments: [5n], caps: [fraction('1')], budget: 0n }), {
      kind: 'haircuts',
      haircuts: [{ numerator: 0n, denominator: 1n }],
    })
    assert.throws(() => cappedProRata({ endowments: [5n], caps: [], budget: 0n }), CappedProRataError)
  })
  test('it raises the budget exactly with one level for all who are not capped', () => {
    const account = fc.record({
      endowment: fc.bigInt({ min: 0n, max: 1000n }),
      cap: fc.record({ numerator: fc.bigInt({ min: 0n, max: 9n }), denominator: fc.bigInt({ min: 1n, max: 9n }) }),
    })
    fc.assert(
      fc.property(fc.array(account, { maxLength: 8 }), fc.bigInt({ min: 0n, max: 3000n }), (list, budget) => {
        const endowments = list.map((one) => one.endowment)
        const caps = list.map((one) => one.cap)
        const common = 2520n // lowest common multiple of 1 to 9
        const most = list.reduce(
          (sum, { endowment, cap }) => sum + (endowment * cap.numerator * common) / cap.denominator,
          0n,
        )
        const result = cappedProRata({ endowments, caps, budget })
        if (result.kind === 'infeasible') return assert.ok(budget * common > most)
        let [numerator, denominator] = [0n, 1n]
        for (const [at, haircut] of result.haircuts.entries()) {
          numerator = numerator * haircut.denominator + (endowments[at] ?? 0n) * haircut.numerator * denominator
          denominator *= haircut.denominator
        }
        assert.equal(numerator, budget * denominator)
      }),
    )
  })
})

describe('rapShares', () => {
  test('published example: linear risk weights equity share by leverage squared', () => {
    const shares = rapShares({
      equityShares: [0.163, 0.728, 0.109],
      leverages: [1.031, 0.925, 1.548],
      risk: { kind: 'linear' },
    })
    for (const [at, expected] of [0.164, 0.589, 0.246].entries())
      assert.ok(Math.abs((shares[at] ?? Number.NaN) - expected) <= 0.002)
  })
  test('power 1 is linear, and below the threshold cvar asks nobody', () => {
    const request = { equityShares: [0.5, 0.5], leverages: [1, 3] }
    assert.deepEqual(rapShares({ ...request, risk: { kind: 'power', exponent: 1 } }), [0.1, 0.9])
    assert.deepEqual(rapShares({ ...request, risk: { kind: 'cvar', threshold: 1 } }), [0, 1])
  })
  const refused: readonly (readonly [string, number, LeverageRisk])[] = [
    ['NaN', Number.NaN, { kind: 'linear' }],
    ['a negative leverage', -1, { kind: 'linear' }],
    ['an exponent of one half', 1, { kind: 'power', exponent: 0.5 }],
    ['no weight at all', 1, { kind: 'cvar', threshold: 2 }],
  ]
  for (const [what, leverage, risk] of refused)
    test(`${what} is refused by name`, () =>
      assert.throws(() => rapShares({ equityShares: [1], leverages: [leverage], risk }), RapError))
  test('lists that do not pair up are refused', () =>
    assert.throws(() => rapShares({ equityShares: [1, 2], leverages: [1], risk: { kind: 'linear' } }), RapError))
})

interface Case {
  readonly id: string
  readonly formula: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
}

const folder = process.env['EBB_VECTORS'] ?? ''
const file = join(folder, 'perp', 'venue-docs-and-adl.json')
const isThere = folder !== '' && existsSync(file)
const cases: readonly Case[] = isThere
  ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Case[] }).vectors
  : []

describe('cappedProRata, published cases', { skip: isThere ? false : 'EBB_VECTORS names no folder with them' }, () => {
  for (const { id, inputs, expected } of cases.filter((one) => one.formula === 'cappedProRata'))
    test(id, () => {
      const scaled = (value: unknown): bigint => parseDecimal(String(value), 18)
      const result = cappedProRata({
        endowments: (inputs['endowments'] as readonly unknown[]).map(scaled),
        caps: (inputs['caps'] as readonly string[]).map(fraction),
        budget: scaled(inputs['budget']),
      })
      const got =
        result.kind === 'infeasible'
          ? { verdict: 'infeasible' }
          : { haircuts: result.haircuts.map((one) => ({ num: Number(one.numerator), den: Number(one.denominator) })) }
      assert.deepEqual(got, expected)
    })
})
