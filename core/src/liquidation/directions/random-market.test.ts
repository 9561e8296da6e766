import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, shown, usdc, viewOf } from '../fixtures.ts'
import { afterClose, startMemory } from '../memory.ts'
import type { EpisodeMemory } from '../types.ts'
import { randomMarket } from './random-market.ts'

const positions = [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -8n), atMark('SOL-PERP', 5n)]
const direction = randomMarket.create({ blockMs: 1_000 })

const drawn = (id: string, time: number, episode: EpisodeMemory = startMemory(0)): string => {
  const path = direction(viewOf({ account: { ...holder('1', positions), id }, time, episode }))
  return shown(path.at(path.steps)).join(', ')
}

const BLOCKS = Array.from({ length: 300 }, (_, block) => block * 1_000)
const ALL = ['BTC-PERP -10', 'ETH-PERP 8', 'SOL-PERP -5']

describe('randomMarket', () => {
  test('closes one whole market, the same at every moment of a block', () => {
    for (const time of BLOCKS.slice(0, 20)) {
      assert.ok(ALL.includes(drawn('a', time)))
      assert.equal(drawn('a', time), drawn('a', time + 999))
    }
  })
  test('takes each of three about equally often, and two accounts independently', () => {
    const count = (hit: (time: number) => boolean): number => BLOCKS.filter(hit).length
    // 300 draws at a third: 100 with a standard deviation of 8.2; five of them either way.
    for (const market of ALL) {
      const hits = count((time) => drawn('a', time) === market)
      assert.ok(hits > 59 && hits < 141, `${market} ${hits}`)
    }
    const same = count((time) => drawn('a', time) === drawn('b', time))
    assert.ok(same > 59 && same < 141, String(same))
  })
  test('a market is closed in once a block, the next one in order follows, and then nothing', () => {
    const order: string[] = []
    let episode = startMemory(0)
    for (const time of [7_000, 7_300, 7_600, 7_900]) {
      const market = drawn('a', time, episode)
      order.push(market)
      const instrument = market.split(' ')[0] ?? ''
      episode = afterClose(episode, { time, instrument, notional: usdc('1'), covered: usdc('0') })
    }
    assert.deepEqual(order.toSorted(), ['', ...ALL])
    const first = ALL.indexOf(order[0] ?? '')
    assert.equal(order[1], ALL[(first + 1) % 3])
    assert.notEqual(drawn('a', 8_000, episode), '')
  })
  test('is empty without positions', () => assert.equal(direction(viewOf({ account: holder('1', []) })).steps, 0n))
})
