/** Edges of one account at most: two sides of each of its legs and of its coin's spot market. */
const EDGES_MAX = 18

/** A bucket holds the edges of one basis point of log price; distances beyond the ring share buckets, which costs time only. */
const RING = 4_096

/** Points in a bucket, and in a unit of log price. */
const BUCKET_BITS = 6
const POINTS = 640_000

/** Added to an edge [points]: more than the rounding of logarithms of any positive doubles and of this file. */
const POINT_MARGIN = 0.125

/** An entry: its point, the next entry plus 1 (0 = last), and the one before plus 1 (of the first one minus head plus 1). */
const ENTRY = 3
const POINT = 0
const NEXT = 1
const BACK = 2

/**
 * Log prices at which accounts must be looked at again, for each market and side in a ring of buckets of one basis point with
 * linked lists inside. A *line* is one side of one market. On a falling line an edge is met when the price comes down to it; a
 * rising line counts in the negative of the log price, so that both read alike: an edge is met when the price's point on the
 * line is at or under the edge's.
 */
export interface Edges {
  /** First entry of a bucket plus 1, 0 = empty; bucket b of line l at l * RING + b mod RING. */
  readonly heads: Int32Array
  /** No edge of the line lies above this point. */
  readonly guards: Float64Array
  /** Edges in all lines. */
  linked: number
  /** Per account: entries in use, of the EDGES_MAX from EDGES_MAX * index on. One that was met is in no list: BACK is 0. */
  counts: Uint8Array
  entries: Int32Array
}

/** Lines of a market. */
export const fallingLine = (market: number): number => 2 * market
export const risingLine = (market: number): number => 2 * market + 1

/** Where a log price stands on a line [points]; with a distance, where its edge at that log distance lies, never too far. */
export const pointOn = (line: number, logPrice: number): number =>
  Math.floor((line % 2 === 0 ? logPrice : -logPrice) * POINTS)
export const edgeOn = (line: number, logPrice: number): number =>
  Math.floor((line % 2 === 0 ? logPrice : -logPrice) * POINTS + POINT_MARGIN)

/** Nothing linked yet, with room for some accounts. */
export const createEdges = (markets: number, capacity: number): Edges => ({
  heads: new Int32Array(2 * markets * RING),
  guards: new Float64Array(2 * markets).fill(Number.NEGATIVE_INFINITY),
  linked: 0,
  ...roomFor(capacity),
})

const roomFor = (capacity: number): Pick<Edges, 'counts' | 'entries'> => ({
  counts: new Uint8Array(capacity),
  entries: new Int32Array(capacity * EDGES_MAX * ENTRY),
})

/** Makes room for accounts below the capacity. */
export const reachEdges = (edges: Edges, capacity: number): void => {
  if (capacity <= edges.counts.length) return
  const larger = roomFor(capacity)
  larger.counts.set(edges.counts)
  larger.entries.set(edges.entries)
  Object.assign(edges, larger)
}

/** Puts one more edge of an account on a line. */
export const link = (edges: Edges, index: number, line: number, point: number): void => {
  const { guards, counts } = edges
  const used = counts[index] as number
  counts[index] = used + 1
  push(edges, index * EDGES_MAX + used, headOf(line, point >> BUCKET_BITS), point)
  if (point > (guards[line] as number)) guards[line] = point
  edges.linked += 1
}

const push = ({ heads, entries }: Edges, entry: number, head: number, point: number): void => {
  const next = heads[head] as number
  const at = entry * ENTRY
  entries[at + POINT] = point
  entries[at + NEXT] = next
  entries[at + BACK] = -head - 1
  if (next > 0) entries[(next - 1) * ENTRY + BACK] = entry + 1
  heads[head] = entry + 1
}

/** Takes away all edges of an account. */
export const unlinkAll = (edges: Edges, index: number): void => {
  const first = index * EDGES_MAX
  const end = first + (edges.counts[index] as number)
  for (let entry = first; entry < end; entry += 1) unlink(edges, entry)
  edges.counts[index] = 0
}

const unlink = (edges: Edges, entry: number): void => {
  const { heads, entries } = edges
  const back = entries[entry * ENTRY + BACK] as number
  if (back === 0) return
  const next = entries[entry * ENTRY + NEXT] as number
  if (back > 0) entries[(back - 1) * ENTRY + NEXT] = next
  else heads[-back - 1] = next
  if (next > 0) entries[(next - 1) * ENTRY + BACK] = back
  edges.linked -= 1
}

/**
 * Takes every edge off the line that a price at a point meets, and tells whose they were; the account's other edges stay.
 * Without any, this reads one number.
 *
 * @returns how many edges were met.
 */
export const meet = (edges: Edges, line: number, point: number, tell: (index: number) => void): number => {
  const guard = edges.guards[line] as number
  if (point > guard) return 0
  const before = edges.linked
  const last = point >> BUCKET_BITS
  const first = Math.min(guard >> BUCKET_BITS, last + RING - 1)
  for (let bucket = first; bucket > last; bucket -= 1) drain(edges, headOf(line, bucket), point, tell)
  const nearest = drain(edges, headOf(line, last), point, tell)
  edges.guards[line] = Math.max(nearest, (last << BUCKET_BITS) - 1)
  return before - edges.linked
}

/** Takes the edges at or above a point out of a bucket. @returns the highest point left. */
const drain = (edges: Edges, head: number, point: number, tell: (index: number) => void): number => {
  const { heads, entries } = edges
  let nearest = Number.NEGATIVE_INFINITY
  let next = heads[head] as number
  heads[head] = 0
  while (next > 0) {
    const entry = next - 1
    next = entries[entry * ENTRY + NEXT] as number
    const edge = entries[entry * ENTRY + POINT] as number
    if (edge < point) {
      push(edges, entry, head, edge)
      nearest = Math.max(nearest, edge)
      continue
    }
    entries[entry * ENTRY + BACK] = 0
    edges.linked -= 1
    tell(Math.floor(entry / EDGES_MAX))
  }
  return nearest
}

/** Takes away all edges of everybody. */
export const clearEdges = (edges: Edges): void => {
  edges.heads.fill(0)
  edges.guards.fill(Number.NEGATIVE_INFINITY)
  edges.counts.fill(0)
  edges.linked = 0
}

const headOf = (line: number, bucket: number): number => line * RING + (bucket & (RING - 1))
