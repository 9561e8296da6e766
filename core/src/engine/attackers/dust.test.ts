import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, greatest } from '../../units/index.ts'
import { person } from '../fixtures.ts'
import { holeOf, deepBook, heldBy, play, sale, TRADER_PRESETS, type Asked, type Moment } from './attackers.fixtures.ts'

const MARK = '60000'
/** Seconds at which the venue looks at an account with 2,700 against 3,000; past every cooldown of a minute. */
const LOOKS = [1, 2, 6, 11, 16, 21, 26, 31, 36, 41, 46, 51, 56, 61, 66]

const deposit: Asked = { kind: 'deposit', account: 'weak', asset: 'USDC', atoms: atoms(1n) }

/** Lots left after the first `looks`, when dust is sent before every one. */
const heldAfter = (policy: string, looks: number, dust: (turn: number) => readonly Asked[]): bigint => {
  const weak = person({ id: 'weak', cash: '2700', btc: { size: '5', entry: MARK } })
  const moments = LOOKS.slice(0, looks).map((sec, turn): Moment => {
    return { after: sec * 1_000, btc: MARK, asked: dust(turn), ...deepBook(MARK) }
  })
  return heldBy(play(policy, [weak], [{ after: 0, btc: '63000' }, ...moments]), 'weak', 'BTC-PERP')
}

/** Value at the mark of what dust kept from being closed, at the better of two moments. */
const keptBy = (policy: string, dust: (turn: number) => readonly Asked[]): bigint => {
  const [early, late] = [6, 15].map((looks) => heldAfter(policy, looks, dust) - heldAfter(policy, looks, () => []))
  return greatest(early ?? 0n, late ?? 0n) * 6_000_000n
}

describe('dust before every look', () => {
  for (const policy of TRADER_PRESETS)
    test(`${policy}: an atom paid in restarts no cooldown, ramp or grace`, () =>
      assert.equal(
        ...holeOf(
          'dust',
          policy,
          keptBy(policy, () => [deposit]),
        ),
      ))

  for (const policy of TRADER_PRESETS)
    test(`${policy}: nor does the sale of one lot`, () => {
      const dust = (turn: number) => [sale('weak', { id: `dust-${turn}`, size: '0.0001', mark: MARK })]
      assert.equal(...holeOf('dust', policy, keptBy(policy, dust)))
    })
})
