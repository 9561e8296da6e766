import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { KNOWN_HOLES } from './known-holes.fixtures.ts'

const page = (policy: string): string =>
  readFileSync(new URL(`../../../../docs/policies/${policy}.md`, import.meta.url), 'utf8')

describe('known holes', () => {
  for (const [attack, holes] of Object.entries(KNOWN_HOLES))
    for (const [policy, won] of Object.entries(holes))
      test(`the page of ${policy} names ${attack} with its number`, () =>
        assert.ok(page(policy).includes(`Hole \`${attack}\`: ${won}`), `docs/policies/${policy}.md`))

  test('no page names a hole that is not known', () => {
    for (const [attack, holes] of Object.entries(KNOWN_HOLES))
      for (const policy of new Set(Object.values(KNOWN_HOLES).flatMap((each) => Object.keys(each))))
        assert.equal(page(policy).includes(`Hole \`${attack}\``), policy in holes, `${attack} on the page of ${policy}`)
  })
})
