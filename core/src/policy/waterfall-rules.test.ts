import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compilePolicy, preset, type PolicyDeclaration, type WaterfallStep } from './index.ts'

/** A policy as it comes from a file, where a word may be any text. */
const withSteps = (steps: string): PolicyDeclaration => {
  const waterfall: readonly WaterfallStep[] = JSON.parse(steps)
  return { ...preset('full-close'), waterfall }
}

const problemsOf = (steps: string): readonly string[] => {
  const result = compilePolicy(withSteps(steps))
  return result.kind === 'refused' ? result.problems.map(({ path, allowed }) => `${path}: ${allowed}`) : []
}

describe('waterfall', () => {
  test('a fund may keep whole atoms, and a loss may be shared by open interest', () =>
    assert.deepEqual(
      problemsOf('[{ "step": "fund", "keepsAtoms": "1" }, { "step": "socialise", "by": "open-interest" }]'),
      [],
    ))
  test('parts of an atom and other ways to share are refused', () =>
    assert.deepEqual(problemsOf('[{ "step": "fund", "keepsAtoms": "0.5" }, { "step": "socialise", "by": "lot" }]'), [
      'waterfall[0].keepsAtoms: whole atoms of the numeraire, as a text',
      'waterfall[1].by: equity or open-interest',
    ]))
})
