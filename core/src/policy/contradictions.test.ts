import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, ratioOf } from '../units/index.ts'
import { defineTiers, TierError } from '../margin/index.ts'
import { compilePolicy, preset, type PolicyDeclaration, type StageDeclaration } from './index.ts'

/** What is required of a preset whose first stage was changed, as the compiler says it. */
const required = (name: string, changes: (stage: StageDeclaration) => Partial<StageDeclaration>): readonly string[] => {
  const base = preset(name)
  const [first, ...rest] = base.stages
  assert.ok(first)
  const declaration: PolicyDeclaration = { ...base, stages: [{ ...first, ...changes(first) }, ...rest] }
  const result = compilePolicy(declaration)
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

describe('a contradictory parameter is refused with the inequality that it breaks', () => {
  test('tiers that overlap', () => {
    const row = (floor: bigint, rate: string) => ({
      floor: atoms(floor),
      initialRate: ratioOf('0.1'),
      maintenanceRate: ratioOf(rate),
    })
    assert.throws(
      () => defineTiers([row(0n, '0.01'), row(500n, '0.02'), row(500n, '0.03')]),
      (error) =>
        error instanceof TierError && /rows\[2\]\.floor = 500 .*floor 500 > 500 is required/u.test(error.message),
    )
  })
  test('a rate that falls with size', () => {
    const row = (floor: bigint, rate: string) => ({
      floor: atoms(floor),
      initialRate: ratioOf('0.1'),
      maintenanceRate: ratioOf(rate),
    })
    assert.throws(() => defineTiers([row(0n, '0.02'), row(500n, '0.01')]), TierError)
  })
  test('an exit below entry', () => {
    assert.deepEqual(
      required('soft', () => ({ until: { rule: 'target', multiple: '1.9' } })),
      ['stages[0].until.multiple: until 1.9 >= enter 2 is required'],
    )
  })
  test('a target below maintenance', () => {
    assert.deepEqual(
      required('soft', () => ({ until: { rule: 'target', multiple: '0.9' } })),
      ['stages[0].until.multiple: multiple 0.9 >= 1 is required, the maintenance requirement itself'],
    )
    assert.deepEqual(
      required('soft', () => ({ size: { rule: 'just-enough', target: '0.9' } })),
      ['stages[0].size.target: target 0.9 >= 1 is required, the maintenance requirement itself'],
    )
  })
  test('an auction that cannot fall', () => {
    const flat = required('derive-v2', ({ size, limit }) => ({
      size: { ...size, start: '0.7' },
      limit: { ...limit, start: '0.7' },
    }))
    assert.ok(flat.includes('stages[0].limit.cutoff: cutoff 0.7 < start 0.7 is required'), flat.join('\n'))
  })
  test('a curve that ends where it begins', () => {
    assert.deepEqual(
      required('soft-curve', ({ size }) => ({ size: { ...size, to: '1.5' } })),
      ['stages[0].size.from: from 1.5 > to 1.5 is required'],
    )
  })
  test('a size that never reaches its exit, and stages that shadow each other', () => {
    assert.deepEqual(
      required('soft', () => ({ size: { rule: 'just-enough', target: '2.5' } })),
      ['stages[0].size.target: target 2.5 >= until 3 is required'],
    )
    assert.deepEqual(
      required('soft', () => ({ enter: { rule: 'health-below', multiple: '0.9' } })),
      ['stages[1].enter: 1 < 0.9 is required, where stage trim enters'],
    )
  })
  test('a partial stage and a full one whose tiers or notionals overlap', () => {
    const okx = (tier: number) =>
      required('okx', ({ enter }) => ({
        enter: { rule: enter.rule, of: [BREACH, { rule: 'tier-above-lowest', tier }] },
      }))
    assert.deepEqual(okx(2), ['stages[1].enter: tier 2 < 2 is required'])
    assert.deepEqual(okx(3), [])
    const ranges = (above: string, below: string) => {
      const base = preset('full-close')
      const [first] = base.stages
      assert.ok(first)
      const part = {
        ...first,
        name: 'part',
        enter: { rule: 'all', of: [BREACH, { rule: 'notional-above', notional: above }] },
      }
      const whole = { ...first, enter: { rule: 'all', of: [BREACH, { rule: 'notional-below', notional: below }] } }
      const result = compilePolicy({ ...base, stages: [part, whole] })
      return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
    }
    assert.deepEqual(ranges('100', '101'), ['stages[1].enter: notional 101 <= 100 is required'])
    assert.deepEqual(ranges('100', '100'), [])
  })
  test('a range that reaches into another at a lower level of health is a last resort', () => {
    const [step, full] = preset('bybit-tier-step').stages
    assert.ok(step)
    assert.ok(full)
    const resort = {
      rule: 'all',
      of: [
        { rule: 'health-below', multiple: '0.5' },
        { rule: 'lowest-tier', tier: 9 },
      ],
    }
    const result = compilePolicy({ ...preset('bybit-tier-step'), stages: [step, { ...full, enter: resort }] })
    assert.equal(result.kind, 'compiled')
  })
  test('a curve that begins below its trigger', () => {
    assert.deepEqual(
      required('soft-curve', ({ size }) => ({ size: { ...size, from: '1.2' } })),
      ['stages[0].size.from: from 1.2 >= enter 1.5 is required'],
    )
  })
})

const BREACH = { rule: 'health-below', multiple: '1' }
