import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { closingFigures } from './report-closing.ts'
import type { ReportInput } from './report-input.ts'
import { reportInput } from './report.fixtures.ts'
import { viewOf } from './report-view.ts'

const input = reportInput()

describe('closingFigures', () => {
  const long: ReportInput['scenario'] = { ...input.scenario, clock: { ...input.scenario.clock, horizonSec: 7200 } }
  const sums = (csv: string): number =>
    csv
      .split(/\r?\n/)
      .map((row) => row.split(','))
      .filter(([, kind]) => kind === 'bar')
      .reduce((sum, row) => sum + Number(row[4]), 0)

  test('shows all that was closed, and the busiest stretch again where it holds over half', () => {
    const view = viewOf(
      long,
      input.runs.filter(({ bound }) => bound === 'own'),
    )
    const [whole, rush] = closingFigures(view)
    // a batch with closing has 24,900 units, 40,000 more under soft, 2,500 more under bybit-tier-step; 65 such batches (25 to 89); 90,000 once per policy
    assert.equal(sums(whole?.csv ?? ''), 65 * (4 * 24_900 + 40_000 + 2_500) + 4 * 90_000)
    // around batch 60: the 6 before it without the first, itself, and the 29 after it that closed anything
    assert.equal(sums(rush?.csv ?? ''), (5 + 1 + 29) * (4 * 24_900 + 40_000 + 2_500) + 4 * 90_000)
  })

  test('in a short run there is nothing to look at closer', () => {
    assert.deepEqual(
      closingFigures(viewOf(input.scenario, input.runs)).map(({ id }) => id),
      ['closing'],
    )
  })
})
