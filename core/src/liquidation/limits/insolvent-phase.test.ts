import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atMark, book, draft, holder, leg, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { insolventPhase } from './insolvent-phase.ts'

/** 100 BTC lots with a requirement of 1 000; whoever sells a lot loses 0.5 to the book. */
const view = (cash: string, seconds: number) =>
  viewOf({
    account: holder(cash, [atMark('BTC-PERP', 100n)]),
    time: seconds * 1000,
    books: [book('BTC-PERP', [[49_950n, 1_000n]], [])],
    episode: startMemory(0),
  })

const discountOf = (cash: string, seconds: number, lots: bigint, bidderMargin?: string) => {
  const parameters = { seconds: 3_600, ...(bidderMargin === undefined ? {} : { bidderMargin }) }
  const slice = insolventPhase.create(parameters)(view(cash, seconds), draft(leg('BTC-PERP', -lots)))
  return slice.legs.length === 0 ? null : slice.discount
}

describe('insolventPhase', () => {
  // equity -100, margin -1 100: price -100, -600, -1 100
  const rows = [
    ['-100', 0, 100n, '0'],
    ['-100', 1_800, 100n, '500'],
    ['-100', 1_800, 25n, '125'],
    ['-100', 9_999, 100n, '1000'],
    ['100', 0, 100n, '100'], // the price starts at nothing, so that the value goes with it
    ['100', 1_800, 100n, '550'], // half of -900
  ] as const
  for (const [cash, seconds, lots, discount] of rows)
    test(`equity ${cash} after ${seconds} s, ${lots} lots: ${discount}`, () =>
      assert.equal(discountOf(cash, seconds, lots), usdc(discount)))

  test('a bidder waits until the discount pays for unwinding', () => {
    // 50 to unwind 100 lots: 1 000 · t / 3 600 ≥ 50 from 180 s on
    assert.equal(discountOf('-100', 179, 100n, '0'), null)
    assert.equal(discountOf('-100', 180, 100n, '0'), usdc('50'))
  })
})
