import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preset, presets } from '@ebbline/core'
import { encodeCanonical } from './canonical.ts'
import { WireError } from './error.ts'
import { checkPolicy, parsePolicy } from './policy-file.ts'
import { withChange } from './scenario.fixtures.ts'

describe('parsePolicy', () => {
  for (const policy of presets)
    test(`reads ${policy.name} back to the same bytes`, () => {
      assert.equal(encodeCanonical(parsePolicy('p.json', JSON.stringify(policy))), encodeCanonical(policy))
    })

  const soft = preset('soft')
  test('takes a rounding as the source has it, with a note, and known weaknesses', () => {
    const policy = {
      ...soft,
      rounding: { profile: 'as-source', note: 'sizes up' },
      weaknesses: ['waits for volume'],
    } as const
    assert.deepEqual(parsePolicy('p.json', JSON.stringify(policy)), policy)
  })
  const faults: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['rounding', 'up', 'rounding', /"against-account"/],
    ['rounding', { profile: 'as-source' }, 'rounding.note', /text/],
    ['rounding', { profile: 'upwards', note: 'n' }, 'rounding.profile', /"as-source"/],
    ['weaknesses', ['slow', ''], 'weaknesses.1', /text/],
    ['stages', [], 'stages', /entries from 1/],
    ['stagez', [], 'stagez', /only the fields/],
    ['name', 'Soft Policy', 'name', /small letters/],
    ['evidence', 'hearsay', 'evidence', /one of "test-numbers"/],
    ['stages.0.enter', { rule: 'health-bellow', multiple: '1.2' }, 'stages.0.enter.rule', /one of "health-below"/],
    ['stages.0.enter', { rule: 'health-below' }, 'stages.0.enter.multiple', /multiple|decimal|requirement/],
    ['stages.0.enter', { rule: 'health-below', multiple: 1.2 }, 'stages.0.enter.multiple', /./],
    ['stages.0.enter', { rule: 'health-below', multiple: '-1.2' }, 'stages.0.enter.multiple', /./],
    ['stages.0.enter', { rule: 'health-below', multiple: 'NaN' }, 'stages.0.enter.multiple', /./],
    [
      'stages.0.enter',
      { rule: 'health-below', multiple: '1.2', level: 'x' },
      'stages.0.enter.level',
      /only the fields rule, multiple/,
    ],
    ['stages.0.enter', { multiple: '1.2' }, 'stages.0.enter.rule', /one of/],
    ['stages.0.enter', 'health-below', 'stages.0.enter', /an object/],
    ['stages.0.until', { rule: 'target', multiple: '0.9' }, 'stages.0.until.multiple', />= 1/],
    ['stages.0.until', { rule: 'target', multiple: '1.1' }, 'stages.0.until.multiple', /./],
    ['stages.0.before', ['sell-nothing'], 'stages.0.before.0', /"cancel-orders"/],
    ['stages.0.size', { rule: 'fraction', share: '1.5' }, 'stages.0.size.share', /./],
    ['stages.0.limit.bps', 20.5, 'stages.0.limit.bps', /whole number/],
    ['stages.1.name', 'trim', 'stages.1.name', /each name once/],
    [
      'stages.0.pace',
      { rule: 'dual-price', persistMs: 0, multiple: '2', z: '3', dailyVol: '0.8', horizonMs: 5_000 },
      'stages.0.pace.persistMs',
      /from 1/,
    ],
    ['waterfall', [{ step: 'pray' }], 'waterfall.0.step', /one of "fund", "vault", "backstop", "adl", "socialise"/],
    ['waterfall', [{ step: 'adl', rule: 'lottery' }, { step: 'socialise' }], 'waterfall.0.rule', /./],
    ['waterfall', [{ step: 'vault' }], 'waterfall.0.cover', /decimal text/],
    ['laws.holds', ['never-wrong'], 'laws.holds.0', /./],
    [
      'stages.0.enter',
      { rule: 'any', of: [{ rule: 'health-below', multiple: '1.2', extra: 1 }] },
      'stages.0.enter.of.0.extra',
      /multiple/,
    ],
  ]
  for (const [path, change, field, allowed] of faults)
    test(`refuses ${path} = ${JSON.stringify(change).slice(0, 60)} at ${field}`, () =>
      assert.throws(
        () => parsePolicy('p.json', JSON.stringify(withChange(soft, path, change))),
        (error) => {
          assert.ok(error instanceof WireError)
          const found = error.problems.find((problem) => problem.field === field)
          assert.ok(found !== undefined, error.message)
          assert.match(found.allowed, allowed)
          assert.ok(found.remedy.length > 0)
          return true
        },
      ))

  test('refuses a stage that can never be reached', () => {
    const [first] = soft.stages
    assert.ok(first !== undefined)
    const shadowed = { ...soft, stages: [...soft.stages, { ...first, name: 'again' }] }
    assert.throws(() => checkPolicy('p.json', shadowed), WireError)
  })
})
