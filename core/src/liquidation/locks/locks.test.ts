import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms } from '../../units/index.ts'
import type { LockView } from '../types.ts'
import { afterShortfall } from './after-shortfall.ts'
import { insolventRequirement } from './insolvent-requirement.ts'

const view = (given: Partial<LockView>): LockView => ({
  time: 10_000,
  lastShortfall: null,
  insolventRequirement: atoms(0n),
  fundCash: atoms(0n),
  ...given,
})

describe('insolventRequirement', () => {
  const lock = insolventRequirement.create({})
  // [requirement of insolvent accounts, cash of the funds, locked]
  const rows = [
    [0n, 0n, false],
    [600n, 600n, false],
    [600n, 599n, true],
    [1n, -5n, true],
    [0n, -5n, false],
  ] as const
  for (const [required, cash, locked] of rows)
    test(`${required} against ${cash}: ${locked ? 'locked' : 'free'}`, () =>
      assert.equal(lock(view({ insolventRequirement: atoms(required), fundCash: atoms(cash) })).holds, locked))
})

describe('afterShortfall', () => {
  const lock = afterShortfall.create({ seconds: 5 })
  // [last shortfall, locked], now 10 s
  const rows = [
    [null, false],
    [5_000, false],
    [5_001, true],
    [10_000, true],
  ] as const
  for (const [lastShortfall, locked] of rows)
    test(`shortfall at ${lastShortfall} ms: ${locked ? 'locked' : 'free'}`, () =>
      assert.equal(lock(view({ lastShortfall })).holds, locked))
})
