import { ratioOf, ticks } from '../units/index.ts'
import { defineAsset, defineLinearPerpetual, type Instrument } from '../instruments/index.ts'
import type { IndexPrint } from '../market/index.ts'
import type { Evidence, Mark } from './types.ts'

/** The moment of judgement. */
export const now = 1_000_000

/** Tick 1 USDC, lot 0.01 BTC. */
export const perpetual: Instrument = defineLinearPerpetual({
  id: 'BTC',
  base: defineAsset('XBT', 8),
  quote: defineAsset('USDC', 6),
  tickSize: ratioOf('1'),
  lotSize: ratioOf('0.01'),
})

/** A print of source `s0`, `s1`, … in ticks, `age` ms old. */
export const print = (index: number, price: bigint, age = 0): IndexPrint => ({
  source: `s${index}`,
  instrument: 'BTC',
  price: ticks(price),
  time: now - age,
})

/** A fine mark from before. */
export const mark = (price: bigint): Mark => ({
  instrument: 'BTC',
  price: ticks(price),
  index: ticks(price),
  status: 'fine',
  time: now - 50_000,
})

/** Evidence without book, other marks or past, but for what is said. */
export const evidence = (terms: Partial<Evidence>): Evidence => ({
  instrument: perpetual,
  prints: [],
  book: null,
  marks: new Map(),
  instruments: new Map([[perpetual.id, perpetual]]),
  previous: null,
  now,
  ...terms,
})
