import { math } from '@ebbline/core'
import type { BookSamples } from './book-samples.ts'
import type { DirectionRows } from './direction-skill.ts'

/** Numbers 0 to count − 1 in an order drawn from a stream. */
export const shuffledOrder = (count: number, stream: math.RandomStream): readonly number[] => {
  const order = Array.from({ length: count }, (_, at) => at)
  for (let last = count - 1; last > 0; last -= 1) {
    const at = math.integer(stream, last, last + 1)
    const kept = order[last] ?? 0
    order[last] = order[at] ?? 0
    order[at] = kept
  }
  return order
}

/** Outcomes in blocks that are dealt out anew: what follows a row then has nothing to do with it, but blocks keep their memory. */
export const shuffledOutcomes = (rows: DirectionRows, block: number, stream: math.RandomStream): DirectionRows => {
  const blocks = Math.floor(rows.lower.length / block)
  const order = shuffledOrder(blocks, stream)
  const lower = rows.lower.slice()
  for (const [to, from] of order.entries()) lower.set(rows.lower.subarray(from * block, (from + 1) * block), to * block)
  return { ...rows, lower }
}

/** The same book with the moves of mid dealt out anew, in blocks of steps. */
export const shuffledMoves = (samples: BookSamples, block: number, stream: math.RandomStream): BookSamples => {
  const blocks = Math.floor(samples.steps / block)
  const order = shuffledOrder(blocks, stream)
  const mid = samples.mid.slice()
  for (const [to, from] of order.entries())
    for (let step = 0; step < block; step += 1) {
      const source = from * block + step
      const move = (samples.mid[source] ?? 0) - (samples.mid[Math.max(0, source - 1)] ?? 0)
      const at = to * block + step
      if (at > 0) mid[at] = (mid[at - 1] ?? 0) + move
    }
  return { ...samples, mid }
}
