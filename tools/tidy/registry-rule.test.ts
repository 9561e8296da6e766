import { describe, test } from 'node:test'
import { registryRule } from './registry-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'
import { REGISTRIES } from './walls.ts'

describe('registryRule', () => {
  for (const folder of REGISTRIES)
    test(`finds a strategy of ${folder} that its index does not list`, () => {
      const found = registryRule(
        house({
          [`${folder}/index.ts`]: "export { a } from './listed.ts'\n// './lost.ts'",
          [`${folder}/listed.ts`]: '',
          [`${folder}/listed.test.ts`]: '',
          [`${folder}/lost.ts`]: '',
        }),
      )
      assertFinds(found, [`${folder}/lost.ts:1: is not listed in ${folder}/index.ts`])
    })

  test('finds strategies of a folder that has no index', () => {
    const file = 'core/src/liquidation/queues/fifo.ts'
    assertFinds(registryRule(house({ [file]: '' })), [
      `${file}:1: is not listed in core/src/liquidation/queues/index.ts`,
    ])
  })

  test('finds a preset that the index does not list', () => {
    const folder = 'core/src/policy/presets'
    const found = registryRule(
      house({
        [`${folder}/index.ts`]: "import a from './a.json' with { type: 'json' }",
        [`${folder}/a.json`]: '{}',
        [`${folder}/b.json`]: '{}',
      }),
    )
    assertFinds(found, [`${folder}/b.json:1: is not listed in ${folder}/index.ts`])
  })
})
