import { log } from '../math/index.ts'
import { approx, RATIO_ONE, type Ticks } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { CollateralRule, MarginRules, MarkPrices } from '../margin/index.ts'

/** Marks and rate tables of a venue as floats, indexed by market. */
export interface PriceTable {
  readonly markets: readonly InstrumentId[]
  readonly slots: ReadonlyMap<InstrumentId, number>
  /** Marks as they were read last. */
  readonly marks: (Ticks | undefined)[]
  /** Market m at m, its reciprocal at M + m; NaN where there is no mark, or none that a float can hold. */
  readonly prices: Float64Array
  /** Natural logarithm of the price. */
  readonly logPrices: Float64Array
  /** The markets whose marks the last reading changed, and how many. */
  readonly changed: Int32Array
  changes: number
  /** Where a market's rows begin. Rows of a derivative: maintenance tiers; of a spot market: haircuts. */
  readonly rowAt: Int32Array
  /** Per row: floor of the next one (infinite after the last), rate, deduction. */
  readonly rows: Float64Array
  /** Highest rate of a market, which is its last; 0 without rows. */
  readonly slopes: Float64Array
}

/** Numbers of a row, and places in it. */
export const ROW = 3
export const NEXT_FLOOR = 0
export const RATE = 1
export const DEDUCTION = 2

interface Row {
  readonly floor: number
  readonly rate: number
  readonly deduction: number
}

/** Lays out a venue's markets and rates; there are no prices until `readMarks`. */
export const layTable = (rules: MarginRules): PriceTable => {
  const held = new Map([...rules.collateral.values()].map((rule) => [rule.spot.id, rule]))
  const markets = [...new Set([...rules.instruments.keys(), ...held.keys()])]
  const tables = markets.map((id) => rowsOf(rules, held.get(id), id))
  const rowAt = new Int32Array(markets.length)
  for (let index = 1; index < markets.length; index += 1)
    rowAt[index] = (rowAt[index - 1] ?? 0) + (tables[index - 1]?.length ?? 0) * ROW
  return {
    markets,
    slots: new Map(markets.map((id, index) => [id, index])),
    marks: markets.map(() => undefined),
    prices: new Float64Array(2 * markets.length).fill(Number.NaN),
    logPrices: new Float64Array(markets.length).fill(Number.NaN),
    changed: new Int32Array(markets.length),
    changes: 0,
    rowAt,
    rows: Float64Array.from(tables.flatMap(written)),
    slopes: Float64Array.from(tables, (each) => each.at(-1)?.rate ?? 0),
  }
}

const written = (rows: readonly Row[]): readonly number[] =>
  rows.flatMap(({ rate, deduction }, at) => [rows[at + 1]?.floor ?? Number.POSITIVE_INFINITY, rate, deduction])

/** At least one row. */
const rowsOf = (rules: MarginRules, held: CollateralRule | undefined, id: InstrumentId): readonly Row[] => {
  const tiers = rules.tiers.get(id)
  if (tiers === undefined) return held === undefined ? [{ floor: 0, rate: 0, deduction: 0 }] : haircutRows(held)
  return tiers.map(({ floor, maintenanceRate, maintenanceDeduction }) => ({
    floor: approx(floor),
    rate: share(maintenanceRate),
    deduction: share(maintenanceDeduction),
  }))
}

/** Haircuts as rates on the value held: what they take off is continuous at the floors. */
const haircutRows = ({ haircut, steps = [] }: CollateralRule): readonly Row[] => {
  const rows: Row[] = [{ floor: 0, rate: share(haircut), deduction: 0 }]
  let [before, deduction] = [haircut, 0n]
  for (const step of steps) {
    deduction += step.floor * (step.haircut - before)
    before = step.haircut
    rows.push({ floor: approx(step.floor), rate: share(step.haircut), deduction: share(deduction) })
  }
  return rows
}

const share = (scaled: bigint): number => approx(scaled) / approx(RATIO_ONE)

/**
 * Reads the marks of one look and notes those that changed.
 *
 * @returns whether a mark appeared or vanished, so that nothing that was known still holds.
 */
export const readMarks = (table: PriceTable, marks: MarkPrices): boolean => {
  const { markets, prices, logPrices, changed } = table
  const count = markets.length
  let upheaval = false
  let changes = 0
  for (let slot = 0; slot < count; slot += 1) {
    const mark = marks.get(markets[slot] as InstrumentId)
    const before = table.marks[slot]
    if (mark === before) continue
    const price = priceOf(mark)
    const known = prices[slot] as number
    if (mark === undefined || before === undefined || price > 0 !== known > 0) upheaval = true
    table.marks[slot] = mark
    prices[slot] = price
    prices[count + slot] = 1 / price
    logPrices[slot] = log(price)
    changed[changes++] = slot
  }
  table.changes = changes
  return upheaval
}

const priceOf = (mark: Ticks | undefined): number => {
  const price = mark === undefined ? Number.NaN : approx(mark)
  return price > 0 && price < Number.POSITIVE_INFINITY ? price : Number.NaN
}

/** Requirement on a notional by a market's rows: the line of the last row that it reaches; lines of rows beyond it lie lower. */
export const requiredOn = ({ rowAt, rows }: PriceTable, market: number, size: number): number => {
  let at = rowAt[market] as number
  while ((rows[at + NEXT_FLOOR] as number) <= size) at += ROW
  return (rows[at + RATE] as number) * size - (rows[at + DEDUCTION] as number)
}

/** Highest rate that a notional can meet. */
export const rateUpTo = ({ rowAt, rows }: PriceTable, market: number, size: number): number => {
  let at = rowAt[market] as number
  while ((rows[at + NEXT_FLOOR] as number) <= size) at += ROW
  return rows[at + RATE] as number
}
