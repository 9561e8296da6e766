import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../../units/index.ts'
import { holder, viewOf } from '../fixtures.ts'
import { improvementShare } from './improvement-share.ts'

const terms = (rate: string, excess: string) =>
  improvementShare.create({ rate, excess })(viewOf({ account: holder('1', []) }))

describe('improvementShare', () => {
  const capped = { rate: ratioOf('0.015'), base: 'notional', cap: 'improvement' }
  test('stops at the improvement, and the fund may pay the excess', () => {
    assert.deepEqual(terms('0.015', 'fund'), { ...capped, excess: 'fund' })
    assert.deepEqual(terms('0.015', 'account'), capped)
  })
  test('refuses more than all', () =>
    assert.deepEqual(
      improvementShare.check({ rate: '1.1', excess: 'fund' }).map(({ field }) => field),
      ['rate'],
    ))
})
