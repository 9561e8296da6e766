import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Script } from 'node:vm'
import { ChartInputError } from './error.ts'
import { lineChart } from './lanes.ts'
import { page } from './page.ts'
import type { Page } from './page.ts'
import { PAGE_SCRIPT } from './script.ts'
import { elements, HOSTILE, malformed } from './svg.fixtures.ts'

const figure = lineChart({
  id: 'fund',
  title: 'Fund',
  subtitle: 'USD',
  x: { kind: 'elapsed-ms' },
  y: { kind: 'linear', format: 'money', unit: 'USD' },
  series: [
    {
      name: 'soft',
      colour: 'var(--series-4)',
      points: [
        [0, 1],
        [1000, 2],
      ],
    },
  ],
})
const content: Page = {
  title: 'One crash',
  subtitle: 'Four policies',
  brand: 'Ebbline',
  footer: 'Depth is synthetic.',
  provenance: [{ label: 'seed', value: '1' }],
  policies: [{ name: 'soft', colour: 'var(--series-4)' }],
  sections: [
    {
      id: 'time',
      title: 'Through time',
      lead: 'lead',
      blocks: [
        { kind: 'figure', figure },
        { kind: 'text', text: 'words' },
      ],
    },
    { id: 'facts', title: 'Facts', blocks: [{ kind: 'facts', facts: [{ label: 'residual', value: '0' }] }] },
  ],
}
const hostile: Page = {
  ...content,
  title: HOSTILE,
  subtitle: HOSTILE,
  brand: HOSTILE,
  footer: HOSTILE,
  provenance: [{ label: HOSTILE, value: HOSTILE }],
  policies: [{ name: HOSTILE, colour: HOSTILE }],
  sections: [
    {
      id: 'a',
      title: HOSTILE,
      lead: HOSTILE,
      blocks: [
        { kind: 'text', text: HOSTILE },
        { kind: 'facts', facts: [{ label: HOSTILE, value: HOSTILE, note: HOSTILE }] },
      ],
    },
  ],
}

/** The page without style sheets, script and doctype: what must be well-formed markup. */
const skeleton = (html: string): string =>
  html
    .replace('<!doctype html>', '')
    .replaceAll(/<style[^>]*>[^<]*<\/style>/g, '')
    .replace(/<script>[\s\S]*<\/script>/, '')

describe('page', () => {
  test('is well-formed and links every section', () => {
    const html = page(content)
    assert.equal(malformed(skeleton(html)), undefined)
    assert.deepEqual(
      elements(html, 'a').map(({ href }) => href),
      ['#time', '#facts'],
    )
  })

  test('asks nothing of any network: no address but the SVG namespace, and a policy that forbids the rest', () => {
    const html = page(content)
    const addresses = new Set(html.match(/(?:https?:)?\/\/[a-z][^\s"'<)]*/g))
    assert.deepEqual([...addresses], ['http://www.w3.org/2000/svg'])
    for (const name of ['src', 'srcset', 'data', 'action'])
      assert.doesNotMatch(skeleton(html), new RegExp(`\\s${name}="`))
    const policy = elements(html, 'meta').find((meta) => meta['http-equiv'] === 'Content-Security-Policy')
    assert.match(policy?.['content'] ?? '', /^default-src &#39;none&#39;;/)
    assert.equal(/@import|url\((?!#)/.exec(html), null)
  })

  test('hostile names stay text: one running script, ours', () => {
    const html = page(hostile)
    assert.equal(malformed(skeleton(html)), undefined)
    assert.equal(html.match(/<script/g)?.length, 1)
    assert.ok(html.includes(PAGE_SCRIPT))
  })

  test('the script parses and cannot be closed from inside', () => {
    assert.doesNotThrow(() => new Script(PAGE_SCRIPT))
    assert.doesNotMatch(PAGE_SCRIPT, /<\/|<!--/)
  })

  test('same input, same bytes', () => assert.equal(page(content), page(structuredClone(content))))

  test('refuses ids that repeat or cannot stand in a link', () => {
    const [section] = content.sections
    assert.ok(section)
    assert.throws(() => page({ ...content, sections: [section, section] }), ChartInputError)
    assert.throws(() => page({ ...content, sections: [{ ...section, id: 'fund' }] }), ChartInputError)
    assert.throws(() => page({ ...content, sections: [{ ...section, id: '1 a"' }] }), ChartInputError)
  })
})
