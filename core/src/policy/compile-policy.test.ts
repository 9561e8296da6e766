import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { ratioOf } from '../units/index.ts'
import { compilePolicy, preset, presetNames, presets, UnknownPresetError, type PolicyDeclaration } from './index.ts'

const base = preset('soft')
const [trim, hasten, close, takeover] = base.stages
assert.ok(trim !== undefined && hasten !== undefined && close !== undefined && takeover !== undefined)

/** Problems as `path: value`. */
const problems = (changes: Partial<PolicyDeclaration>): readonly string[] => {
  const result = compilePolicy({ ...base, ...changes })
  return result.kind === 'refused' ? result.problems.map(({ path, value }) => `${path}: ${value}`) : []
}
/** A declaration as bad JSON would give it. */
const trimWith = (changes: object): Partial<PolicyDeclaration> =>
  ({ stages: [{ ...trim, ...changes }, hasten, close, takeover] }) as Partial<PolicyDeclaration>

describe('compilePolicy accepts', () => {
  for (const declaration of presets)
    test(declaration.name, () => {
      const result = compilePolicy(declaration)
      assert.equal(result.kind, 'compiled')
      if (result.kind !== 'compiled') return
      assert.equal(result.policy.stages.length, declaration.stages.length)
      assert.deepEqual(
        result.policy.stages.map((stage) => stage.rules.size),
        declaration.stages.map((stage) => stage.size.rule),
      )
    })
  test('a pacing that wraps another', () => {
    const pace = { rule: 'dual-price', persistMs: 30_000, multiple: '2', z: '3', dailyVol: '0.8', horizonMs: 5_000 }
    assert.deepEqual(problems(trimWith({ pace })), [])
    assert.deepEqual(problems(trimWith({ pace: { ...pace, of: [{ rule: 'cooldown', seconds: 10 }] } })), [])
    assert.deepEqual(problems(trimWith({ pace: { ...pace, of: [{ rule: 'cooldown', minutes: 1 }] } })), [
      'stages[0].pace.of[0].seconds: absent',
      'stages[0].pace.of[0].minutes: 1',
    ])
    assert.deepEqual(problems(trimWith({ pace: { ...pace, of: [] } })), ['stages[0].pace.of: []'])
  })
  test('and says when an account must be looked at', () => {
    const wakes = {
      'full-close': ratioOf('1'),
      'hyperliquid-like': ratioOf('1'),
      soft: ratioOf('2'),
      'soft-curve': ratioOf('1.5'),
      'loan-soft': ratioOf('1.5'),
      'house-unwind': 'always',
      'house-lend': 'always',
    }
    const amounts = {
      'gmx-v2': { amount: ratioOf('5'), notional: ratioOf('0.0176') },
      'synthetix-v3': { amount: ratioOf('500') },
    }
    for (const [name, more] of Object.entries(amounts)) {
      const result = compilePolicy(preset(name))
      const wanted = { kind: 'health', multiple: ratioOf('1'), ...more }
      assert.deepEqual(result.kind === 'compiled' ? result.policy.wake : null, wanted, name)
    }
    for (const [name, wake] of Object.entries(wakes)) {
      const result = compilePolicy(preset(name))
      const wanted = wake === 'always' ? { kind: wake } : { kind: 'health', multiple: wake }
      assert.deepEqual(result.kind === 'compiled' ? result.policy.wake : null, wanted, name)
    }
  })
})

const below = (multiple: string) => ({ rule: 'health-below', multiple })

