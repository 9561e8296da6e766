import {
  createEngine,
  createOrderBook,
  lots,
  step,
  ticks,
  type Command,
  type DepthCurve,
  type Engine,
  type EngineEvent,
  type IndexPrint,
  type MarkRule,
  type OrderBook,
} from '@ebbline/core'
import type { Trader } from './population.ts'
import type { PrintList } from './prints.ts'
import type { Grid } from './scale.ts'
import { accountsOf, perpetualOf, venueOf } from './venue.ts'

/** What the engine is run over. */
export interface EngineWorld {
  readonly coins: readonly string[]
  readonly traders: readonly Trader[]
  /** Every source of every coin. */
  readonly lines: readonly PrintList[]
  readonly grid: Grid
}

/** What happened under one mark rule. */
export interface RuleRun {
  /** When the engine began to treat each account, ms UTC. */
  readonly started: ReadonlyMap<string, number>
  /** Cash and profit of each account at the end, at the last mark [atoms]. */
  readonly equity: ReadonlyMap<string, bigint>
  /** Milliseconds over all coins in which the mark was not fine, by status. */
  readonly doubtMs: Readonly<Record<'stale' | 'suspect' | 'halted', number>>
  /** Mark of each coin at each whole second [ticks]. */
  readonly marks: ReadonlyMap<string, readonly number[]>
}

/** Lots at the best price of the book that the study quotes around the last trade. */
const QUOTED = lots(10n ** 12n)

/** How many answers of the venue may lead to new orders within one batch. */
const ANSWERS_MAX = 8

/** A run that goes on batch by batch. */
export interface RunningRule {
  /** Runs one batch. @returns false when there was none left. */
  readonly next: () => boolean
  /** What happened so far. */
  readonly done: () => RuleRun
}

/**
 * Runs the engine batch by batch on the grid, with every account of the study under `full-close`. Orders meet a book that quotes
 * the last trade of the perpetual ±1 basis point without limit of size.
 */
export const startRule = (world: EngineWorld, rule: MarkRule): RunningRule => {
  const engine = createEngine()
  const { startMs, endMs, stepMs } = world.grid
  const accounts = accountsOf(world.coins, world.traders)
  step(engine, { kind: 'genesis', time: startMs, venue: venueOf(world.coins, rule), accounts })
  const book = createOrderBook(world.coins.map(perpetualOf))
  const feed = createFeed(world.lines)
  const kept = emptyRun(world)
  let time = startMs
  return {
    next: () => {
      if (time > endMs) return false
      runBatch({ engine, book, kept }, feed(time), time)
      noteMarks(engine, kept, { time, lastedMs: stepMs })
      time += stepMs
      return true
    },
    done: () => ({ ...kept, equity: equityOf(engine, world.traders) }),
  }
}

interface Kept extends Omit<RuleRun, 'equity' | 'started' | 'marks' | 'doubtMs'> {
  readonly started: Map<string, number>
  readonly doubtMs: Record<'stale' | 'suspect' | 'halted', number>
  readonly marks: Map<string, number[]>
  readonly traderIds: ReadonlySet<string>
}

const emptyRun = ({ coins, traders }: EngineWorld): Kept => ({
  started: new Map(),
  doubtMs: { stale: 0, suspect: 0, halted: 0 },
  marks: new Map(coins.map((coin) => [coin, []])),
  traderIds: new Set(traders.map(({ id }) => id)),
})

/** The prints that are new at each moment; the first call brings what stood before. */
const createFeed = (lines: readonly PrintList[]): ((time: number) => readonly IndexPrint[]) => {
  const next = lines.map(() => 0)
  return (time) =>
    lines.flatMap((line, at) => {
      let newest: IndexPrint | null = null
      for (let print = line[next[at] ?? 0]; print !== undefined && print.time <= time; print = line[next[at] ?? 0]) {
        newest = print
        next[at] = (next[at] ?? 0) + 1
      }
      return newest === null ? [] : [newest]
    })
}

interface Running {
  readonly engine: Engine
  readonly book: OrderBook
  readonly kept: Kept
}

const runBatch = ({ engine, book, kept }: Running, prints: readonly IndexPrint[], time: number): void => {
  const books = prints.flatMap((print) => (print.source === 'own' ? [quoteAround(print)] : []))
  for (const { instrument, bids, asks } of books) book.requote('world', instrument, { bids, asks })
  let command: Command = { kind: 'batch', time, prints, books, volumes: [], funding: [] }
  for (let answers = 0; answers <= ANSWERS_MAX; answers += 1) {
    const events = step(engine, command)
    note(kept, events, time)
    const orders = events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.order] : []))
    if (orders.length === 0) break
    const updates = orders.flatMap((order) => book.submit(order))
    const touched = [...new Set(orders.map(({ instrument }) => instrument))]
    command = { kind: 'order-updates', time, updates, books: touched.map((id) => book.depth(id, 1)) }
  }
}

const quoteAround = ({ instrument, price }: IndexPrint): DepthCurve => {
  const gap = price / 10_000n > 0n ? price / 10_000n : 1n
  return {
    instrument,
    bids: [{ price: ticks(price - gap), size: QUOTED }],
    asks: [{ price: ticks(price + gap), size: QUOTED }],
  }
}

const note = ({ started, traderIds }: Kept, events: readonly EngineEvent[], time: number): void => {
  for (const event of events) {
    if (event.kind !== 'episode-started') continue
    const id = event.episode.account
    if (traderIds.has(id) && !started.has(id)) started.set(id, time)
  }
}

const noteMarks = (
  engine: Engine,
  { marks, doubtMs }: Kept,
  { time, lastedMs }: { readonly time: number; readonly lastedMs: number },
): void => {
  for (const [coin, line] of marks) {
    const mark = engine.state.marks.get(perpetualOf(coin))
    if (mark === undefined) continue
    if (mark.status !== 'fine') doubtMs[mark.status] += lastedMs
    if (time % 1_000 === 0) line.push(Number(mark.price))
  }
}

const equityOf = (engine: Engine, traders: readonly Trader[]): ReadonlyMap<string, bigint> =>
  new Map(
    traders.map(({ id }) => {
      const account = engine.state.accounts.get(id)
      const cash: bigint = account?.balances[0]?.atoms ?? 0n
      const profit = (account?.positions ?? []).reduce((sum, { instrument, size, entryValue }) => {
        const price = engine.state.prices.get(instrument)
        return price === undefined ? sum : sum + size * price - entryValue
      }, 0n)
      return [id, cash + profit]
    }),
  )
