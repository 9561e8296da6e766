import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atMark, book, draft, holder, leg, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import type { LiquidationView, Parameters } from '../types.ts'
import { dutchPhases } from './dutch-phases.ts'

const terms: Parameters = { start: '0.95', cutoff: '0.7', fastSeconds: 900, slowSeconds: 43_200 }

/** 100 BTC lots worth 500 each with 800 of equity; whoever sells a lot loses 0.5 to the book. */
const after = (seconds: number, reserved = '0'): LiquidationView =>
  viewOf({
    account: holder('800', [atMark('BTC-PERP', 100n)]),
    time: seconds * 1000,
    books: [book('BTC-PERP', [[49_950n, 1_000n]], [])],
    episode: { ...startMemory(0), reserved: usdc(reserved) },
  })

const limited = (view: LiquidationView, parameters: Parameters = terms) =>
  dutchPhases.create(parameters)(view, draft(leg('BTC-PERP', -32n)))

describe('dutchPhases', () => {
  // 32 % of 800: 256, at 0.95 and 0.7; of 800 - 300: 160
  const rows = [
    [0, '0', '12.8', '243.2'],
    [900, '0', '76.8', '179.2'],
    [44_100, '0', '256', '0'],
    [900, '300', '48', '112'],
  ] as const
  for (const [seconds, reserved, discount, paidIn] of rows)
    test(`after ${seconds} s with ${reserved} paid in: discount ${discount}, ${paidIn} paid in`, () => {
      const slice = limited(after(seconds, reserved))
      assert.deepEqual([slice.discount, slice.reserves, slice.legs.length], [usdc(discount), usdc(paidIn), 1])
    })

  // unwinding 32 lots costs 16, a margin of 0.1 % another 16; the discount is 12.8 at first and 32.71 after 280 s
  const bidders = [
    [0, '0', 0],
    [150, '0', 1],
    [150, '0.001', 0],
    [280, '0.001', 1],
  ] as const
  for (const [seconds, bidderMargin, legs] of bidders)
    test(`a bidder with a margin of ${bidderMargin} takes ${legs} legs after ${seconds} s`, () => {
      const slice = limited(after(seconds), { ...terms, bidderMargin })
      assert.equal(slice.legs.length, legs)
      assert.equal(slice.reasons.at(-1)?.bound, legs === 0)
    })

  test('refuses an auction that cannot fall', () =>
    assert.match(
      dutchPhases.check({ ...terms, start: '0.6' })[0]?.allowed ?? '',
      /^cutoff 0.7 < start 0.6 is required$/u,
    ))
})
