import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePolicy, preset, type StageDeclaration } from './index.ts'

/** Problems as `path: what is allowed` once the first stage of a preset that has the named one is changed. */
const refusals = (name: string, stage: string, changes: Partial<StageDeclaration>): readonly string[] => {
  const base = preset(name)
  const stages = base.stages.map((each) => (each.name === stage ? { ...each, ...changes } : each))
  const result = compilePolicy({ ...base, stages })
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

const keeper = preset('drift-v2').stages[0]
const close = preset('ftx-incremental').stages[1]

describe('a stage around one shortage', () => {
  test('is accepted where all parts agree, however the number is written', () => {
    assert.ok(keeper !== undefined)
    assert.deepEqual(refusals('drift-v2', 'keeper', {}), [])
    assert.deepEqual(refusals('drift-v2', 'keeper', { size: { ...keeper.size, buffer: '0.020' } }), [])
  })
  test('is refused with the equality that it breaks', () => {
    assert.ok(keeper !== undefined)
    assert.deepEqual(refusals('drift-v2', 'keeper', { size: { ...keeper.size, buffer: '0.03' } }), [
      'stages[0].size.buffer: size buffer 0.03 = until buffer 0.02 is required',
    ])
    assert.deepEqual(refusals('drift-v2', 'keeper', { until: { ...keeper.until, buffer: '0.01' } }), [
      'stages[0].size.buffer: size buffer 0.02 = until buffer 0.01 is required',
      'stages[0].pace.buffer: pace buffer 0.02 = until buffer 0.01 is required',
      'stages[0].penalty.buffer: penalty buffer 0.02 = until buffer 0.01 is required',
    ])
    assert.deepEqual(refusals('drift-v2', 'keeper', { pace: { ...keeper.pace, slotMs: 500 } }), [
      'stages[0].penalty.slotMs: penalty slotMs 400 = pace slotMs 500 is required',
    ])
  })
  test('is refused under an exit that knows no shortage', () =>
    assert.deepEqual(refusals('drift-v2', 'keeper', { until: { rule: 'target', multiple: '1' } }), [
      'stages[0].until.rule: buffered-margin',
    ]))
  test('a share of a breach is refused below the level at which the stage enters', () => {
    assert.ok(close !== undefined)
    assert.deepEqual(refusals('ftx-incremental', 'auto-close', { size: { ...close.size, level: '0.4' } }), [
      'stages[1].size.level: level 0.4 >= enter multiple 0.5 is required',
    ])
  })
})
