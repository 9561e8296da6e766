import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atMark, holder, nothingNested, viewOf } from '../fixtures.ts'
import { afterSeizure, startMemory } from '../memory.ts'
import { seizedTrigger } from './seized.ts'

describe('seized', () => {
  const { holds, wake } = seizedTrigger.create({}, nothingNested)
  const account = holder('1', [atMark('BTC-PERP', 1n)])
  test('holds only after a seizure', () => {
    assert.equal(holds(viewOf({ account })).holds, false)
    assert.equal(holds(viewOf({ account, episode: afterSeizure(startMemory(0)) })).holds, true)
  })
  test('never starts an episode', () => assert.equal(wake.kind, 'episode'))
})
