import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Ranking } from '@ebbline/lab'
import { rankingLines } from './ranking.ts'

const ranking = (metric: string, ...groups: Ranking['groups']): Ranking => ({ metric, tape: null, groups })
const one = (...policies: readonly string[]): Ranking['groups'][number] => ({ policies, ties: false })

describe('rankingLines', () => {
  const lines = rankingLines(
    [
      ranking('badDebt', one('soft'), one('a', 'b')),
      ranking('equityPreserved', one('a'), { policies: ['b', 'soft'], ties: true }),
      ranking('socialised', { policies: ['a', 'b', 'soft'], ties: true }),
      ranking('slippageBps', one('a', 'b', 'soft')),
      ranking('unnecessaryRate'),
    ],
    { under: 'both bounds', width: 80 },
  )
  test('writes each order with its gaps, in the order of the tables', () =>
    assert.deepEqual(lines.slice(1, 3), ['  bad debt     soft > a ~ b', '  equity kept  a > b = soft']))
  test('says under what it holds', () => assert.match(lines[0] ?? '', /^Order that holds under both bounds /))
  test('names what is equal, and what is open or not measured, once each', () =>
    assert.deepEqual(lines.slice(3), [
      '  Equal for all policies: socialised.',
      '  No order holds: unnecessary, slippage.',
    ]))
})
