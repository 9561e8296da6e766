import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ratioOf } from '../units/index.ts'
import { compilePolicy, preset, type FeeDeclaration } from './index.ts'

const base = preset('soft-curve')
const fee = (to: string, share: string, coverage?: string) =>
  ({ to, share, ...(coverage === undefined ? {} : { coverage }) }) as FeeDeclaration
const problems = (fees: readonly FeeDeclaration[], changes = {}): readonly string[] => {
  const result = compilePolicy({ ...base, fees, ...changes })
  return result.kind === 'refused' ? result.problems.map(({ path, value }) => `${path}: ${value}`) : []
}

describe('fees of a policy', () => {
  test('are taken as ratios', () => {
    const result = compilePolicy({ ...base, fees: [fee('fund', '0.8'), fee('burn', '0.2', '0.01')] })
    assert.deepEqual(result.kind === 'compiled' ? result.policy.fees : null, [
      { to: 'fund', share: ratioOf('0.8'), coverage: null },
      { to: 'burn', share: ratioOf('0.2'), coverage: ratioOf('0.01') },
    ])
  })
  for (const [what, fees, expected] of [
    ['an unknown receiver', [fee('broker', '1')], ['fees[0].to: "broker"']],
    ['a receiver twice', [fee('fund', '0.5'), fee('fund', '0.5')], ['fees[1].to: "fund"']],
    ['a share that is no decimal', [fee('fund', '-1')], ['fees[0].share: "-1"']],
    ['shares above one', [fee('fund', '0.9'), fee('treasury', '0.2')], ['fees: "1.1"']],
    ['shares below one', [fee('fund', '0.9')], ['fees: "0.9"']],
    ['a burn without a floor', [fee('fund', '0.9'), fee('burn', '0.1')], ['fees[1].coverage: absent']],
    ['a floor of another', [fee('fund', '1', '0.1')], ['fees[0].coverage: "0.1"']],
  ] as const)
    test(`refuse ${what}`, () => assert.deepEqual(problems(fees), expected))
  test('name the sum that is required', () => {
    const result = compilePolicy({ ...base, fees: [fee('fund', '0.9')] })
    assert.match(result.kind === 'refused' ? (result.problems[0]?.remedy ?? '') : '', /0\.9 = 1 is required/u)
  })
  test('refuse a split where nothing is charged', () => {
    const stages = base.stages.map((stage) => ({ ...stage, penalty: { rule: 'none' } }))
    assert.deepEqual(problems([fee('fund', '1')], { stages }), ['fees: 1'])
  })
})
