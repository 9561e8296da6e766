import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { refusal } from '../../importers/index.ts'

/** What the authors of the data say of them. */
export interface Published {
  /** Taken by production above what the waves needed, USD. */
  readonly overNeeded: number
  /** Taken by the queue above the deficits of the shocks, in winners' wealth, USD. */
  readonly queueOver: number
  readonly medianEquityOverProfit: number
}

const FIELDS = {
  overNeeded: ['headline', 'prod_overshoot_vs_needed_usd'],
  queueOver: ['headline', 'queue_total_overshoot_usd'],
  medianEquityOverProfit: ['headline', 'winner_overcollateralization_equity_over_pnl', 'median'],
} as const

/** Reads the authors' own figures. @throws WireError when the file or a figure is missing */
export const readPublished = (path: string): { readonly published: Published; readonly sha256: string } => {
  const bytes = bytesOf(path)
  const whole = jsonOf(path, bytes.toString('utf8'))
  const figure = (places: readonly string[]): number => {
    const found = places.reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), whole)
    if (typeof found === 'number' && Number.isFinite(found)) return found
    throw refusal(path, {
      field: places.join('.'),
      value: String(found),
      allowed: 'a finite number',
      remedy: 'fetch the file again',
    })
  }
  return {
    published: {
      overNeeded: figure(FIELDS.overNeeded),
      queueOver: figure(FIELDS.queueOver),
      medianEquityOverProfit: figure(FIELDS.medianEquityOverProfit),
    },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    const value = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw refusal(path, { value, allowed: 'a file of figures', remedy: 'name the folder that holds it with --data' })
  }
}

const jsonOf = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal(path, { value: text, allowed: 'JSON', remedy: 'fetch the file again' })
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
