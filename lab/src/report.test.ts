import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { atoms, parseDecimal } from '@ebbline/core'
import type { RunEstimates, RunProvenance } from '@ebbline/wire'
import { metricDefinitions } from './metrics-definitions.ts'
import { cumulative, sharesKept } from './report-accounts.ts'
import { decimalOf } from './report-format.ts'
import type { ReportInput } from './report-input.ts'
import { comparisonReport, runReport } from './report.ts'
import { policyOf, receiptOf, reportInput } from './report.fixtures.ts'
import { openingText } from './report-story-words.ts'
import { chooseTale } from './report-tale.ts'
import { viewOf } from './report-view.ts'

const SECTIONS = [
  'result',
  'front-section',
  'said',
  'table',
  'crash',
  'payers',
  'accounts',
  'fairness',
  'story',
  'tradeoff',
  'method',
]
const FIGURES = `
  front causes policies more-benefit more-cost claims prices impact closing losses shortfalls fund vault backstops
  fairness-curve burdens deleveraged kept held distribution position-kept receipts course position ladder
  book tradeoff-house tradeoff-debt tradeoff-winners tradeoff-time parameters runs definitions
`
  .trim()
  .split(/\s+/)

/** The data behind a figure as the page carries it. */
const csvOf = (html: string, id: string): readonly (readonly string[])[] => {
  const found = new RegExp(`id="${id}-csv"[^>]*>([^<]*)<`).exec(html)?.[1]
  assert.ok(found, `data of ${id}`)
  const text: unknown = JSON.parse(found)
  assert.ok(typeof text === 'string')
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((row) => row.split(','))
}

const input = reportInput()
const html = comparisonReport(input)