describe('compilePolicy refuses', () => {
  const rows: readonly (readonly [string, Partial<PolicyDeclaration>, readonly string[]])[] = [
    ['no stages', { stages: [] }, ['stages: []']],
    ['an unknown rule', trimWith({ size: { rule: 'half' } }), ['stages[0].size.rule: "half"']],
    ['a rule without a name', trimWith({ pace: {} }), ['stages[0].pace: {}']],
    ['a rule that is no object', trimWith({ limit: 'market' }), ['stages[0].limit: "market"']],
    ['a missing parameter', trimWith({ limit: { rule: 'mark-offset' } }), ['stages[0].limit.bps: absent']],
    [
      'an unknown parameter',
      trimWith({ limit: { rule: 'mark-offset', bps: 20, offset: 1 } }),
      ['stages[0].limit.offset: 1'],
    ],
    [
      'a parameter of a rule that has none',
      trimWith({ limit: { rule: 'market', bps: 20 } }),
      ['stages[0].limit.bps: 20'],
    ],
    ['a wrong type', trimWith({ limit: { rule: 'mark-offset', bps: '20' } }), ['stages[0].limit.bps: "20"']],
    [
      'a fraction of a whole number',
      trimWith({ limit: { rule: 'mark-offset', bps: 1.5 } }),
      ['stages[0].limit.bps: 1.5'],
    ],
    [
      'a number out of range',
      trimWith({ limit: { rule: 'mark-offset', bps: 10_000 } }),
      ['stages[0].limit.bps: 10000'],
    ],
    ['NaN', trimWith({ limit: { rule: 'mark-offset', bps: Number.NaN } }), ['stages[0].limit.bps: null']],
    ['a negative decimal', trimWith({ enter: below('-1') }), ['stages[0].enter.multiple: "-1"']],
    [
      'a decimal as a number',
      trimWith({ enter: { rule: 'health-below', multiple: 1.2 } }),
      ['stages[0].enter.multiple: 1.2'],
    ],
    ['a multiple of zero', trimWith({ enter: below('0') }), ['stages[0].enter.multiple: 0']],
    [
      'a word that is none of the choices',
      trimWith({ action: { rule: 'trade', timeInForce: 'GTC' } }),
      ['stages[0].action.timeInForce: "GTC"'],
    ],
    [
      'a wrong rule deep inside a trigger',
      trimWith({ enter: { rule: 'all', of: [below('1.2'), { rule: 'any', of: [{ rule: 'moon' }] }] } }),
      ['stages[0].enter.of[1].of[0].rule: "moon"'],
    ],
    ['an empty list of triggers', trimWith({ enter: { rule: 'all', of: [] } }), ['stages[0].enter.of: []']],
    ['a trigger that is no object', trimWith({ enter: { rule: 'all', of: [1] } }), ['stages[0].enter.of[0]: 1']],
    ['an unknown act before', trimWith({ before: ['pray'] }), ['stages[0].before[0]: "pray"']],
    [
      'a beta that is no decimal',
      trimWith({ direction: { rule: 'hedge-aware', joint: '0.2', alone: '0', betas: { SOL: 2 } } }),
      ['stages[0].direction.betas.SOL: 2'],
    ],
    [
      'a target below maintenance',
      trimWith({ until: { rule: 'target', multiple: '0.9' } }),
      ['stages[0].until.multiple: 0.9'],
    ],
    [
      'an exit below the level at which its stage enters',
      trimWith({ until: { rule: 'target', multiple: '1.19' } }),
      ['stages[0].until.multiple: "1.19"'],
    ],
    [
      'a size that never reaches the exit',
      trimWith({ size: { rule: 'just-enough', target: '1.34' } }),
      ['stages[0].size.target: "1.34"'],
    ],
    [
      'a stage that a later one shadows',
      { stages: [trim, { ...hasten, enter: below('2') }] },
      ['stages[1].enter: "2"'],
    ],
    [
      'a stage shadowed by one branch of a later one',
      { stages: [trim, { ...hasten, enter: { rule: 'any', of: [{ rule: 'bankrupt' }, below('2.1')] } }] },
      ['stages[1].enter: "2.1"'],
    ],
    [
      'bounds of notional with nothing between',
      trimWith({
        enter: {
          rule: 'all',
          of: [below('1.2'), { rule: 'notional-above', notional: '5' }, { rule: 'notional-below', notional: '5' }],
        },
      }),
      ['stages[0].enter.of: "notional above 5 and at most 5"'],
    ],
    [
      'both lowest tier and above it',
      trimWith({ enter: { rule: 'all', of: [below('1.2'), { rule: 'lowest-tier' }, { rule: 'tier-above-lowest' }] } }),
      ['stages[0].enter.of: "lowest-tier and tier-above-lowest"'],
    ],
    [
      'stages that no account can enter from outside',
      { stages: [{ ...trim, enter: { rule: 'unfilled', attempts: 1 } }] },
      ['stages: "triggers that hold only within an episode"'],
    ],
    ['two stages of one name', { stages: [trim, { ...hasten, name: 'trim' }] }, ['stages[1].name: "trim"']],
    ['an unknown queue', { queue: { rule: 'alphabet' } }, ['queue.rule: "alphabet"']],
    ['a share of nothing', { allocation: { rule: 'participation-cap', share: '0' } }, ['allocation.share: 0']],
    ['no waterfall under a takeover', { waterfall: [] }, ['waterfall: []']],
    [
      'an unknown step',
      { waterfall: [{ step: 'prayer' }] as unknown as PolicyDeclaration['waterfall'] },
      ['waterfall[0].step: "prayer"'],
    ],
    ['an unknown rule of deleveraging', { waterfall: [{ step: 'adl', rule: 'dice' }] }, ['waterfall[0].rule: "dice"']],
    ['a vault cover that is no decimal', { waterfall: [{ step: 'vault', cover: '-1' }] }, ['waterfall[0].cover: "-1"']],
    [
      'a step twice, and one after socialised loss',
      { waterfall: [{ step: 'fund' }, { step: 'socialise' }, { step: 'fund' }] },
      ['waterfall[2].step: "fund"', 'waterfall[1].step: "socialise"'],
    ],
    ['an unknown law', { laws: { holds: ['gravity'], breaks: [] } }, ['laws.holds[0]: "gravity"']],
    [
      'a law both held and broken',
      { laws: { holds: ['keeps-hedges'], breaks: [{ law: 'keeps-hedges', witness: 'a hedge' }] } },
      ['laws.breaks[0].law: "keeps-hedges"'],
    ],
    [
      'a break without witness',
      { laws: { holds: [], breaks: [{ law: 'keeps-hedges', witness: ' ' }] } },
      ['laws.breaks[0].witness: " "'],
    ],
  ]
  for (const [what, changes, expected] of rows)
    test(`${what}: ${expected.join(' and ')}`, () => assert.deepEqual(problems(changes), expected))

  test('and says what is allowed and what to do', () => {
    const result = compilePolicy({ ...base, ...trimWith({ limit: { rule: 'mark-offset', bps: -1 } }) })
    assert.deepEqual(result.kind === 'refused' ? result.problems : [], [
      {
        path: 'stages[0].limit.bps',
        field: 'bps',
        value: '-1',
        allowed: 'distance from mark in basis points; a whole number from 0 to 9999',
        remedy: 'write a whole number within the range',
      },
    ])
  })
  test('everything wrong at once, not the first thing alone', () => {
    const found = problems({ ...trimWith({ size: { rule: 'half' }, pace: { rule: 'never' } }), queue: { rule: 'x' } })
    assert.equal(found.length, 3)
  })
  test('an equal exit and trigger is fine: one asks for less, the other for at least', () => {
    assert.deepEqual(problems({ stages: [{ ...trim, enter: below('1.35') }] }), [])
  })
  test('never throws, whatever a rule reference holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('enter', 'until', 'direction', 'size', 'pace', 'limit', 'penalty', 'action'),
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            rule: fc.constantFrom(
              'health-below',
              'all',
              'any',
              'target',
              'hedge-aware',
              'just-enough',
              'mark-offset',
              'flat',
            ),
            of: fc.jsonValue(),
            multiple: fc.jsonValue(),
            target: fc.jsonValue(),
            betas: fc.jsonValue(),
          }),
        ),
        (part, reference) => {
          assert.ok(
            ['refused', 'compiled'].includes(compilePolicy({ ...base, ...trimWith({ [part]: reference }) }).kind),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('preset', () => {
  test('finds each by its name, and no other', () => {
    const files = readdirSync(new URL('presets/', import.meta.url)).filter((file) => file.endsWith('.json'))
    assert.deepEqual(presetNames.map((name) => `${name}.json`).toSorted(), files.toSorted())
    for (const name of presetNames) assert.equal(preset(name).name, name)
    assert.throws(() => preset('hard'), UnknownPresetError)
  })
  test('every one says where it comes from, when, and how well that is known', () => {
    for (const { source, date, summary, title } of presets) {
      assert.match(date, /^\d{4}-\d{2}-\d{2}$/u)
      for (const text of [source, summary, title]) assert.ok(text.length > 10)
    }
  })
})
