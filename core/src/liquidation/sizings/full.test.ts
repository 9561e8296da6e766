import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratio } from '../../units/index.ts'
import { holder, viewOf } from '../fixtures.ts'
import { proportionalPath } from '../path.ts'
import { lots } from '../../units/index.ts'
import { full } from './full.ts'

describe('full', () => {
  test('goes to the end of the path', () => {
    const path = proportionalPath([{ instrument: 'BTC-PERP', size: lots(-7n) }], {})
    const sized = full.create({})(viewOf({ account: holder('1', []) }), path, ratio(0n))
    assert.deepEqual(sized, { step: 7n, facts: {}, reachable: true })
  })
})
