import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { allocate, candidate } from './fixtures.ts'
import { profitLeverage } from './profit-leverage.ts'
import type { AdlCandidate } from '../types.ts'

const queueOf = (candidates: readonly AdlCandidate[]): readonly string[] =>
  allocate(profitLeverage, 1_000_000n, candidates).map((allocation) => allocation.account)

// profit/entry · notional/equity for winners, profit/entry · equity/notional for losers
const winnerAtLeverage5 = candidate('a', { size: 3n, profit: 100n, equity: 200n }) // 0.1 · 5 = 0.5
const winnerAtLeverage1 = candidate('b', { size: 3n, profit: 400n }) // 0.4 · 1 = 0.4
const flat = candidate('c', { size: 3n, profit: 0n })
const loserAtLeverage10 = candidate('d', { size: 3n, profit: -200n, equity: 100n }) // -0.2 / 10 = -0.02
const loserAtLeverage1 = candidate('e', { size: 3n, profit: -100n }) // -0.1 / 1 = -0.1

describe('profit-leverage', () => {
  test('winners by profit ratio times leverage, then the flat, then losers by loss ratio over leverage', () => {
    const queue = [loserAtLeverage1, flat, winnerAtLeverage1, loserAtLeverage10, winnerAtLeverage5]
    assert.deepEqual(queueOf(queue), ['a', 'b', 'c', 'd', 'e'])
  })
  test('whole positions close, only the last one asked in part', () => {
    assert.deepEqual(allocate(profitLeverage, 5n, [winnerAtLeverage1, winnerAtLeverage5]), [
      { account: 'a', size: 3n },
      { account: 'b', size: 2n },
    ])
  })
  test('equal ranks go by account id: 0.2 · 2 is 0.4 · 1', () => {
    const twin = candidate('0', { size: 1n, profit: 200n, equity: 500n })
    assert.deepEqual(queueOf([winnerAtLeverage1, twin]), ['0', 'b'])
  })
  test('a winner without equity is leveraged without bound', () => {
    const bankrupt = candidate('z', { size: 1n, profit: 1n, equity: -50n }) // 0.001 · 1000
    assert.deepEqual(queueOf([winnerAtLeverage5, bankrupt]), ['z', 'a'])
  })
  test('ranks that differ by one part in 10^36 are told apart', () => {
    const big = 10n ** 18n
    const less = candidate('a', { size: 1n, profit: big, entry: big + 1n, notional: big, equity: big })
    const more = candidate('b', { size: 1n, profit: big + 1n, entry: big + 2n, notional: big, equity: big })
    assert.deepEqual(queueOf([less, more]), ['b', 'a'])
  })
  test('a last candidate waits for everybody, however well paid', () => {
    const rest = candidate('r', { size: 9n, profit: 10n ** 9n, last: true })
    assert.deepEqual(queueOf([rest, loserAtLeverage1]), ['e', 'r'])
  })
})
