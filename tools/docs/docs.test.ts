import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { decode, markRuleFileSchema } from '@ebbline/wire'

const ROOT = join(import.meta.dirname, '..', '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'charts/README.md',
  ...globSync('docs/**/*.md', { cwd: ROOT }),
]

describe('README.md', () => {
  test('its example runs as it stands', () => {
    const code = /```ts\n([\s\S]*?)```/.exec(read('README.md'))?.[1] ?? ''
    assert.equal(code.trim().split('\n').length, 10)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', code], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    assert.equal(status, 0, stderr)
    const lines = stdout.trim().split('\n')
    assert.equal(lines.length, 2)
    for (const [at, name] of ['full-close', 'soft'].entries())
      assert.match(lines[at] ?? '', new RegExp(`^${name} \\d+(\\.\\d+)? \\d+(\\.\\d+)? true$`))
  })
})

describe('docs/models/marks.md', () => {
  test('its rule is one that a scenario may name', () => {
    const rule = /```json\n([\s\S]*?)```/.exec(read('docs/models/marks.md'))?.[1] ?? ''
    assert.equal(decode(markRuleFileSchema, rule).kind, 'volume-index')
  })
})

describe('the pages', () => {
  for (const page of pages) {
    test(`${page}: every link within the project leads somewhere`, () => {
      const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
      const local = links.filter((link) => !/^[a-z]+:|^#/.test(link)).map((link) => link.replace(/#.*$/, ''))
      assert.deepEqual(
        local.filter((link) => !existsSync(join(ROOT, dirname(page), link))),
        [],
      )
    })

    test(`${page}: every npm script that it names exists`, () => {
      const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
      const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '')
      assert.deepEqual(
        named.filter((name) => scripts[name] === undefined),
        [],
      )
    })
  }

  test('every file that ARCHITECTURE.md and the formulas name by its path exists', () => {
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`((?:core|wire|charts|lab|cli|tools|docs|scenarios|policies)\/[\w./-]+)`/g)].map(
        (match) => match[1] ?? '',
      ),
    )
    assert.deepEqual(
      named.filter((path) => !existsSync(join(ROOT, path))),
      [],
    )
  })
})
