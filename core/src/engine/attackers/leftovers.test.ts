import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { person } from '../fixtures.ts'
import { holeOf, deepBook, heldBy, play, TRADER_PRESETS, type Moment, type Played } from './attackers.fixtures.ts'

const LOOKS = [1, 2, 31, 62, 93, 154, 4_000, 50_000]

interface Weak {
  readonly cash: string
  readonly btc: string
  /** One lot of ETH short, of which nobody sells any. */
  readonly withLeftover: boolean
  readonly mark: string
}

const playWeak = (policy: string, { cash, btc, withLeftover, mark }: Weak): Played => {
  const eth = withLeftover ? { eth: { size: '-0.001', entry: '3000' } } : {}
  const weak = person({ id: 'weak', cash, btc: { size: btc, entry: '60000' }, ...eth })
  const moments = LOOKS.map((sec): Moment => ({ after: sec * 1_000, btc: mark, ...deepBook(mark) }))
  return play(policy, [weak], [{ after: 0, btc: '63000' }, ...moments])
}

describe('one-unit leftovers', () => {
  for (const policy of TRADER_PRESETS)
    test(`${policy}: one lot short in a market without asks keeps nothing else from being closed`, () => {
      const terms = { cash: '2700', btc: '5', mark: '60000' }
      const held = (withLeftover: boolean) => heldBy(playWeak(policy, { ...terms, withLeftover }), 'weak', 'BTC-PERP')
      assert.equal(...holeOf('leftovers', policy, (held(true) - held(false)) * 6_000_000n))
    })

  for (const policy of TRADER_PRESETS)
    test(`${policy}: a bankrupt account of one lot does not stay open for ever`, () => {
      const played = playWeak(policy, { cash: '0.054', btc: '0.0001', withLeftover: false, mark: '59000' })
      assert.equal(heldBy(played, 'weak', 'BTC-PERP'), 0n)
    })
})
