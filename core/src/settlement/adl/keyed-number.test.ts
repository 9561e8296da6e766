import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { keyedNumber } from './keyed-number.ts'

describe('keyedNumber', () => {
  test('is one number of 64 bits for one text and counter, and another for another', () => {
    const seen = new Set<bigint>()
    for (let at = 0; at < 500; at += 1)
      for (const counter of [0, 1]) seen.add(keyedNumber(`BTC-PERP|${at}|a:1:0`, counter))
    assert.equal(seen.size, 1_000)
    assert.equal(keyedNumber('one', 0), keyedNumber('one', 0))
    for (const number of seen) assert.ok(number >= 0n && number < 2n ** 64n)
  })
  test('every bit is set about half of the time', () => {
    // 2 000 draws, standard deviation √500 = 22.4; five of them
    const counts = Array.from({ length: 64 }, () => 0)
    for (let at = 0; at < 2_000; at += 1) {
      const number = keyedNumber(String(at), 0)
      for (let bit = 0; bit < 64; bit += 1) counts[bit] = (counts[bit] ?? 0) + Number((number >> BigInt(bit)) & 1n)
    }
    for (const count of counts) assert.ok(Math.abs(count - 1_000) < 112, String(count))
  })
  test('every remainder by seven comes about as often', () => {
    const counts = Array.from({ length: 7 }, () => 0)
    for (let at = 0; at < 2_100; at += 1) {
      const rest = Number(keyedNumber(`${at}`, 1) % 7n)
      counts[rest] = (counts[rest] ?? 0) + 1
    }
    for (const count of counts) assert.ok(Math.abs(count - 300) < 80, String(count)) // √(2100 · 6/49) = 16
  })
})
