import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { allProRata } from '../directions/all-pro-rata.ts'
import { largestPosition } from '../directions/largest-position.ts'
import { atMark, holder, shown, viewOf } from '../fixtures.ts'
import { tierStep } from './tier-step.ts'

// BTC lots of 500: tiers from 100 000 (200 lots) and from 500 000 (1 000 lots).
const rows = [
  [1_200n, ['BTC-PERP -200']],
  [-1_200n, ['BTC-PERP 200']],
  [1_001n, ['BTC-PERP -1']],
  [1_000n, ['BTC-PERP -800']], // at the floor it stands in the tier below, so the step goes to the next floor
  [201n, ['BTC-PERP -1']],
  [200n, ['BTC-PERP -200']], // lowest tier: everything
  [3n, ['BTC-PERP -3']],
] as const

describe('tierStep', () => {
  for (const [size, slice] of rows)
    test(`${size} lots: ${slice.join(' ')}`, () => {
      const view = viewOf({ account: holder('1', [atMark('BTC-PERP', size)]) })
      const path = largestPosition.create({ by: 'notional' })(view)
      const sized = tierStep.create({})(view, path, ratio(0n))
      assert.deepEqual(shown(path.at(sized.step)), slice)
      assert.equal(sized.reachable, true)
    })
  for (const [size, tiers, slice] of [
    [1_200n, 2, ['BTC-PERP -1000']], // from the third tier to the top of the lowest
    [1_200n, 9, ['BTC-PERP -1000']], // there is no further down
    [201n, 2, ['BTC-PERP -1']],
    [200n, 2, ['BTC-PERP -200']],
  ] as const)
    test(`${size} lots, ${tiers} tiers down: ${slice.join(' ')}`, () => {
      const view = viewOf({ account: holder('1', [atMark('BTC-PERP', size)]) })
      const path = largestPosition.create({ by: 'notional' })(view)
      assert.deepEqual(shown(path.at(tierStep.create({ tiers })(view, path, ratio(0n)).step)), slice)
    })
  test('on a path over several markets it steps the largest leg down', () => {
    const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 400n), atMark('ETH-PERP', 100n)]) })
    const path = allProRata.create({})(view)
    const sized = tierStep.create({})(view, path, ratio(0n))
    assert.deepEqual(shown(path.at(sized.step)), ['BTC-PERP -200', 'ETH-PERP -50'])
  })
  test('says so when what is in flight leaves too little to reach the floor', () => {
    const view = viewOf({ account: holder('1', [atMark('BTC-PERP', 1_200n)]), inFlight: { 'BTC-PERP': -1_100n } })
    const path = largestPosition.create({ by: 'notional' })(view)
    const sized = tierStep.create({})(view, path, ratio(0n))
    assert.deepEqual([sized.step, sized.reachable], [100n, false])
  })
})
