import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { CHAIN_START, hashChain, stateHash, type Sha256 } from './hash.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')

describe('stateHash', () => {
  // The published SHA-256 of the two bytes "{}" and of "abc" in quotes is what any tool prints for them.
  test('is SHA-256 of the canonical text', () => {
    assert.equal(stateHash(sha256, {}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a')
  })

  test('does not see the order of keys, and sees every atom', () => {
    assert.equal(stateHash(sha256, { a: 1n, b: 2n }), stateHash(sha256, { b: 2n, a: 1n }))
    assert.notEqual(stateHash(sha256, { a: 1n }), stateHash(sha256, { a: 2n }))
  })
})

describe('hashChain', () => {
  test('hashes the link before, a line feed and the line', () => {
    const seen: string[] = []
    const link = hashChain(
      (text) => {
        seen.push(String(text))
        return 'next'
      },
      CHAIN_START,
      '{}',
    )
    assert.deepEqual([link, seen], ['next', [`${'0'.repeat(64)}\n{}`]])
  })

  test('depends on every line before', () => {
    const chain = (lines: readonly string[]): string =>
      lines.reduce((link, line) => hashChain(sha256, link, line), CHAIN_START)
    assert.notEqual(chain(['a', 'b', 'c']), chain(['b', 'a', 'c']))
    assert.notEqual(chain(['a', 'b']), chain(['a', 'b', '']))
  })
})
