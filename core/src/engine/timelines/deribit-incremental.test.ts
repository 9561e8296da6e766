import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { createAuditor } from '../audit.ts'
import { engineOf } from '../engine.ts'
import { text } from '../fixtures.ts'
import { fullImbalances } from '../invariants.ts'
import { foldJournal, redecideJournal } from '../replay.ts'
import { restoreState, snapshotOf } from '../snapshot.ts'
import { allAccounts } from '../state.ts'
import { portfolioJournal, portfolioTimeline, type Held, type PortfolioMoment } from './portfolio.fixtures.ts'
import type { Row, Side } from './timeline.fixtures.ts'

/** Long 10 BTC of the future against 4 of the perpetual: 600 000 and -240 000 at 60 000, which require 36 000 and 5 040. */
const held: Held = { cash: '34000', perpetual: '-4', future: '10', entry: '60000' }
const at = (second: number, price: string, futureBids: Side = []): PortfolioMoment => ({
  second,
  price,
  perpetualBids: [['59995', '20']],
  perpetualAsks: [['60005', '20']],
  futureBids,
  futureAsks: [['60010', '5']],
})
const bids: Side = [['59990', '9']]
const moments = [
  at(0, '62000', bids), // 46 000 of 42 408
  at(1, '60000', bids), // 34 000 of 41 040: 1.17 BTC would do, a tenth of ten may go
  ...[2, 3, 4, 5, 6].map((second) => at(second, '60000')), // nobody bids for the future any more
]

describe('deribit-incremental on 2024-08-05, a future hedged by the perpetual', () => {
  test('a round in the future, then three seconds without a bid, then the perpetual', () => {
    const expected: readonly Row[] = [
      // 34 000 - 10 of 30 000 + 4 680; then fee and penalty of 329.945
      ['06:00:01', 'sold', '1 BTC-SEP', '59990', '0.9801'],
      // 33 660.055 - 0.9615 of 28 846.2 + 4 749.228; each BTC frees 5 640 and costs 334.97: 1 019.945 / 5 305.03 = 0.19226
      ['06:00:05', 'sold', '0.1923 BTC-PERP', '59995', '1.0018'],
    ]
    assert.deepEqual(portfolioTimeline('deribit-incremental', held, moments), expected)
  })
  test('seconds between two looks are made up for: a tenth, then 0.9, 0.81, 0.729 and 0.6561 at once', () => {
    // 15 000 of 41 040; after the first round 20 020 are missing, 3.33 BTC at 6 020 each
    const deep: Side = [['59990', '20']]
    const rows = portfolioTimeline('deribit-incremental', { ...held, cash: '15000' }, [
      at(0, '70000', deep),
      at(1, '60000', deep),
      at(5, '60000', deep),
    ])
    assert.deepEqual(
      rows.map(([time, what, size]) => [time, what, size]),
      [
        ['06:00:01', 'sold', '1 BTC-SEP'],
        ['06:00:05', 'sold', '3.0951 BTC-SEP'],
      ],
    )
  })
  test('its journal folds, decides again, is conserved and agrees with the auditor', () => {
    const journal = portfolioJournal('deribit-incremental', held, moments)
    const folded = foldJournal(journal)
    const { engine, divergence } = redecideJournal(journal, (a, b) => text(a) === text(b))
    assert.equal(divergence, null)
    assert.deepEqual(fullImbalances(engine.state), [])
    assert.equal(text(snapshotOf(folded.state)), text(snapshotOf(engine.state)))
    assert.equal(
      text(snapshotOf(engineOf(restoreState(snapshotOf(folded.state))).state)),
      text(snapshotOf(folded.state)),
    )
    const auditor = createAuditor()
    for (const { events } of journal) auditor.observe(events)
    assert.deepEqual(auditor.findings(allAccounts(engine.state)), [])
  })
  test('a hedge where nothing is held opens a position', () => {
    // long 10 BTC of the future alone: 60 000 and 3 600; each BTC of the perpetual frees 5 640 and costs 335
    const alone = { ...held, perpetual: '0', cash: '63000' }
    const rows = portfolioTimeline('deribit-incremental', alone, [
      at(0, '62000'),
      ...[1, 2, 3, 4, 5].map((second) => at(second, '60000')),
    ])
    assert.deepEqual(
      rows.map(([time, what, size]) => [time, what, size]),
      [['06:00:04', 'sold', '0.1132 BTC-PERP']], // 600 / 5 305.03 = 0.11310
    )
  })
})
