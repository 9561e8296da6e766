import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { bufferedMargin } from './buffered-margin.ts'

describe('bufferedMargin', () => {
  const exit = bufferedMargin.create({ buffer: '0.02' })
  const at = (cash: string, met?: boolean) =>
    viewOf({
      account: holder(cash, [atMark('BTC-PERP', 100n)]),
      episode: { ...startMemory(0), ...(met === undefined ? {} : { met }) },
    })
  test('holds from the buffered requirement on', () => {
    assert.equal(exit.reached(at('2000')).holds, true)
    assert.equal(exit.reached(at('1999.999999')).holds, false)
  })
  test('holds once a slice was as large as needed, and not for one that was not', () => {
    assert.equal(exit.reached(at('900', true)).holds, true)
    assert.equal(exit.reached(at('900', false)).holds, false)
  })
  test('says what is missing', () => assert.equal(exit.shortage?.(at('900')), usdc('1100')))
  test('a buffer above one is refused', () => assert.equal(bufferedMargin.check({ buffer: '1.1' })[0]?.field, 'buffer'))
})
