import { join } from 'node:path'
import { math, type MarkedEvents } from '@ebbline/core'
import { openCsv, readTrades, wholeField } from '../importers/index.ts'
import type { EventStream } from './stream-skill.ts'

/**
 * Moments at which a recorded market traded, in seconds from the first: trades of one millisecond are one event, because one order shows as many
 * trades. Times are those of the exchange.
 *
 * @throws WireError as `readTrades`
 */
export const tradeStream = async (dataRoot: string, dataset: string, name: string): Promise<EventStream> => {
  const { data } = await readTrades(join(dataRoot, dataset), 'report')
  const moments = [...new Set(data.timeUs)].toSorted((one, other) => one - other)
  const first = moments[0] ?? 0
  const times = Float64Array.from(moments, (timeUs) => (timeUs - first) / 1e6)
  return { name, times, seconds: times.at(-1) ?? 0 }
}

/**
 * Moments at which takers bought (stream 0) and sold (stream 1), in seconds from the first; trades of one millisecond and side are one event.
 *
 * @throws WireError as `readTrades`
 */
export const takerStreams = async (dataRoot: string, dataset: string): Promise<MarkedEvents> => {
  const { data } = await readTrades(join(dataRoot, dataset), 'report')
  const sides = ([1, -1] as const).map((side) => new Set(data.timeUs.filter((_, at) => data.side[at] === side)))
  const moments = sides.flatMap((times, stream) => [...times].map((timeUs) => ({ timeUs, stream })))
  moments.sort((one, other) => one.timeUs - other.timeUs || one.stream - other.stream)
  const first = moments[0]?.timeUs ?? 0
  return {
    times: Float64Array.from(moments, ({ timeUs }) => (timeUs - first) / 1e6),
    streams: Uint8Array.from(moments, ({ stream }) => stream),
  }
}

/** What of the cascade is looked at: a column of counts by second. */
export type CascadeColumn = 'liquidations' | 'adls'

/** A cascade of which a file tells only how many fills fell into each second. */
export interface Cascade {
  /** Fills, spread over their second evenly at random: nothing shorter than a second can be learnt from them. */
  readonly fills: EventStream
  /** Seconds with any fill, each as one event in its middle. */
  readonly activeSeconds: EventStream
}

/**
 * Reads a cascade by second.
 *
 * @throws WireError for what `openCsv` refuses, a missing column or a count that is not whole
 */
export const readCascade = async (
  dataRoot: string,
  dataset: string,
  { column, stream }: { readonly column: CascadeColumn; readonly stream: math.RandomStream },
): Promise<Cascade> => {
  const table = await openCsv(join(dataRoot, dataset))
  const [second, count] = [wholeField(table, 'second'), wholeField(table, column)]
  const [fills, active]: [number[], number[]] = [[], []]
  let seconds = 0
  for await (const batch of table.batches)
    for (let index = 0; index < batch.count; index += 1) {
      const from = second.at(batch, index)
      const many = count.at(batch, index)
      seconds = Math.max(seconds, from + 1)
      if (many > 0) active.push(from + 0.5)
      for (let each = 0; each < many; each += 1) fills.push(from + math.uniform(stream, fills.length))
    }
  return {
    fills: { name: `${column}, fills`, times: Float64Array.from(fills).toSorted(), seconds },
    activeSeconds: { name: `${column}, active seconds`, times: Float64Array.from(active).toSorted(), seconds },
  }
}
