import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, draft, holder, leg, nothingNested, shown, usdc, viewOf } from '../fixtures.ts'
import { afterAction, afterClose, startMemory } from '../memory.ts'
import type { EpisodeMemory, Parameters } from '../types.ts'
import { blockBudget } from './block-budget.ts'

const BLOCK = { blockMs: 1_000 }
const slice = draft(leg('BTC-PERP', -10n), leg('ETH-PERP', 8n))
const account = holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -8n)])

const paced = (parameters: Parameters, episode: EpisodeMemory = startMemory(0), time = 5_500) => {
  const { draft: left, until } = blockBudget.create({ ...BLOCK, ...parameters }, nothingNested)(
    viewOf({ account, time, episode }),
    slice,
  )
  return [shown(left.legs).join(', '), until, left.reasons.at(-1)?.bound]
}

const closed = (instrument: string, notional: string, covered: string, time = 5_200): EpisodeMemory =>
  afterClose(afterAction(startMemory(0), time), {
    time,
    instrument,
    notional: usdc(notional),
    covered: usdc(covered),
  })

describe('blockBudget', () => {
  // 10 BTC lots are worth 5 000, 8 ETH lots 2 000.
  test('all of it within the limits', () =>
    assert.deepEqual(paced({ notional: '7000', beyond: 'drop' }), ['BTC-PERP -10, ETH-PERP 8', null, false]))
  test('all of it without limits', () =>
    assert.deepEqual(paced({ beyond: 'drop' }), ['BTC-PERP -10, ETH-PERP 8', null, false]))
  test('a leg beyond what is left is cut to whole lots', () => {
    assert.deepEqual(paced({ notional: '6999', beyond: 'cut' }), ['BTC-PERP -10, ETH-PERP 7', null, true])
    assert.deepEqual(paced({ notional: '1700', beyond: 'cut' }), ['BTC-PERP -3', null, true])
  })
  test('or dropped with all behind it', () => {
    assert.deepEqual(paced({ notional: '6999', beyond: 'drop' }), ['BTC-PERP -10', null, true])
    assert.deepEqual(paced({ notional: '4999', beyond: 'drop' }), ['', 6_000, true])
  })
  test('what was closed in the block counts, and its market is done', () => {
    const before = closed('SOL-PERP', '6000', '0')
    assert.deepEqual(paced({ notional: '7000', beyond: 'cut' }, before), ['BTC-PERP -2', null, true])
    const same = closed('BTC-PERP', '500', '0')
    assert.deepEqual(paced({ notional: '7000', beyond: 'cut' }, same), ['ETH-PERP 8', null, true])
  })
  test('the next block begins anew', () =>
    assert.deepEqual(paced({ notional: '7000', beyond: 'cut' }, closed('BTC-PERP', '7000', '0'), 6_000), [
      'BTC-PERP -10, ETH-PERP 8',
      null,
      false,
    ]))
  test('with catchUp it allows what the blocks since the last action left, up to a number', () => {
    const before = afterAction(startMemory(0), 2_400)
    assert.deepEqual(paced({ notional: '1000', beyond: 'cut' }, before), ['BTC-PERP -2', null, true])
    assert.deepEqual(paced({ notional: '1000', beyond: 'cut', catchUp: 2 }, before), ['BTC-PERP -4', null, true])
    assert.deepEqual(paced({ notional: '1000', beyond: 'cut', catchUp: 9 }, before), ['BTC-PERP -6', null, true])
  })
  test('a loss beyond its limit stops the block, one at it does not', () => {
    const at = (covered: string) => paced({ loss: '10', beyond: 'cut' }, closed('SOL-PERP', '1', covered))
    assert.deepEqual(at('10.000001'), ['', 6_000, true])
    assert.deepEqual(at('10'), ['BTC-PERP -10, ETH-PERP 8', null, false])
  })
  test('an order that found nothing is not repeated in its block', () => {
    const vain = afterAction(startMemory(0), 5_200)
    assert.deepEqual(paced({ beyond: 'cut' }, vain), ['', 6_000, true])
    assert.deepEqual(paced({ beyond: 'cut' }, vain, 6_000), ['BTC-PERP -10, ETH-PERP 8', null, false])
  })
})
