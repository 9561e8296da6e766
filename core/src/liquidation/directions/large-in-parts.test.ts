import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { largeInParts } from './large-in-parts.ts'

const direction = largeInParts.create({ notional: '100000', share: '0.2' })
const all = (positions: readonly (readonly [string, bigint])[], inFlight: Readonly<Record<string, bigint>> = {}) => {
  const account = holder(
    '1000',
    positions.map(([instrument, size]) => atMark(instrument, size)),
  )
  const path = direction(viewOf({ account, inFlight }))
  return shown(path.at(path.steps))
}

// BTC lots of 500, ETH lots of 250
describe('largeInParts', () => {
  for (const [what, positions, legs] of [
    ['100 000 is not large', [['BTC-PERP', 200n]], ['BTC-PERP -200']],
    ['a fifth of what is above, rounded up', [['BTC-PERP', 201n]], ['BTC-PERP -41']],
    ['shorts too', [['BTC-PERP', -400n]], ['BTC-PERP 80']],
    [
      'each by its own size',
      [
        ['BTC-PERP', 400n],
        ['ETH-PERP', -300n],
      ],
      ['BTC-PERP -80', 'ETH-PERP 300'],
    ],
  ] as const)
    test(`${what}: ${legs.join(', ')}`, () => assert.deepEqual(all(positions), legs))
  test('no more than is not in flight', () => {
    assert.deepEqual(all([['BTC-PERP', 400n]], { 'BTC-PERP': -350n }), ['BTC-PERP -50'])
  })
  test('refuses a share of nothing', () => assert.equal(largeInParts.check({ notional: '1', share: '0' }).length, 1))
})
