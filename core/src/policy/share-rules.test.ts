import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePolicy, preset, type PolicyDeclaration, type StageDeclaration } from './index.ts'

const changed = (name: string, change: (stage: StageDeclaration) => Partial<StageDeclaration>): PolicyDeclaration => {
  const policy = preset(name)
  return {
    ...policy,
    stages: policy.stages.map((stage, index) => (index === 0 ? { ...stage, ...change(stage) } : stage)),
  }
}

const problemsOf = (declaration: PolicyDeclaration): readonly string[] => {
  const result = compilePolicy(declaration)
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

const sharing = (ratio: string, multiple: string): PolicyDeclaration =>
  changed('mango-v4', () => ({
    until: { rule: 'target', multiple },
    size: { rule: 'share-step', step: '0.2', ratio },
  }))

describe('shareProblems', () => {
  for (const name of ['synthetix-v3', 'mango-v4', 'gmx-v2'])
    test(`${name} has none`, () => assert.deepEqual(problemsOf(preset(name)), []))
  test('a ratio of 0.8 reaches 1.25', () => assert.deepEqual(problemsOf(sharing('0.8', '1.25')), []))
  test('and no more', () =>
    assert.deepEqual(problemsOf(sharing('0.8', '1.26')), [
      'stages[0].size.ratio: 1 / ratio 0.8 >= until 1.26 is required',
    ]))
  test('a keeper is paid what was kept for it', () =>
    assert.deepEqual(problemsOf(changed('synthetix-v3', ({ penalty }) => ({ penalty: { ...penalty, most: '400' } }))), [
      'stages[0].penalty.most: enter most 500 = penalty most 400 is required',
    ]))
  test('what is seized must be handed over', () => {
    const policy = preset('synthetix-v3')
    assert.deepEqual(problemsOf({ ...policy, stages: policy.stages.slice(0, 1) }), [
      'stages[0].action.rule: a later stage that hands positions over',
    ])
  })
  test('a window without scale is refused', () =>
    assert.deepEqual(
      problemsOf({ ...preset('synthetix-v3'), allocation: { ...preset('synthetix-v3').allocation, skewScale: '0' } }),
      ['allocation.skewScale: above 0'],
    ))
})
