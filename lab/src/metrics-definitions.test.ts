import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { metricDefinitions } from './metrics-definitions.ts'

const page = readFileSync(new URL('../../docs/models/metrics.md', import.meta.url), 'utf8')

describe('metricDefinitions', () => {
  test('names are unique', () =>
    assert.equal(new Set(metricDefinitions.map(({ name }) => name)).size, metricDefinitions.length))

  test('the page of documents holds every definition word for word', () => {
    for (const { name, title, unit, better, definition } of metricDefinitions)
      assert.ok(page.includes(`| \`${name}\` | ${title} | ${unit} | ${better} | ${definition} |`), name)
  })

  test('everything that run.json promises is there', () => {
    const promised =
      'badDebt fundDrawdown forcedNotional traderLoss venueLoss overLiquidationRatio unnecessaryRate equityPreserved ' +
      'positionPreserved slippageBps ' +
      'peakImpactBps amplification timeAtRiskSec adlNotional adlOvershoot accountsTouched accountsRestored accountsBankrupt'
    const names = new Set(metricDefinitions.map(({ name }) => name))
    for (const name of promised.split(' ')) assert.ok(names.has(name), name)
  })
})
