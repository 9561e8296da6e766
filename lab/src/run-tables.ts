import { toCsv } from '@ebbline/charts'
import type { Receipt } from '@ebbline/core'
import { CLOSING_CAUSES, type Series } from './series.ts'
import type { Taking } from './takings.ts'

/** A run's samples as CSV: one row a batch, numeraire units. */
export const seriesTable = (series: Series): string => {
  const instruments = Object.keys(series.samples[0]?.marks ?? {}).toSorted()
  const head = [
    'time_ms',
    ...instruments.map((id) => `mark_${id}`),
    'fund',
    'vault',
    'backstops',
    'open_episodes',
    ...CLOSING_CAUSES,
  ]
  const rows = series.samples.map((sample) => [
    sample.time,
    ...instruments.map((id) => sample.marks[id] ?? ''),
    sample.fund,
    sample.vault,
    sample.backstop,
    sample.open,
    ...CLOSING_CAUSES.map((cause) => sample.forced[cause]),
  ])
  return toCsv(head, rows)
}

/** Receipts as CSV: one row an episode, amounts in numeraire atoms. */
export const receiptTable = (receipts: readonly Receipt[]): string => {
  const columns = [
    'account',
    'policy',
    'instrument',
    'started',
    'ended',
    'result',
    'equityAtStart',
    'requirementAtStart',
    'notionalAtStart',
    'marketMove',
    'slippage',
    'fees',
    'penalties',
    'covered',
    'equityAtEnd',
    'requirementAtEnd',
    'notionalAtEnd',
    'closedNotional',
    'traded',
    'takenOver',
    'deleveraged',
    'decisions',
  ] as const
  const rows = receipts.map((receipt) => [
    ...columns.map((column) => String(receipt[column] ?? '')),
    String(receipt.fullClose.cost),
    String(receipt.fullClose.equityAfter),
    receipt.bound.join('; '),
  ])
  return toCsv([...columns, 'fullCloseCost', 'fullCloseEquityAfter', 'bound'], rows)
}

/** Who was deleveraged against, as CSV, numeraire units. */
export const takingTable = (takings: readonly Taking[]): string =>
  toCsv(
    ['account', 'notional'],
    takings.map((taking) => [taking.account, taking.notional]),
  )
