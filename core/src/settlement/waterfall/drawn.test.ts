import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms } from '../../units/index.ts'
import { drawn, leftAfter } from './index.ts'

describe('drawn', () => {
  const rows = [
    [100n, 150n, 1n, 100n],
    [100n, 101n, 1n, 100n],
    [100n, 100n, 1n, 99n], // one atom stays
    [100n, 1n, 1n, 0n],
    [100n, 0n, 1n, 0n],
    [100n, -5n, 0n, 0n], // a payer in debt pays nothing
    [0n, 50n, 0n, 0n],
  ] as const
  for (const [asked, has, keeps, paid] of rows)
    test(`asked for ${asked}, has ${has}, keeps ${keeps}: pays ${paid}`, () =>
      assert.equal(drawn(atoms(asked), { has: atoms(has), keeps: atoms(keeps) }), paid))
})

describe('leftAfter', () => {
  test('asks payers in turn, each for what the ones before left', () => {
    const fund = { has: atoms(61n), keeps: atoms(1n) }
    const pool = { has: atoms(30n), keeps: atoms(0n) }
    assert.equal(leftAfter(atoms(100n), [fund, pool]), 10n)
    assert.equal(leftAfter(atoms(80n), [fund, pool]), 0n)
    assert.equal(leftAfter(atoms(100n), []), 100n)
  })
})
