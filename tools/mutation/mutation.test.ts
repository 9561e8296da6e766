import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { copyOf, mutate, StaleMutantError } from './copy.ts'
import { judgeAll } from './judge.ts'
import { MUTANTS } from './mutants.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const vectors = process.env['EBB_VECTORS']

describe('mutants', () => {
  test('each still stands for one line of the code, and a place that is gone is refused', () => {
    const copy = copyOf(root)
    try {
      for (const mutant of MUTANTS) {
        mutate(copy, mutant)()
        assert.throws(() => mutate(copy, { ...mutant, find: `${mutant.find} and more` }), StaleMutantError)
      }
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })
  test('the published cases notice every one', { skip: vectors === undefined && 'EBB_VECTORS is not set' }, () => {
    for (const { mutant, sound, mutated, killed } of judgeAll(root, vectors ?? ''))
      assert.ok(killed, `${mutant.name}: before ${JSON.stringify(sound)}, after ${JSON.stringify(mutated)}`)
  })
})
