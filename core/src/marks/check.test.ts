import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms, ratioOf, RATIO_ONE, ratio } from '../units/index.ts'
import { markRuleProblems } from './check.ts'
import { sourcesOf, type MarkRule } from './rules.ts'

const index = { sources: [{ source: 'a', weight: 1n }], ageMax: 1_000, deviationMax: null }
const share = ratioOf('0.01')

const sound: readonly MarkRule[] = [
  { kind: 'weighted-median', ...index },
  { kind: 'ema-basis', index, own: { kind: 'trades', source: 'own', ageMax: 1 }, halfLife: 1, basisMax: share },
  { kind: 'impact-price', index, notional: atoms(1n), basisMax: share },
  { kind: 'confidence', sources: index.sources, ageMax: 1, widthMax: share, multiple: ratio(0n) },
  { kind: 'volume-index', primary: ['a'], primaryAgeMax: 1, secondary: ['b'], secondaryAgeMax: 1 },
  { kind: 'last-trade', source: 'own' },
  {
    kind: 'conversion',
    base: null,
    redemption: { source: 'r', step: share, ageMax: 1 },
    changeMax: share,
    changePer: 1,
    market: { index, discountMax: share },
  },
]

const faults: readonly (readonly [MarkRule, RegExp])[] = [
  [{ kind: 'weighted-median', ...index, sources: [] }, /marks\.X\.sources: name at least one/],
  [{ kind: 'weighted-median', ...index, sources: [{ source: 'a', weight: 0n }] }, /weight above 0/],
  [{ kind: 'weighted-median', ...index, sources: [...index.sources, ...index.sources] }, /each source once/],
  [{ kind: 'weighted-median', ...index, ageMax: -1 }, /ageMax/],
  [{ kind: 'weighted-median', ...index, deviationMax: ratio(-1n) }, /deviationMax/],
  [{ kind: 'weighted-median', ...index, ladder: { haltAfter: 0, recoverAfter: 0 } }, /haltAfter/],
  [{ kind: 'weighted-median', ...index, ladder: { haltAfter: null, recoverAfter: -1 } }, /recoverAfter/],
  [{ kind: 'ema-basis', index, own: { kind: 'book' }, halfLife: 0, basisMax: share }, /halfLife/],
  [{ kind: 'ema-basis', index, own: { kind: 'book' }, halfLife: 1, basisMax: RATIO_ONE }, /basisMax/],
  [{ kind: 'impact-price', index, notional: atoms(0n), basisMax: share }, /notional/],
  [{ kind: 'confidence', sources: [], ageMax: 1, widthMax: share, multiple: share }, /sources/],
  [{ kind: 'volume-index', primary: [], primaryAgeMax: 1, secondary: [], secondaryAgeMax: 1 }, /primary/],
  [{ kind: 'volume-index', primary: ['a'], primaryAgeMax: 1, secondary: ['a'], secondaryAgeMax: 1 }, /once/],
  [
    {
      kind: 'conversion',
      base: 'Y',
      redemption: { source: 'r', step: share, ageMax: 1 },
      changeMax: share,
      changePer: 1,
      market: null,
    },
    /base: 'Y' has no mark rule before/,
  ],
  [
    {
      kind: 'conversion',
      base: null,
      redemption: { source: 'r', step: ratio(0n), ageMax: 1 },
      changeMax: share,
      changePer: 0,
      market: null,
    },
    /redemption\.step[\s\S]*changePer/,
  ],
]

describe('markRuleProblems', () => {
  for (const rule of sound)
    test(`${rule.kind} may be sound`, () => assert.deepEqual(markRuleProblems([{ instrument: 'X', rule }]), []))
  for (const [rule, wanted] of faults)
    test(`refuses ${rule.kind}: ${wanted.source}`, () =>
      assert.match(markRuleProblems([{ instrument: 'X', rule }]).join('\n'), wanted))
  test('a conversion may follow its base', () => {
    const [median] = sound
    const conversion = faults.at(-2)?.[0]
    assert.ok(median !== undefined && conversion !== undefined)
    assert.deepEqual(
      markRuleProblems([
        { instrument: 'Y', rule: median },
        { instrument: 'X', rule: conversion },
      ]),
      [],
    )
  })
})

describe('sourcesOf', () => {
  test('names each source of each rule once', () =>
    assert.deepEqual(
      sound.map((rule) => sourcesOf(rule).join(' ')),
      ['a', 'a own', 'a', 'a', 'a b', 'own', 'r a'],
    ))
})
