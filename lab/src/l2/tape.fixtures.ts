import type { DepthRow } from '../importers/index.ts'
import { depthTapeOf, type DepthTape } from './index.ts'

/** A message in short: its ids, when it was received, and its levels as [side, price, size]. */
export interface Message {
  readonly kind?: 's' | 'u'
  readonly at: number
  readonly first?: number
  readonly last: number
  readonly previous?: number | null
  readonly levels: readonly (readonly ['b' | 'a', number, number])[]
}

/** A tape of made-up messages at one tick and one lot a unit. */
export const tapeOf = (...messages: readonly Message[]): DepthTape => depthTapeOf(messages.flatMap(rowsOf))

const rowsOf = ({ kind = 'u', at, first, last, previous = null, levels }: Message): readonly DepthRow[] =>
  levels.map(([side, price, size], index) => ({
    row: 2 + index,
    recvUs: at,
    eventMs: kind === 's' ? null : Math.floor(at / 1000),
    kind,
    firstId: first ?? last,
    lastId: last,
    prevId: previous,
    side,
    price: price * 1e8,
    qty: size * 1e8,
  }))
