import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePolicy, preset, type PolicyDeclaration, type StageDeclaration } from './index.ts'

const policy = preset('dydx-v4')

const changed = (change: (stage: StageDeclaration) => Partial<StageDeclaration>): PolicyDeclaration => ({
  ...policy,
  stages: policy.stages.map((stage, index) => (index === 0 ? { ...stage, ...change(stage) } : stage)),
})

const problemsOf = (declaration: PolicyDeclaration): readonly string[] => {
  const result = compilePolicy(declaration)
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

describe('blockProblems', () => {
  test('the preset has none', () => assert.deepEqual(problemsOf(policy), []))
  test('one amount in other digits is the same', () =>
    assert.deepEqual(problemsOf(changed(({ limit }) => ({ limit: { ...limit, loss: '1000000.0' } }))), []))

  const rows: readonly (readonly [string, PolicyDeclaration, readonly string[]])[] = [
    [
      'two lengths of a block',
      changed(({ direction }) => ({ direction: { ...direction, blockMs: 2_000 } })),
      ['stages[0].direction.blockMs: direction blockMs 2000 = pace blockMs 1000 is required'],
    ],
    [
      'two limits of losses',
      changed(({ limit }) => ({ limit: { ...limit, loss: '5' } })),
      ['stages[0].limit.loss: limit loss 5 = pace loss 1000000 is required'],
    ],
    [
      'a limit of losses that the pace does not know',
      changed(() => ({ pace: { rule: 'block-budget', blockMs: 1_000, beyond: 'cut', catchUp: 60 } })),
      ['stages[0].limit.loss: limit loss 1000000 = pace loss given is required'],
    ],
    [
      'two numbers of blocks to make up for',
      changed(({ size }) => ({ size: { ...size, catchUp: 5 } })),
      ['stages[0].size.catchUp: size catchUp 5 = pace catchUp 60 is required'],
    ],
    [
      'a floor beyond what a block allows',
      changed(({ size }) => ({ size: { ...size, floor: '100000.5' } })),
      ['stages[0].size.floor: size floor 100000.5 <= pace notional 100000 is required'],
    ],
  ]
  for (const [rule, declaration, expected] of rows)
    test(`refuses ${rule}`, () => assert.deepEqual(problemsOf(declaration), expected))
})
