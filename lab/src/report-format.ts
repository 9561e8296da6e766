import { formatValue, type NumberFormat } from '@ebbline/charts'
import type { MetricValue } from '@ebbline/wire'
import type { MetricDefinition } from './metrics-definitions.ts'

const FORMATS: Readonly<Record<MetricDefinition['unit'], NumberFormat>> = {
  money: 'money',
  ratio: 'ratio',
  bps: 'bps',
  seconds: 'duration-ms',
  count: 'count',
}

/** Ratios that nobody reads as a percentage. */
const READ_AS: Readonly<Record<string, NumberFormat>> = {
  amplification: 'multiple',
  giniOfAdl: 'price',
  giniOfLosses: 'price',
}

/** How a metric is read. */
export const formatOf = ({ name, unit }: Pick<MetricDefinition, 'name' | 'unit'>): NumberFormat =>
  READ_AS[name] ?? FORMATS[unit]

/** A value as decimal text for tables and ranks: exact for money, seconds turned to milliseconds, never with an exponent. */
export const decimalOf = ({ unit }: Pick<MetricDefinition, 'unit'>, value: MetricValue): string | null => {
  if (value === null) return null
  if (typeof value === 'string') return value
  const text = String(unit === 'seconds' ? Math.round(value * 1000) : value)
  return /e/i.test(text) ? value.toFixed(12) : text
}

/** A metric's value in words: `81.2%`, `$1.23M`, `3 h 05 min`; an en dash where it was not measured. */
export const metricText = (definition: Pick<MetricDefinition, 'name' | 'unit'>, value: MetricValue): string => {
  const decimal = decimalOf(definition, value)
  return decimal === null ? '–' : formatValue(formatOf(definition), decimal)
}

/** As `listed`, but of more than five names only the first three: `a, b, c and 8 others`. */
export const listedShort = (names: readonly string[]): string =>
  names.length > 5 ? listed([...names.slice(0, 3), `${names.length - 3} others`]) : listed(names)

/** Names in a row as people say them: `a`, `a and b`, `a, b and c`. */
export const listed = (names: readonly string[]): string => {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}
