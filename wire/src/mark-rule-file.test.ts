import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { defineAsset, markRuleProblems, type MarkRule } from '@ebbline/core'
import { encodeCanonical } from './canonical.ts'
import { decode } from './codec.ts'
import { createFindings } from './findings.ts'
import { markRuleOf, type MarkRuleFile } from './mark-rule-file.ts'
import { markRuleFileSchema } from './schemas/mark-rule-file.ts'
import { markRuleSchema } from './schemas/marks.ts'

const settle = defineAsset('USDC', 6)
const index = { sources: [{ source: 'a', weight: 2 }], ageMaxSec: 10, deviationMax: '0.03' }
const exactIndex = { sources: [{ source: 'a', weight: 2n }], ageMax: 10_000, deviationMax: 3n * 10n ** 16n }

const rows: readonly (readonly [MarkRuleFile, unknown])[] = [
  [
    { kind: 'weighted-median', ...index, ladder: { haltAfterSec: 60, recoverAfterSec: 0.5 } },
    { kind: 'weighted-median', ...exactIndex, ladder: { haltAfter: 60_000, recoverAfter: 500 } },
  ],
  [
    { kind: 'weighted-median', ...index, deviationMax: null, ladder: { haltAfterSec: null, recoverAfterSec: 0 } },
    { kind: 'weighted-median', ...exactIndex, deviationMax: null, ladder: { haltAfter: null, recoverAfter: 0 } },
  ],
  [
    { kind: 'ema-basis', index, own: { kind: 'book' }, halfLifeSec: 150, basisMax: '0.005' },
    { kind: 'ema-basis', index: exactIndex, own: { kind: 'book' }, halfLife: 150_000, basisMax: 5n * 10n ** 15n },
  ],
  [
    { kind: 'ema-basis', index, own: { kind: 'trades', source: 'own', ageMaxSec: 5 }, halfLifeSec: 150, basisMax: '0' },
    {
      kind: 'ema-basis',
      index: exactIndex,
      own: { kind: 'trades', source: 'own', ageMax: 5_000 },
      halfLife: 150_000,
      basisMax: 0n,
    },
  ],
  [
    { kind: 'impact-price', index, notional: '2500.5', basisMax: '0.01' },
    { kind: 'impact-price', index: exactIndex, notional: 2_500_500_000n, basisMax: 10n ** 16n },
  ],
  [
    { kind: 'confidence', sources: index.sources, ageMaxSec: 60, widthMax: '0.02', multiple: '2.12' },
    {
      kind: 'confidence',
      sources: exactIndex.sources,
      ageMax: 60_000,
      widthMax: 2n * 10n ** 16n,
      multiple: 212n * 10n ** 16n,
    },
  ],
  [
    { kind: 'volume-index', primary: ['a'], primaryAgeMaxSec: 60, secondary: ['b'], secondaryAgeMaxSec: 10 },
    { kind: 'volume-index', primary: ['a'], primaryAgeMax: 60_000, secondary: ['b'], secondaryAgeMax: 10_000 },
  ],
  [
    { kind: 'last-trade', source: 'own' },
    { kind: 'last-trade', source: 'own' },
  ],
  [
    {
      kind: 'conversion',
      base: null,
      redemption: { source: 'r', step: '0.000001', ageMaxSec: 3_600 },
      changeMax: '0.001',
      changePerSec: 86_400,
      market: { index, discountMax: '0.05' },
    },
    {
      kind: 'conversion',
      base: null,
      redemption: { source: 'r', step: 10n ** 12n, ageMax: 3_600_000 },
      changeMax: 10n ** 15n,
      changePer: 86_400_000,
      market: { index: exactIndex, discountMax: 5n * 10n ** 16n },
    },
  ],
]

const exact = (rule: MarkRuleFile): MarkRule | null => {
  const findings = createFindings('venue.json')
  const found = markRuleOf(findings, rule, { field: 'venue.markRule', settle })
  findings.settle()
  return found
}

describe('markRuleOf', () => {
  for (const [file, wanted] of rows)
    test(`${file.kind}: seconds and decimals become exact, and both forms pass their schema`, () => {
      assert.deepEqual(decode(markRuleFileSchema, JSON.stringify(file)), file)
      const rule = exact(file)
      assert.deepEqual(rule, wanted)
      assert.ok(rule !== null)
      assert.deepEqual(markRuleProblems([{ instrument: 'X', rule }]), [])
      assert.deepEqual(decode(markRuleSchema, encodeCanonical(rule)), rule)
    })

  const faults: readonly (readonly [unknown, RegExp])[] = [
    [{ kind: 'twap' }, /kind/],
    [{ kind: 'last-trade', source: 'a', ageMax: 3 }, /ageMax/],
    [{ kind: 'weighted-median', ...index, sources: [] }, /sources/],
    [{ kind: 'weighted-median', ...index, deviationMax: '3' }, /deviationMax/],
    [{ kind: 'weighted-median', ...index, ladder: { haltAfterSec: 0, recoverAfterSec: 0 } }, /haltAfterSec/],
    [{ kind: 'impact-price', index, notional: '0', basisMax: '0.01' }, /notional/],
  ]
  for (const [file, wanted] of faults)
    test(`refuses ${JSON.stringify(file).slice(0, 60)}`, () =>
      assert.throws(() => decode(markRuleFileSchema, JSON.stringify(file)), wanted))

  test('a notional finer than the settlement asset names its field', () =>
    assert.throws(
      () => exact({ kind: 'impact-price', index, notional: '0.0000001', basisMax: '0.01' }),
      /venue\.markRule\.notional.*6 decimals/s,
    ))
})
