import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { topShare } from './report-fairness.ts'
import { causeFigure, frontSection } from './report-front.ts'
import type { ReportRun } from './report-input.ts'
import { comparisonReport } from './report.ts'
import { policyOf, reportInput } from './report.fixtures.ts'
import { viewOf } from './report-view.ts'

const input = reportInput()
const view = viewOf(input.scenario, input.runs)

/** The runs of the fixture again and again under other names. */
const many = (times: number): readonly ReportRun[] =>
  Array.from({ length: times }, (_, at) =>
    input.runs.map((run) => {
      const name = at === 0 ? run.policy.name : `${run.policy.name}-${at}`
      return { ...run, policy: policyOf(name) }
    }),
  ).flat()

describe('frontSection', () => {
  const text = frontSection(view).blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))

  // trader loss 2.41M, 2.65M, 2.38M, 2.29M; venue loss 0.31M, 0.82M, 0.455M, 0.61M: only bybit-tier-step is beaten
  test('says who stands on the front and how many are beaten', () =>
    assert.deepEqual(text, [
      'On the front under both bounds: full-close, hyperliquid-like and soft. 1 of 4 is beaten on both sides under both bounds.',
    ]))
  test('twins stand on the front together', () => {
    const twins = frontSection(viewOf(input.scenario, many(2))).blocks
    const said = twins.flatMap((block) => (block.kind === 'text' ? [block.text] : []))
    assert.match(said.join(), /^On the front under both bounds: full-close, .*soft-1\. 2 of 8 are beaten/)
  })
})

describe('causeFigure', () => {
  test('writes the five parts of run.json for every policy and bound', () => {
    const rows = causeFigure(view).csv.trimEnd().split(/\r?\n/)
    assert.equal(rows.length, 1 + 4 * 2 * 5)
    assert.ok(rows.includes('bybit-tier-step,own impact,taken over by a backstop,9000'))
  })
})

describe('topShare', () => {
  const rows = [
    [[1, 2, 7], 1, '0.700000000'],
    [[1, 2, 7], 2, '0.900000000'],
    [[1, 2, 7], 9, '1.000000000'],
    [[0, 0], 1, null],
    [[], 1, null],
  ] as const
  for (const [values, count, share] of rows)
    test(`the ${count} largest of ${values.join(', ')}: ${share}`, () => assert.equal(topShare(values, count), share))
})

describe('comparisonReport of twenty policies', () => {
  const html = comparisonReport({ ...input, runs: many(5) })
  test('names them all in pictures, tables and the picker, and stays one file of moderate size', () => {
    for (const { policy } of many(5)) {
      assert.ok(html.includes(`data-pick="${policy.name}"`), policy.name)
      assert.ok(html.includes(`<tr data-of="${policy.name}">`), policy.name)
    }
    assert.ok(html.length < 12_000_000, `${html.length} characters`)
  })
})
