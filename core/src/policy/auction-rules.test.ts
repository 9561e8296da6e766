import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePolicy, preset, type PolicyDeclaration, type StageDeclaration } from './index.ts'

const policy = preset('derive-v2')

const changed = (change: (stage: StageDeclaration) => Partial<StageDeclaration>): PolicyDeclaration => ({
  ...policy,
  stages: policy.stages.map((stage, index) => (index === 0 ? { ...stage, ...change(stage) } : stage)),
})

const problemsOf = (declaration: PolicyDeclaration): readonly string[] => {
  const result = compilePolicy(declaration)
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

describe('auctionProblems', () => {
  test('the preset has none', () => assert.deepEqual(problemsOf(policy), []))

  const rows: readonly (readonly [string, PolicyDeclaration, string])[] = [
    [
      'two prices in one stage',
      changed(({ limit }) => ({ limit: { ...limit, cutoff: '0.6' } })),
      'stages[0].limit.cutoff: size cutoff 0.7 = limit cutoff 0.6 is required',
    ],
    [
      'two clocks in one stage',
      changed(({ limit }) => ({ limit: { ...limit, fastSeconds: 600 } })),
      'stages[0].limit.fastSeconds: size fastSeconds 900 = limit fastSeconds 600 is required',
    ],
    [
      'an auction that never restores what the exit asks for',
      changed(({ size }) => ({ size: { ...size, buffer: '0.1' } })),
      'stages[0].size.buffer: 1 + buffer 1.1 >= exit 1.15 is required',
    ],
    [
      'an auction that cannot fall',
      changed(({ size, limit }) => ({ size: { ...size, start: '0.7' }, limit: { ...limit, start: '0.7' } })),
      'stages[0].size.cutoff: cutoff 0.7 < start 0.7 is required',
    ],
    [
      'an auction in the open market',
      changed(() => ({ action: { rule: 'trade', timeInForce: 'IOC' } })),
      'stages[0].action.rule: transfer',
    ],
    ['a size without its price', changed(() => ({ limit: { rule: 'market' } })), 'stages[0].limit.rule: dutch-phases'],
    [
      'a lock that nobody knows',
      { ...policy, withdrawals: { rule: 'never' } },
      'withdrawals.rule: one of insolvent-requirement, after-shortfall',
    ],
  ]
  for (const [what, declaration, problem] of rows)
    test(`refuses ${what}`, () => assert.equal(problemsOf(declaration)[0], problem))

  test('prices that are written differently are the same', () =>
    assert.deepEqual(problemsOf(changed(({ limit }) => ({ limit: { ...limit, cutoff: '0.70' } }))), []))
})
