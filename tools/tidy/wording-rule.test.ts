import { describe, test } from 'node:test'
import { assertFinds, house } from './workspace.fixtures.ts'
import { wordingRule } from './wording-rule.ts'

const LATER = ['TO', 'DO'].join('')
const FIX = ['FIX', 'ME'].join('')

// [file, text, what must be found, with its line]
const breaches: readonly (readonly [string, string, string])[] = [
  ['lab/src/utils.ts', '', '1: has "utils" in its name'],
  ['lab/src/fee-helpers.ts', '', '1: has "helpers" in its name'],
  ['lab/src/orderManager.ts', '', '1: has "manager" in its name'],
  ['lab/src/common/a.ts', '', '1: has "common" in its name'],
  ['lab/src/misc.test.ts', '', '1: has "misc" in its name'],
  ['lab/src/a.ts', "\nthrow new Error('x')", '2: throws a nameless Error'],
  ['lab/src/a.ts', "throw Error('x')", '1: throws a nameless Error'],
  ['lab/src/a.ts', 'try { a() } catch {}', '1: catches to ignore'],
  ['lab/src/a.ts', 'try { a() }\ncatch (error) {\n// quiet\n}', '2: catches to ignore'],
  ['lab/src/a.ts', 'a().catch(() => {})', '1: catches to ignore'],
  ['lab/src/a.test.ts', 'try { a() } catch {}', '1: catches to ignore'],
  ['lab/src/a.ts', `a\n// ${LATER}: b`, '2: leaves work in a comment'],
  ['lab/src/a.test.ts', `/* a\n ${FIX} */`, '2: leaves work in a comment'],
  ['lab/src/a.ts', 'a as any', '1: casts to any'],
  ['lab/src/a.test.ts', 'a as any', '1: casts to any'],
  ['lab/src/a.ts', '// @ts-ignore', '1: silences the compiler'],
  ['lab/src/a.ts', '// @ts-nocheck', '1: silences the compiler'],
  ['lab/src/a.ts', '// @ts-expect-error', '1: silences the compiler'],
]

const clean: readonly (readonly [string, string])[] = [
  ['lab/src/commonality.ts', ''],
  ['lab/src/a.ts', "throw new PolicyError('x')"],
  ['lab/src/a.ts', 'try { a() } catch (error) { throw new PolicyError(error) }'],
  ['lab/src/a.ts', `const text = '${LATER} throw new Error( @ts-ignore as any'`],
  ['lab/src/a.test.ts', "throw new Error('x')"],
  ['lab/src/a.test.ts', '// @ts-expect-error a size is no price'],
  ['tools/bench/main.ts', "throw new Error('x')"],
]

describe('wordingRule', () => {
  for (const [file, text, found] of breaches)
    test(`refuses ${JSON.stringify(text)} in ${file}`, () =>
      assertFinds(wordingRule(house({ [file]: text })), [`${file}:${found}`]))

  for (const [file, text] of clean)
    test(`allows ${JSON.stringify(text)} in ${file}`, () => assertFinds(wordingRule(house({ [file]: text })), []))
})
