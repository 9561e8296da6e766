import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { presets } from '@ebbline/core'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'policies')
const index = readFileSync(join(FOLDER, 'README.md'), 'utf8')
const names = presets.map(({ name }) => name)

const read = (name: string): string => readFileSync(join(FOLDER, `${name}.md`), 'utf8')

/** Presets whose pages a page links to. */
const siblings = (page: string): readonly string[] =>
  [...page.matchAll(/\]\(([\w.-]+)\.md\)/gu)].map((match) => match[1] ?? '').filter((name) => names.includes(name))

describe('docs/policies', () => {
  for (const { name, evidence, date } of presets) {
    test(`${name} has a row with its evidence and date`, () => {
      const row = index.split('\n').find((line) => line.startsWith(`| [${name}](${name}.md) |`))
      assert.ok(row !== undefined, 'add a row to docs/policies/README.md')
      const cells = row.split('|').map((cell) => cell.trim())
      assert.equal(cells.length, 7)
      assert.deepEqual([cells[3], cells[4]], [evidence, date])
      assert.ok(cells[2] !== '' && cells[5] !== '')
    })
    test(`${name} has a page that says where it comes from and where it is weak`, () => {
      assert.ok(existsSync(join(FOLDER, `${name}.md`)), `write docs/policies/${name}.md`)
      const page = read(name)
      assert.match(page.split('\n')[0] ?? '', new RegExp(`^# .*\\b${name}\\b`, 'u'))
      // Two presets of one venue may share a page; the shorter one then links to it.
      const told = [page, ...siblings(page).map(read)].join('\n')
      assert.match(told, /^\*\*Source\.?\*\*/mu)
      for (const heading of ['Laws', 'Weaknesses', ...(evidence === 'own' ? [] : ['A timeline'])])
        assert.match(told, new RegExp(`^## ${heading}`, 'mu'))
    })
  }

  test('every page and row is of a preset, in the order of the list', () => {
    const pages = readdirSync(FOLDER).filter((file) => file !== 'README.md')
    assert.deepEqual(
      pages.filter((page) => !names.includes(page.replace(/\.md$/u, ''))),
      [],
    )
    const rows = [...index.matchAll(/^\| \[([^\]]+)\]/gmu)].map((match) => match[1])
    assert.deepEqual(rows, names)
  })

  test('the table of laws names what every preset breaks, in the order of the list', () => {
    const page = readFileSync(join(FOLDER, '..', 'models', 'policies.md'), 'utf8')
    const section = page.split(/^## /mu).find((each) => each.startsWith('5. Laws')) ?? ''
    const rows = section.split('\n').filter((line) => line.startsWith('| `'))
    assert.deepEqual(
      rows,
      presets.map(({ name, laws }) => {
        const broken = laws.breaks.map(({ law }) => `\`${law}\``).join(', ')
        return `| \`${name}\` | ${broken === '' ? 'none' : broken} |`
      }),
    )
  })
})
