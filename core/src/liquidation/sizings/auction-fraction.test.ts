import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ratio } from '../../units/index.ts'
import { allProRata } from '../directions/all-pro-rata.ts'
import { atMark, holder, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import type { LiquidationView, Parameters, Sized } from '../types.ts'
import { auctionFraction } from './auction-fraction.ts'

const terms: Parameters = { start: '0.95', cutoff: '0.7', fastSeconds: 900, slowSeconds: 43_200, buffer: '0.15' }

/** 100 BTC lots: notional 50 000, requirement 1 000, with its buffer 1 150. */
const withCash = (cash: string, seconds = 0, reserved = '0'): LiquidationView =>
  viewOf({
    account: holder(cash, [atMark('BTC-PERP', 100n)]),
    time: seconds * 1000,
    episode: { ...startMemory(0), reserved: usdc(reserved) },
  })

const sized = (view: LiquidationView, parameters: Parameters = terms): Sized =>
  auctionFraction.create(parameters)(view, allProRata.create({})(view), ratio(0n))

describe('auctionFraction', () => {
  // f = 350 / (350 + 800 · d); 32 lots leave 787.2 against 782, 31 leave 787.6 against 793.5
  const rows = [
    ['at the first price', withCash('800'), 32n],
    ['at the end of the fast phase: 350 / 910', withCash('800', 900), 39n],
    ['for nothing: 350 / 350', withCash('800', 44_100), 100n],
    ['with 100 paid in before: 350 / 1 115', withCash('800', 0, '100'), 32n],
    ['with 700 paid in before and nothing bid: 350 / 1 050', withCash('800', 44_100, '700'), 34n],
    ['with its buffer', withCash('1150'), 0n],
    ['one atom under it', withCash('1149.999999'), 1n],
    ['without equity', withCash('0'), 100n],
  ] as const
  for (const [what, view, step] of rows) test(`${what}: ${step} lots`, () => assert.equal(sized(view).step, step))

  test('one buyer asks for no more than the most', () => {
    const { step, reachable, facts } = sized(withCash('800'), { ...terms, most: '0.1' })
    assert.deepEqual([step, reachable, facts['maxProportion']], [10n, false, '0.315315315315315316'])
  })
  test('lots that round down are made up for', () => {
    // 1 015 · 1.15 with 812: 32 lots and no SOL leave 799.008 against 799.25, 33 leave 798.602 against 787.75
    const view = viewOf({ account: holder('812', [atMark('BTC-PERP', 100n), atMark('SOL-PERP', 3n)]) })
    assert.equal(sized(view).step, 33n)
  })

  const refused: readonly (readonly [string, Parameters, string])[] = [
    ['an auction that cannot fall', { ...terms, cutoff: '0.95' }, 'cutoff 0.95 < start 0.95 is required'],
    ['more than the value', { ...terms, start: '1.01' }, 'above 0 and at most 1'],
    ['a buyer of nothing', { ...terms, most: '0' }, 'above 0 and at most 1'],
    ['a buffer of five requirements', { ...terms, buffer: '5' }, 'at most 4'],
  ]
  for (const [what, parameters, allowed] of refused)
    test(`refuses ${what}`, () => assert.equal(auctionFraction.check(parameters)[0]?.allowed, allowed))
})
