import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { person } from '../fixtures.ts'
import { holeOf, deepBook, play, TRADER_PRESETS, wealthOf, type Moment } from './attackers.fixtures.ts'

/** 48 BTC, worth 2,880,000: the tier of 2.5 % begins at 1,000,000, so whole they require 57,000 and in three accounts 28,800. */
const EQUITY = 43_200

/** The price falls to where only the whole account is weak, stays for ninety seconds and comes back. */
const moments: readonly Moment[] = ['63000', '60000', '60000', '60000', '63000'].map((btc, turn) => {
  return { after: turn * 31_000, btc, ...deepBook(btc) }
})

const wealthIn = (policy: string, parts: number): bigint => {
  const ids = Array.from({ length: parts }, (_, at) => `part-${at}`)
  const terms = { cash: String(EQUITY / parts), btc: { size: String(48 / parts), entry: '60000' } }
  const people = ids.map((id) => ({ ...person({ id, ...terms }), owner: 'splitter' }))
  return wealthOf(play(policy, people, moments), ids)
}

describe('one position in three accounts of one owner, each within the lowest tier', () => {
  for (const policy of TRADER_PRESETS)
    test(`${policy}: what the owner keeps more than with all in one account`, () =>
      assert.equal(...holeOf('splitting', policy, wealthIn(policy, 3) - wealthIn(policy, 1))))
})
