import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ArgumentError } from '../failure.ts'
import { scenarioFile, scenarioNames } from './named.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-named-'))
after(() => rmSync(folder, { recursive: true, force: true }))
mkdirSync(join(folder, 'mine'))
writeFileSync(join(folder, 'mine', 'crash.json'), '{}')

describe('scenarioNames', () => {
  test('names generated and recorded scenarios, and nothing that stands beside them', () => {
    const names = scenarioNames()
    for (const name of ['smoke', 'crash', '2021-05-19', '2022-05-luna']) assert.ok(names.includes(name), name)
    assert.ok(!names.includes('fitted-reaction'))
  })
})

describe('scenarioFile', () => {
  const forms = [
    'scenarios/recorded/2021-05-19',
    'scenarios/recorded/2021-05-19.json',
    './scenarios/recorded/2021-05-19',
    'recorded/2021-05-19',
    '2021-05-19',
    '2021-05-19.json',
  ]
  for (const form of forms)
    test(`${form} is the bundled one, wherever it is asked from`, () =>
      assert.ok(scenarioFile(form, folder).endsWith(join('scenarios', 'recorded', '2021-05-19.json'))))

  test('a file that stands there goes before a bundled name, with or without its ending', () => {
    for (const form of ['mine/crash.json', 'mine/crash'])
      assert.equal(scenarioFile(form, folder), join(folder, 'mine', 'crash.json'))
  })

  test('a path that leads nowhere stays what was written, so that its reader says so', () =>
    assert.equal(scenarioFile('mine/none.json', folder), join(folder, 'mine', 'none.json')))

  for (const near of ['2021-05-18', 'scenarios/recorded/2021-05-18', 'recorded/2021-05-18.json'])
    test(`${near} is near to a name, which is told`, () =>
      assert.throws(
        () => scenarioFile(near, folder),
        (error) => error instanceof ArgumentError && error.message.includes('did you mean 2021-05-19'),
      ))
})
