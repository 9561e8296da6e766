import { join } from 'node:path'
import {
  openCsv,
  refusedAt,
  textField,
  timeField,
  wholeField,
  type CsvBatch,
  type CsvTable,
} from '../../importers/index.ts'
import { DATASETS } from './datasets.ts'
import { readPublished, type Published } from './read-published.ts'

/** One burst of deleveraging; money in USD. */
export interface WaveRow {
  readonly wave: number
  /** Losers' missing equity by price gaps, and what production took from winners. */
  readonly needed: number
  readonly taken: number
  /** Profit of all winners that could have been taken. */
  readonly capacity: number
  /** Largest share of one winner's profit that was taken: by production, and had everybody given the same share of profit. */
  readonly mostTaken: number
  readonly mostShared: number
}

/** Who was missing money in a wave. */
export interface DebtRow {
  readonly wave: number
  readonly startMs: number
  readonly endMs: number
  readonly fills: number
  readonly losers: number
  readonly deficit: number
  readonly largest: number
}

/** Gap between bankruptcy price and mark, times size, of one coin in a wave, USD. */
export interface GapRow {
  readonly wave: number
  readonly gap: number
}

/** One burst in one coin, as the queue handled it; USD. */
export interface ShockRow {
  readonly coin: string
  readonly deficit: number
  readonly capacity: number
  readonly taken: number
  readonly over: number
  readonly residual: number
}

/** What one account lost to deleveraging; USD. */
export interface AccountRow {
  readonly notional: number
  readonly profit: number
  readonly equity: number
  readonly fills: number
}

export interface CoinRow {
  readonly coin: string
  readonly notional: number
}

/** Fills in one second since the first liquidation. */
export interface SecondRow {
  readonly second: number
  readonly liquidations: number
  readonly adls: number
}

/** Everything that the study reads. */
export interface AdlData {
  readonly waves: readonly WaveRow[]
  readonly debts: readonly DebtRow[]
  readonly gaps: readonly GapRow[]
  readonly shocks: readonly ShockRow[]
  readonly accounts: readonly AccountRow[]
  readonly coins: readonly CoinRow[]
  readonly seconds: readonly SecondRow[]
  readonly published: Published
  readonly datasets: readonly { readonly name: string; readonly sha256: string }[]
}

/** Reads the eight files of the study. @throws WireError for one that is missing or broken, with its remedy */
export const readAdlData = async (dataRoot: string): Promise<AdlData> => {
  const datasets: { name: string; sha256: string }[] = []
  const rows = async <R>(name: string, open: (table: CsvTable) => Read<R>): Promise<readonly R[]> => {
    const found = await rowsOf(join(dataRoot, name), open)
    datasets.push({ name, sha256: found.sha256 })
    return found.rows
  }
  const tables = {
    waves: await rows(DATASETS.waves, waveRow),
    debts: await rows(DATASETS.badDebt, debtRow),
    gaps: await rows(DATASETS.gaps, gapRow),
    shocks: await rows(DATASETS.shocks, shockRow),
    accounts: await rows(DATASETS.accounts, accountRow),
    coins: await rows(DATASETS.coins, coinRow),
    seconds: await rows(DATASETS.seconds, secondRow),
  }
  const { published, sha256 } = readPublished(join(dataRoot, DATASETS.published))
  return { ...tables, published, datasets: [...datasets, { name: DATASETS.published, sha256 }] }
}

type Read<V> = (batch: CsvBatch, index: number) => V

const rowsOf = async <R>(
  path: string,
  open: (table: CsvTable) => Read<R>,
): Promise<{ readonly rows: readonly R[]; readonly sha256: string }> => {
  const table = await openCsv(path)
  const read = open(table)
  const rows: R[] = []
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) rows.push(read(batch, index))
  return { rows, sha256: table.seal().sha256 }
}

/** A column of numbers that may be written with an exponent. */
const real = (table: CsvTable, name: string): Read<number> => {
  const field = textField(table, name)
  return (batch, index) => {
    const value = Number(field.at(batch, index))
    if (!Number.isFinite(value))
      throw refusedAt(table, batch, index, name, { allowed: 'a finite number', remedy: 'fetch the file again' })
    return value
  }
}

const waveRow = (table: CsvTable): Read<WaveRow> => {
  const wave = wholeField(table, 'wave')
  const needed = real(table, 'budget_needed')
  const taken = real(table, 'budget_prod')
  const capacity = real(table, 'total_cap')
  const mostTaken = real(table, 'max_pct_prod')
  const mostShared = real(table, 'max_pct_pr')
  return (batch, index) => ({
    wave: wave.at(batch, index),
    needed: needed(batch, index),
    taken: taken(batch, index),
    capacity: capacity(batch, index),
    mostTaken: mostTaken(batch, index),
    mostShared: mostShared(batch, index),
  })
}

const debtRow = (table: CsvTable): Read<DebtRow> => {
  const wave = wholeField(table, 'wave')
  const start = timeField(table, 't_start_ms', 'ms')
  const end = timeField(table, 't_end_ms', 'ms')
  const fills = wholeField(table, 'n_rows')
  const losers = wholeField(table, 'unique_losers')
  const deficit = real(table, 'deficit_usd')
  const largest = real(table, 'max_loss_usd')
  return (batch, index) => ({
    wave: wave.at(batch, index),
    startMs: start.at(batch, index),
    endMs: end.at(batch, index),
    fills: fills.at(batch, index),
    losers: losers.at(batch, index),
    deficit: deficit(batch, index),
    largest: largest(batch, index),
  })
}

const gapRow = (table: CsvTable): Read<GapRow> => {
  const wave = wholeField(table, 'wave')
  const gap = real(table, 'gap_usd_x_qty')
  return (batch, index) => ({ wave: wave.at(batch, index), gap: gap(batch, index) })
}

const shockRow = (table: CsvTable): Read<ShockRow> => {
  const coin = textField(table, 'coin')
  const deficit = real(table, 'deficit_usd')
  const capacity = real(table, 'total_capacity_usd')
  const taken = real(table, 'budget_queue_usd')
  const over = real(table, 'overshoot_queue_usd')
  const residual = real(table, 'residual_queue_usd')
  return (batch, index) => ({
    coin: coin.at(batch, index),
    deficit: deficit(batch, index),
    capacity: capacity(batch, index),
    taken: taken(batch, index),
    over: over(batch, index),
    residual: residual(batch, index),
  })
}

const accountRow = (table: CsvTable): Read<AccountRow> => {
  const notional = real(table, 'adl_notional')
  const profit = real(table, 'closed_pnl')
  const equity = real(table, 'account_value_realtime')
  const fills = wholeField(table, 'num_adl_events')
  return (batch, index) => ({
    notional: notional(batch, index),
    profit: profit(batch, index),
    equity: equity(batch, index),
    fills: fills.at(batch, index),
  })
}

const coinRow = (table: CsvTable): Read<CoinRow> => {
  const coin = textField(table, 'coin')
  const notional = real(table, 'adl_notional')
  return (batch, index) => ({ coin: coin.at(batch, index), notional: notional(batch, index) })
}

const secondRow = (table: CsvTable): Read<SecondRow> => {
  const second = wholeField(table, 'second')
  const liquidations = wholeField(table, 'liquidations')
  const adls = wholeField(table, 'adls')
  return (batch, index) => ({
    second: second.at(batch, index),
    liquidations: liquidations.at(batch, index),
    adls: adls.at(batch, index),
  })
}
