import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { preset, presets } from '@ebbline/core'
import { choosePolicies } from './policy-choice.ts'
import { loadScenario } from './scenarios.ts'

const plain = loadScenario('smoke', process.cwd(), { overrides: [] })
const lending = {
  ...plain,
  venue: {
    ...plain.venue,
    borrow: [{ by: 'rate' as const, asset: 'USDC', initialRate: '0.1', maintenanceRate: '0.05' }],
  },
}

describe('choosePolicies', () => {
  test('takes names as they stand, in their order', () => {
    const asked = ['soft', './mine.json', 'loan-soft']
    assert.deepEqual(choosePolicies(asked, [plain]), { names: asked, leftOut: [] })
  })
  test('all holds every preset for customers; what has nothing to do is left out, with the reason', () => {
    const { names, leftOut } = choosePolicies(['all'], [plain])
    assert.equal(names.length + leftOut.flatMap((each) => each.names).length, presets.length)
    assert.deepEqual(
      leftOut.map(({ names: out, reason }) => [out.filter((name) => /^(?:house|loan)-/u.test(name)), reason]),
      [
        [['loan-close', 'loan-soft'], 'for loans; smoke lends nothing'],
        [['house-unwind', 'house-lend'], "for the house's own inventory; the venue uses it by itself"],
      ],
    )
    assert.ok(choosePolicies(['all'], [lending]).names.includes('loan-soft'))
    assert.ok(!choosePolicies(['all'], [lending, plain]).names.includes('loan-soft'))
  })
  test('venues holds what stands for the rules of others', () => {
    const { names } = choosePolicies(['venues'], [plain])
    assert.ok(names.includes('hyperliquid-like'))
    for (const name of names) assert.notEqual(preset(name).evidence, 'own')
  })
  test('a mix names each policy once; one that is named itself runs in any case', () => {
    const { names, leftOut } = choosePolicies(['loan-close', 'venues', 'all', 'soft', './mine.json'], [plain])
    assert.equal(new Set(names).size, names.length)
    assert.deepEqual([names[0], names.at(-1)], ['loan-close', './mine.json'])
    assert.ok(leftOut.every((each) => !each.names.includes('loan-close')))
  })
})
