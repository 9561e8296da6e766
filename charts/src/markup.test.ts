import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { dataScript, element, escape, pixels } from './markup.ts'
import { HOSTILE, malformed } from './svg.fixtures.ts'

describe('escape', () => {
  test('a hostile name is text, in content and in attributes', () => {
    assert.equal(escape(HOSTILE), '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;\uFFFD\uFFFD')
  })

  test('any text makes well-formed XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(malformed(element('g', { class: text }, escape(text))), undefined)
      }),
    )
  })
})

describe('element', () => {
  test('leaves undefined attributes out, rounds numbers, closes shapes', () => {
    assert.equal(element('rect', { x: 1.23456, y: -0.001, fill: undefined }), '<rect x="1.23" y="0"/>')
    assert.equal(element('g', {}), '<g></g>')
  })
})

describe('pixels', () => {
  test('rounds to a hundredth and never writes minus zero', () => {
    assert.equal(pixels(1.005 + 1e-9), 1.01)
    assert.ok(Object.is(pixels(-0.001), 0))
  })
})

describe('dataScript', () => {
  test('no text closes the script, and JSON gives it back', () => {
    const html: string = dataScript('a-csv', HOSTILE)
    assert.equal(html.indexOf('</script>'), html.length - '</script>'.length)
    const json = html.slice(html.indexOf('>') + 1, html.lastIndexOf('<'))
    assert.equal(JSON.parse(json), HOSTILE)
  })
})
