import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createCensusReader } from './census.ts'
import { happeningsOf, MissingDecisionError } from './decision.ts'
import { createStoryReader, type Story } from './story.ts'
import { journal, usd } from './story.fixtures.ts'
import { decisionStoryLines, storyLines } from './tell-story.ts'

const storyOf = (id: string): Story | null => {
  const reader = createStoryReader(id)
  for (const entry of journal) reader.read(entry)
  return reader.story()
}

const told = (): readonly string[] => {
  const story = storyOf('trader')
  assert.ok(story !== null)
  return storyLines(story)
}

describe('createStoryReader', () => {
  test('keeps a treatment apart from what others did later', () => {
    const story = storyOf('trader')
    assert.deepEqual(
      story?.chapters.map((chapter) => chapter.happenings.map(({ seq, event }) => `${seq} ${event.kind}`)),
      [['3 decided', '3 order-sent', '4 moved', '4 moved', '4 order-done']],
    )
    assert.deepEqual(
      story?.between.map(({ seq, event }) => `${seq} ${event.kind}`),
      ['6 moved'],
    )
  })
  test('an account that the venue lacks has no story', () => assert.equal(storyOf('nobody'), null))
})

describe('storyLines', () => {
  test('the receipt is a sum that adds up', () => {
    const lines = told()
    const at = lines.findIndex((line) => line.includes('equity at start'))
    const amounts = lines.slice(at, at + 7).map((line) => {
      const [, sign, amount] = /^ +([+=-]?) *[a-z ]+ +(-?[\d,.]+)$/.exec(line) ?? []
      return { sign, value: Number(amount?.replaceAll(',', '')) }
    })
    const end = amounts.pop()
    const sum = amounts.reduce((total, { sign, value }) => total + (sign === '-' ? -value : value), 0)
    assert.equal(end?.sign, '=')
    assert.equal(sum, 672)
    assert.equal(end.value, 672)
  })
  const said = [
    'Account trader: trader, cross',
    'At the start of the run it held 1,500 USDC; long 1 BTC of BTC-PERP.',
    'Treatment 1 of 1: 2025-10-10 20:00:10 UTC, 0:00:10 into the run, policy soft',
    '  trigger: equity 690 USDC against a maintenance requirement of 600 USDC, with 60,000 USDC of notional',
    '  +0:00:10  decision d3.0: trade, stage trim of soft',
    '              enter: health-below - equity 690 USDC, multiple 1.2',
    '              limit: mark-offset - limit of BTC-PERP 59,000, bps 20',
    '              allocation: participation-cap [this made it smaller] - instrument BTC-PERP',
    '              wanted: sell 0.2 BTC of BTC-PERP at 59,000 or better',
    '              granted: sell 0.1 BTC of BTC-PERP at 59,000 or better',
    '              a deposit of 30 USDC before would have kept it out of this stage',
    '            order d3.0.0: sell 0.1 BTC of BTC-PERP at 59,000 or better, IOC',
    '            sold 0.1 BTC of BTC-PERP at 59,950 (mark 60,000), order d3.0.0, against rest-of-world',
    '            fee 3 USDC',
    '  receipt: restored, positions kept after 5 s, decisions: 1 (USDC)',
    '  had everything been closed at the trigger at once: cost 90 USDC, equity after it 600 USDC; the book could take all of it',
    '  +0:00:20  auto-deleveraging closed 0.05 BTC of its BTC-PERP at 59,800 (mark 60,000) for other; chosen by the rule water-filling of policy soft',
  ]
  for (const line of said) test(`says: ${line.trim()}`, () => assert.ok(told().includes(line), told().join('\n')))

  test('the defaulter reads the other side of it, and that it was never treated', () => {
    const story = storyOf('other')
    assert.ok(story !== null)
    const lines = storyLines(story)
    assert.ok(lines.includes('  +0:00:20  0.05 BTC of BTC-PERP was closed against trader at 59,800 (mark 60,000)'))
    assert.ok(lines.some((line) => line.startsWith('It was never treated')))
  })
})

describe('happeningsOf', () => {
  test('a decision comes with its orders, fills and fees', () => {
    const story = storyOf('trader')
    assert.ok(story !== null)
    const found = happeningsOf(story, 'd3.0')
    assert.equal(found.happenings.length, 5)
    assert.deepEqual(found.chapter, { index: 1, count: 1 })
    assert.match(
      decisionStoryLines(story, found)[0] ?? '',
      /^Account trader, treatment 1 of 1, 2025-10-10 20:00:10 UTC$/,
    )
  })
  test('one that is not there is our bug', () => {
    const story = storyOf('trader')
    assert.ok(story !== null)
    assert.throws(() => happeningsOf(story, 'd9.9'), MissingDecisionError)
  })
})

describe('createCensusReader', () => {
  test('counts receipts, stages and counterparties', () => {
    const reader = createCensusReader()
    for (const entry of journal) reader.read(entry)
    const census = reader.census()
    assert.deepEqual(
      census?.touched.map(({ account, cost }) => [account, cost]),
      [['trader', usd(8)]], // slippage 5 + fees 3
    )
    assert.deepEqual(census?.stages, [{ policy: 'soft', stage: 'trim', accounts: ['trader'] }])
    assert.deepEqual(census?.counterparties, [{ account: 'trader', instrument: 'BTC-PERP', times: 1, size: 50n }])
    assert.deepEqual(census?.bankrupt, [])
  })
})
