import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { comparisonLines } from './table.ts'
import { comparison, definitions, recordedTape } from './comparison.fixtures.ts'

const [tape] = comparison.tapes
assert.ok(tape !== undefined)
const style = { currency: 'USDC', colour: false }
const lines = comparisonLines(tape, definitions, style)

/** The cells of a policy's row in the block with this title, split at blanks. */
const row = (title: string, policy: string): readonly string[] => {
  const at = lines.findIndex((line) => line.startsWith(title))
  const found = lines.slice(at).find((line) => line.startsWith(`${policy} `))
  return (found ?? '').replaceAll(/ *\/ */g, '/').split(/ {2,}/)
}

describe('comparisonLines', () => {
  test('fits in 120 columns', () => assert.ok(lines.every((line) => Array.from(line).length <= 120)))
  test('names the currency and both bounds in the heading', () => {
    assert.ok(lines.some((line) => /bad debt, USDC +fund fall, USDC/.test(line)))
    assert.ok(lines.some((line) => /frozen \/ own +frozen \/ own/.test(line)))
  })
  // bad debt: full-close 2,000,000 / 2,500,000, soft 1,000,000 / 2,600,000, and lower is better
  test('marks best and worst under each bound by itself', () => {
    assert.deepEqual(row('COST to the venue', 'full-close')[1], '2M✗/2.5M✓')
    assert.deepEqual(row('COST to the venue', 'soft')[1], '1M✓/2.6M✗')
  })
  // equity kept: 10 % / 8 % against 60 % / 55 %, and higher is better
  test('knows which end of a metric is good', () => {
    assert.deepEqual(row('BENEFIT', 'full-close')[1], '10.0%✗/8.0%✗')
    assert.deepEqual(row('BENEFIT', 'soft')[1], '60.0%✓/55.0%✓')
  })
  test('ties are not marked, and what was not measured is a dash', () => {
    assert.equal(row('COST to the venue', 'soft')[4], '0/0')
    assert.equal(row('COST to the market', 'soft')[3], '-/-')
  })
  test('colours only where both bounds agree, and changes no text', () => {
    const coloured = comparisonLines(tape, definitions, { ...style, colour: true })
    assert.deepEqual(coloured.map(stripVTControlCharacters), lines)
    assert.ok(coloured.some((line) => line.includes('\u001b[32m60.0%✓ / 55.0%✓')))
    assert.ok(coloured.every((line) => !line.includes('\u001b[32m1M✓')))
  })
})

describe('comparisonLines of a recorded tape', () => {
  const recorded = comparisonLines(recordedTape, definitions, style)
  const cell = (title: string, policy: string): string => {
    const at = recorded.findIndex((line) => line.startsWith(title))
    return (recorded.slice(at).find((line) => line.startsWith(`${policy} `)) ?? '').split(/ {2,}/)[1] ?? ''
  }
  test('gives the range over both bounds and both print orders, and fits', () => {
    assert.ok(recorded.every((line) => Array.from(line).length <= 120))
    assert.ok(recorded.some((line) => line.includes('range of 4')))
    assert.equal(cell('COST to the venue', 'full-close'), '2M–2.5M')
  })
  // soft keeps more equity in all four runs; its bad debt is lower in three of them only
  test('marks best and worst only where all four runs agree', () => {
    assert.equal(cell('BENEFIT', 'soft'), '55.0%–61.0%✓')
    assert.equal(cell('BENEFIT', 'full-close'), '8.0%–11.0%✗')
    assert.equal(cell('COST to the venue', 'soft'), '1M–2.6M')
  })
})