describe('comparisonReport', () => {
  test('is one file with every section and figure in order, and asks nothing of any network', () => {
    const places = SECTIONS.map((id) => html.indexOf(`<section id="${id}"`))
    assert.ok(
      places.every((place, at) => place > (places[at - 1] ?? 0)),
      String(places),
    )
    for (const id of FIGURES) assert.ok(html.includes(`id="${id}"`), id)
    assert.ok(!/(?:src|href)="(?!#)/.test(html))
    assert.ok(html.length < 4_000_000, `${html.length} characters`)
  })

  test('says each sentence of the verdicts and names every policy in its colour', () => {
    for (const { kind, sentence } of input.comparison.verdicts)
      if (kind === 'summary')
        assert.ok(html.includes(sentence.replaceAll('&', '&amp;').replaceAll("'", '&#39;')), sentence)
    for (const [at, name] of ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'].entries())
      assert.match(html, new RegExp(`background:var\\(--series-${at + 1}\\)"></span>${name}`))
  })

  test('shows the numbers of run.json, every metric in exactly one of its three tables', () => {
    const seen = new Map<string, string>()
    for (const id of ['policies', 'more-benefit', 'more-cost']) {
      const [head = [], ...rows] = csvOf(html, id)
      for (const row of rows)
        for (const [at, title] of head.slice(2).entries()) {
          const key = `${row[0] ?? ''}/${row[1] ?? ''}/${title.replace(/ \[.*$/, '')}`
          assert.ok(!seen.has(key), `${key} stands twice`)
          seen.set(key, row[at + 2] ?? '')
        }
    }
    for (const { policy, bound, outcome } of input.runs)
      for (const definition of metricDefinitions) {
        const key = `${policy.name}/${bound === 'frozen' ? 'frozen path' : 'own impact'}/${definition.name}`
        assert.equal(seen.get(key), decimalOf(definition, outcome.run.metrics[definition.name] ?? null), key)
      }
  })

  test('keeps money exact in its tables', () => {
    const [head = [], first = []] = csvOf(html, 'policies')
    assert.equal(first[head.findIndex((title) => title.startsWith('forcedNotional'))], '91234567.891234')
  })

  test('a name cannot become markup', () => {
    const evil = '<img src=x onerror=alert(1)>'
    const scenario = { ...input.scenario, title: evil }
    const runs = input.runs.map((run) => ({ ...run, policy: { ...policyOf(run.policy.name), summary: evil } }))
    const report = comparisonReport({ ...input, scenario, runs })
    assert.ok(!report.includes('<img'))
    assert.ok(report.includes('&lt;img src=x'))
  })

  test('works with fewer policies and with one bound, and soft keeps its colour', () => {
    for (const bounds of [['own'], ['frozen'], ['frozen', 'own']] as const)
      for (const policies of [['soft'], ['full-close', 'soft'], ['hyperliquid-like']]) {
        const report = comparisonReport(reportInput({ policies, bounds }))
        assert.ok(report.includes('id="policies"'))
        if (policies.includes('soft')) assert.match(report, /background:var\(--series-4\)"><\/span>soft/)
        if (!policies.includes('full-close')) assert.ok(!report.includes('</span>full-close'))
      }
  })

  test('works without vault, samples, receipts, deleveraging and followed accounts', () => {
    const bare: ReportInput = {
      ...input,
      scenario: { ...input.scenario, venue: { ...input.scenario.venue, vault: null } },
      runs: input.runs.map((run) => ({
        ...run,
        outcome: { ...run.outcome, receipts: [], takings: [], stories: [] },
      })),
    }
    const report = comparisonReport(bare)
    for (const id of ['vault', 'deleveraged', 'story', 'distribution'])
      assert.ok(!report.includes(`id="${id}"`), `${id} has nothing to show`)
    assert.match(report, /Nobody was deleveraged/)
  })

  test('the split of what was missing is exact, and every row of it adds up', () => {
    const [head = [], ...rows] = csvOf(html, 'shortfalls')
    assert.equal(rows.length, input.runs.length)
    const amount = (row: readonly string[], name: string): bigint =>
      parseDecimal(row[head.findIndex((title) => title.startsWith(name))] ?? '', 6)
    for (const row of rows)
      for (const side of ['traders', 'house']) {
        const parts = ['fund', 'vault', 'adl', 'socialised', 'unmet', 'dust'].map((part) =>
          amount(row, `${side}-${part}`),
        )
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0n),
          amount(row, `${side}-missing`),
        )
      }
    assert.equal(amount(rows[0] ?? [], 'traders-missing'), 97_997_500_000n)
  })

  test('nothing missing, no split', () => {
    const none = { missing: 0n, fund: 0n, vault: 0n, adl: 0n, socialised: 0n, unmet: 0n, dust: 0n }
    const shortfalls = { traders: none, house: none }
    const runs = input.runs.map((run) => ({ ...run, outcome: { ...run.outcome, shortfalls } }))
    assert.ok(!comparisonReport({ ...input, runs }).includes('id="shortfalls"'))
  })

  test('with several tapes there is a table of all of them', () => {
    const [tape] = input.comparison.tapes
    assert.ok(tape)
    const tapes = [tape, { ...tape, seed: 2 }]
    const report = comparisonReport({ ...input, comparison: { ...input.comparison, tapes } })
    const rows = csvOf(report, 'tapes').slice(1)
    assert.equal(rows.length, 2 * 4 * 2)
    assert.ok(!html.includes('id="tapes"'))
  })

  test('a broken conservation law cannot be overlooked', () => {
    const runs = input.runs.map((run, at) =>
      at > 0
        ? run
        : {
            ...run,
            outcome: { ...run.outcome, run: { ...run.outcome.run, conservation: { ok: false, residual: '3' } } },
          },
    )
    assert.match(comparisonReport({ ...input, runs }), /BROKEN, residual 3/)
  })

  test('the same input gives the same bytes', () => {
    assert.equal(comparisonReport(reportInput()), html)
  })
})

describe('comparisonReport of a recorded tape', () => {
  const orders = ['nearer-first', 'farther-first'] as const
  const provenance: RunProvenance = {
    datasets: [{ name: 'candles/btc.csv.gz', sha256: 'ab'.repeat(32) }],
    assumptions: ['Leverage is <assumed>.'],
    limits: ['Spot is not mark.'],
    reaction: [{ name: 'impact coefficient Y', value: 1, low: 0.8, high: 1.3 }],
  }
  const recorded = comparisonReport(reportInput({ orders, provenance }))

  test('shows four numbers a cell, and the six checks of the print order', () => {
    assert.equal(csvOf(recorded, 'policies').length, 1 + 4 * 4)
    for (const id of [
      'equitypreserved',
      'positionpreserved',
      'slippagebps',
      'baddebt',
      'funddrawdown',
      'timeatrisksec',
    ])
      assert.deepEqual(
        csvOf(recorded, `check-${id}`).map((row) => row.length),
        [5, 5, 5, 5, 5],
      )
    assert.ok(!html.includes('id="check-'))
  })

  test('says what is assumed, what the data cannot show, and which files were read', () => {
    assert.ok(
      recorded.includes('<li>Leverage is &lt;assumed&gt;.</li>') && recorded.includes('<li>Spot is not mark.</li>'),
    )
    assert.deepEqual(csvOf(recorded, 'datasets')[1], ['candles/btc.csv.gz', 'as run', 'abababababababab'])
    assert.deepEqual(csvOf(recorded, 'reaction')[1], ['impact coefficient Y', 'as run', '1', '0.8 to 1.3'])
    assert.ok(!html.includes('id="market"'))
    assert.ok(recorded.includes('the same recorded crash') && html.includes('the same generated crash'))
  })

  test('the order that holds is the same in the table as by hand', () => {
    // slippage 12.5 < 41 < 58 < 64.2 bp in every run of the made-up input
    const row = csvOf(recorded, 'orders').find(([metric]) => metric === 'Slippage')
    assert.equal(row?.[2], 'soft > bybit-tier-step > hyperliquid-like > full-close')
  })
})

describe('the cost of trades', () => {
  const sound = { trades: 40, bias: 0.02, coverage: 0.9, below: 0.05, above: 0.05 }
  const reportWith = (estimates: RunEstimates): string =>
    comparisonReport({
      ...input,
      runs: input.runs.map((run) => ({
        ...run,
        outcome: { ...run.outcome, run: { ...run.outcome.run, estimates } },
      })),
    })

  test('is said to be foreseen only while bias and coverage are as claimed', () => {
    assert.match(reportWith(sound), /In every run the bias is within 10%/)
    assert.match(
      reportWith({ ...sound, coverage: 0.96 }),
      /In no run is the bias within 10%.*must not be read as 90% intervals/,
    )
    assert.match(reportWith({ ...sound, bias: -0.11 }), /In no run/)
    assert.ok(!html.includes('id="estimates"'))
  })
})

describe('runReport', () => {
  test('shows one run with its hashes and without anything that compares', () => {
    const run = input.runs.at(-1)
    assert.ok(run)
    const report = runReport({ scenario: input.scenario, ...run })
    assert.ok(report.includes('id="story"') && report.includes('id="runs"'))
    assert.ok(
      !report.includes('id="tradeoff"') && !report.includes('id="claims"') && !report.includes('Where soft loses'),
    )
    assert.ok(report.includes(run.outcome.run.stateHash.slice(0, 16)))
  })
})

describe('sharesKept', () => {
  const view = viewOf(input.scenario, input.runs)

  test('goes from the first start to the last end, floors at zero, and leaves out what was never closed', () => {
    const receipts = [
      receiptOf('twice', { equityAtStart: atoms(100n), equityAtEnd: atoms(80n) }),
      receiptOf('twice', { equityAtStart: atoms(90n), equityAtEnd: atoms(25n) }),
      receiptOf('bankrupt', { equityAtStart: atoms(100n), equityAtEnd: atoms(-7n) }),
      receiptOf('late', { equityAtStart: atoms(-5n), equityAtEnd: atoms(0n) }),
      receiptOf('spared', { closedNotional: atoms(0n) }),
    ]
    assert.deepEqual(sharesKept(view, receipts), [0, 0, 0.25])
  })
})

describe('cumulative', () => {
  test('is the share of a sorted list at or under each value; the end holds everything beyond', () => {
    const points = cumulative([0, 0.5, 0.5, 9])
    const at = (x: number): number => points.findLast(([place]) => place <= x)?.[1] ?? -1
    assert.deepEqual([at(0), at(0.499), at(0.5), at(1.4), at(1.5)], [0.25, 0.25, 0.75, 0.75, 1])
  })
})

describe('chooseTale', () => {
  test('prefers the account that soft restored by closing a part of it', () => {
    const view = viewOf(input.scenario, input.runs)
    assert.equal(chooseTale(view)?.account, 'trader/0007')
  })

  test('tells nothing where no followed account was treated', () => {
    const untouched = input.runs.map((run) => ({ ...run, outcome: { ...run.outcome, receipts: [] } }))
    assert.equal(chooseTale(viewOf(input.scenario, untouched)), null)
  })
})

describe('openingText', () => {
  test('says when, what, how healthy, what a full close would have cost, and what kept slices small', () => {
    const tale = chooseTale(viewOf(input.scenario, input.runs))
    assert.ok(tale)
    // 26,000 / 22,500 = 1.16; the first moment stands two batches of 5 s after the start
    assert.equal(
      openingText(viewOf(input.scenario, input.runs), tale),
      '2 min 30 s into the run soft took the account up. It was long BTC-PERP: $880k of positions on $26k of equity, 1.16 times its maintenance requirement of $22.5k. Closing all of it at once into the book of that moment would have cost $5.4k and left $20.6k. The first closing came 10 s later. What kept its slices small: participation cap. All numbers of this section: own impact.',
    )
  })
})

describe('receiptsTable', () => {
  test('adds up from left to right, to the atom', () => {
    const [head = [], ...rows] = csvOf(html, 'receipts')
    const columns = ['start', 'market', 'slippage', 'charges', 'covered', 'end'].map((key) =>
      head.findIndex((title) => title.startsWith(key)),
    )
    assert.equal(rows.length, 4)
    for (const row of rows) {
      // 26,000 - 320 - 175 + 0 ends at 24,000 only if the market took 1,505
      assert.deepEqual(
        columns.map((at) => row[at]),
        ['26000', '-1505', '-320', '-175', '0', '24000'],
      )
    }
  })
})
