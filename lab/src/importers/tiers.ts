import { openCsv, type CsvBatch, type CsvTable } from './csv.ts'
import { numberField, refusedAt, textField } from './fields.ts'
import { requireSound, type FlawBook, type FlawChoice } from './flaws.ts'
import type { Imported, Manifest } from './manifest.ts'
import { scanRows } from './rows.ts'

/** One leverage tier, as exact decimal texts: maintenance margin = notional × rate - deduction. */
export interface LeverageTier {
  /** Notional above which it holds, and up to which it does, in the settlement asset. */
  readonly notionalMin: string
  readonly notionalMax: string
  /** Fraction of notional. */
  readonly maintenanceRate: string
  /** Settlement asset; keeps the maintenance margin continuous at the edges. */
  readonly deduction: string
  /** Most notional for one unit of margin. */
  readonly leverageMax: string
}

/** Tiers of every symbol of a file, lowest first. Symbols are `BASE/QUOTE:SETTLE`. */
export type LeverageTiers = ReadonlyMap<string, readonly LeverageTier[]>

const NUMBERS = ['min_notional', 'max_notional', 'maint_margin_rate', 'max_leverage', 'maint_amount_cum'] as const
const COLUMNS = ['symbol', 'tier', 'settle', ...NUMBERS] as const

/**
 * Leverage tiers as Binance publishes them:
 * `symbol,tier,settle,min_notional,max_notional,maint_margin_rate,max_leverage,maint_amount_cum`.
 *
 * @throws WireError: what `openCsv` refuses, a missing column, a number that is none, a rate outside ]0, 1], a
 * leverage not above 0; tiers that do not join, rates that do not rise, or a deduction that lets the margin jump, unless `flaws`
 * is `report`
 */
export const readLeverageTiers = async (
  path: string,
  flaws: FlawChoice = 'refuse',
): Promise<Imported<LeverageTiers>> => {
  const tiers = new Map<string, LeverageTier[]>()
  const manifest = await scanLeverageTiers(path, (symbol, tier) => {
    const before = tiers.get(symbol)
    if (before === undefined) tiers.set(symbol, [tier])
    else before.push(tier)
  })
  requireSound(path, manifest, flaws)
  return { data: tiers, manifest }
}

interface TierRow {
  readonly symbol: string
  readonly tier: LeverageTier
}

/** Walks through leverage tiers in the order of the file. Each goes to `onTier` with its symbol. */
export const scanLeverageTiers = async (
  path: string,
  onTier: (symbol: string, tier: LeverageTier) => void = () => {},
): Promise<Manifest> => {
  const table = await openCsv(path)
  const edges = openEdges()
  return scanRows<TierRow>(
    table,
    {
      format: 'leverage-tiers',
      rhythm: 'event',
      columns: COLUMNS,
      units: ['notional and maint_amount_cum: settlement asset; rate: fraction; margin = notional × rate - cum'],
      limits: ['tiers of one day: venues change them, often after a crash'],
      read: tierReader(table),
      moment: () => null,
      judge: (row, at, flaws) => {
        edges.take(row, at, flaws)
        return true
      },
    },
    ({ symbol, tier }) => onTier(symbol, tier),
  )
}

const tierReader = (table: CsvTable): ((batch: CsvBatch, index: number) => TierRow) => {
  const [symbol, settle] = [textField(table, 'symbol'), textField(table, 'settle')]
  const tier = numberField(table, 'tier', 'positive')
  const texts = NUMBERS.map((name) => textField(table, name))
  const numbers = NUMBERS.map((name) =>
    numberField(table, name, name === 'max_leverage' || name === 'maint_margin_rate' ? 'positive' : 'not-negative'),
  )
  return (batch, index) => {
    settle.at(batch, index)
    tier.at(batch, index)
    const values = numbers.map((field) => field.at(batch, index))
    const [notionalMin = '', notionalMax = '', maintenanceRate = '', leverageMax = '', deduction = ''] = texts.map(
      (field) => plainDecimal(field.at(batch, index)),
    )
    if ((values[2] ?? 0) > 1) throw refusedAt(table, batch, index, 'maint_margin_rate', FRACTION)
    const row = { notionalMin, notionalMax, maintenanceRate, leverageMax, deduction }
    return { symbol: symbol.at(batch, index), tier: row }
  }
}

/** A decimal text without exponent and the same value, exactly: `9.2e+3` becomes `9200`. Venues write no cap as such a number. */
export const plainDecimal = (text: string): string => {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', part = ''] = mantissa.split('.')
  const shift = Number(exponent)
  if (shift === 0) return text
  const digits = shift > 0 ? part.padEnd(shift, '0') : whole.padStart(-shift + 1, '0')
  const cut = shift > 0 ? shift : digits.length + shift
  const [left, right] =
    shift > 0 ? [whole + digits.slice(0, cut), digits.slice(cut)] : [digits.slice(0, cut), digits.slice(cut) + part]
  const integer = left.replace(/^0+(?=\d)/, '')
  return right === '' ? integer : `${integer}.${right}`
}

const FRACTION = { allowed: 'a fraction above 0 and at most 1', remedy: 'divide percentages by 100' }

/** Margin may jump by as much at an edge as a cent, which is what venues round to. */
const JUMP_MAX = 0.01

/** Notes where tiers of one symbol do not join: numbers suffice, since only their sizes are compared. */
const openEdges = (): { readonly take: (row: TierRow, at: number, flaws: FlawBook) => void } => {
  const last = new Map<string, LeverageTier>()
  return {
    take: ({ symbol, tier }, at, flaws) => {
      const before = last.get(symbol)
      last.set(symbol, tier)
      const problem = before === undefined ? firstProblem(tier) : edgeProblem(before, tier)
      if (problem !== null) flaws.note('not-monotone', at, `${symbol}: ${problem}`)
    },
  }
}

const firstProblem = ({ notionalMin, notionalMax }: LeverageTier): string | null => {
  if (Number(notionalMin) !== 0) return `first tier begins at ${notionalMin}`
  return Number(notionalMax) > 0 ? null : `tier ends at ${notionalMax}`
}

const edgeProblem = (before: LeverageTier, tier: LeverageTier): string | null => {
  const edge = Number(tier.notionalMin)
  if (edge !== Number(before.notionalMax)) return `tier begins at ${tier.notionalMin} after ${before.notionalMax}`
  if (Number(tier.notionalMax) <= edge) return `tier ends at ${tier.notionalMax} before it begins`
  const rise = Number(tier.maintenanceRate) - Number(before.maintenanceRate)
  if (rise < 0) return `rate falls to ${tier.maintenanceRate}`
  const jump = edge * rise - (Number(tier.deduction) - Number(before.deduction))
  return Math.abs(jump) > JUMP_MAX + edge * 1e-12 ? `margin jumps by ${jump} at ${tier.notionalMin}` : null
}
