import { describe, test } from 'node:test'
import { MAP_FILE, mapRule } from './map-rule.ts'
import { assertFinds, house } from './workspace.fixtures.ts'

const files = {
  'core/src/index.ts': '',
  'core/src/units/index.ts': '',
  'core/src/market/impact/a.ts': '',
  'lab/src/index.ts': '',
}

describe('mapRule', () => {
  test('finds each room and package that the map does not name', () => {
    const found = mapRule(house({ ...files, [MAP_FILE]: '`core/src/`\n  `submarket/` market units\n' }))
    assertFinds(found, [
      `${MAP_FILE}:1: does not name the folder lab/`,
      `${MAP_FILE}:1: does not name the folder market/`,
      `${MAP_FILE}:1: does not name the folder units/`,
    ])
  })

  test('passes a map that names all of them', () => {
    assertFinds(mapRule(house({ ...files, [MAP_FILE]: 'core/ lab/\nunits/\n[market/](core/src/market)' })), [])
  })
})
