import { basename } from 'node:path'
import { compareCase, type Mismatch, type VectorCase, type VectorFile } from '@ebbline/wire'
import type { Adapter } from './adapter.ts'

/** A case that did not give what was expected. */
export interface Failure {
  readonly file: string
  readonly id: string
  readonly formula: string
  readonly mismatches: readonly Mismatch[]
}

/** What came of a set of vector files. */
export interface Conformance {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly Failure[]
  /** Cases of forms that no adapter knows, by file and formula. */
  readonly unknown: readonly { readonly file: string; readonly formula: string; readonly cases: number }[]
}

/** Runs every case whose form an adapter knows, and counts the others. */
export const checkAll = (files: readonly VectorFile[], adapters: readonly Adapter[]): Conformance => {
  const failures: Failure[] = []
  const unknown = new Map<string, { readonly file: string; readonly formula: string; cases: number }>()
  let [passed, skipped] = [0, 0]
  for (const { file, cases } of files)
    for (const one of cases) {
      const adapter = adapters.find(({ file: of, formula }) => of === basename(file) && formula === one.formula)
      if (adapter === undefined) {
        skipped += 1
        const known = unknown.get(`${file} ${one.formula}`) ?? { file, formula: one.formula, cases: 0 }
        unknown.set(`${file} ${one.formula}`, { ...known, cases: known.cases + 1 })
        continue
      }
      const mismatches = checkOne(adapter, one)
      if (mismatches.length === 0) passed += 1
      else failures.push({ file, id: one.id, formula: one.formula, mismatches })
    }
  return { passed, failed: failures.length, skipped, failures, unknown: [...unknown.values()] }
}

/** What a case expected and did not get. Code that refuses a case has failed it, whatever it expected. */
const checkOne = (adapter: Adapter, one: VectorCase): readonly Mismatch[] => {
  try {
    return compareCase(one, adapter.run(one.inputs))
  } catch (error) {
    const got = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const allowed = error instanceof RangeError ? 'inputs within the range of the formula' : 'an answer'
    return [{ path: '(whole)', expected: Object.keys(one.expected).join(', '), got, allowed }]
  }
}
