import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { usdc } from './fixtures.ts'
import { afterAction, afterCancel, afterFill, afterUnfilled, enterStage, startMemory } from './memory.ts'

const fresh = startMemory(1_000)

describe('startMemory', () => {
  test('starts in the mildest stage with nothing done', () => {
    assert.deepEqual(fresh, {
      started: 1_000,
      stage: 0,
      stageEntered: 1_000,
      actions: 0,
      stageActions: 0,
      firstAction: null,
      lastAction: null,
      stageUnfilled: 0,
      ordersCancelled: false,
      closedNotional: 0n,
      paid: 0n,
    })
  })
})

describe('afterAction', () => {
  test('keeps the first and the last time', () => {
    const twice = afterAction(afterAction(fresh, 2_000), 5_000)
    assert.deepEqual([twice.actions, twice.stageActions, twice.firstAction, twice.lastAction], [2, 2, 2_000, 5_000])
  })
})

describe('enterStage', () => {
  test('starts again what is counted per stage and keeps the rest', () => {
    const moved = enterStage(afterUnfilled(afterAction(fresh, 2_000)), 2, 7_000)
    assert.deepEqual(
      [moved.stage, moved.stageEntered, moved.stageActions, moved.stageUnfilled, moved.actions, moved.firstAction],
      [2, 7_000, 0, 0, 1, 2_000],
    )
  })
})

describe('afterCancel, afterUnfilled and afterFill', () => {
  test('add what happened and nothing else', () => {
    assert.deepEqual(afterCancel(fresh), { ...fresh, ordersCancelled: true })
    assert.deepEqual(afterUnfilled(afterUnfilled(fresh)), { ...fresh, stageUnfilled: 2 })
    const fill = { closedNotional: usdc('500'), paid: usdc('0.25') }
    assert.deepEqual(afterFill(afterFill(fresh, fill), fill), {
      ...fresh,
      closedNotional: usdc('1000'),
      paid: usdc('0.5'),
    })
  })
})
