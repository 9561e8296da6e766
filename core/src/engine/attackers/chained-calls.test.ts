import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { person } from '../fixtures.ts'
import { holeOf, deepBook, heldBy, play, TRADER_PRESETS, type Moment } from './attackers.fixtures.ts'

const MARK = '60000'

/** Lots left of 5 BTC after so many calls in one moment; what traded counts with the first. */
const heldAfter = (policy: string, cash: string, calls: number): bigint => {
  const weak = person({ id: 'weak', cash, btc: { size: '5', entry: MARK } })
  const moments = Array.from({ length: calls }, (_, call): Moment => {
    return { after: 1_000, btc: MARK, volume: call === 0 ? '1000' : '0', ...deepBook(MARK) }
  })
  return heldBy(play(policy, [weak], [{ after: 0, btc: '63000' }, ...moments]), 'weak', 'BTC-PERP')
}

describe('the venue called ten times in one moment', () => {
  for (const policy of TRADER_PRESETS)
    for (const cash of ['2700', '1500'])
      test(`${policy}: closes no more of ${cash} against 3,000 than called once`, () =>
        assert.equal(
          ...holeOf('chained-calls', policy, (heldAfter(policy, cash, 1) - heldAfter(policy, cash, 10)) * 6_000_000n),
        ))
})
