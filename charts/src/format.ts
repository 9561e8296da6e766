import { magnitude, parseDecimal, roundTo, shift, trimmed, writeDecimal } from './decimal.ts'
import type { Decimal } from './decimal.ts'

/**
 * How a number is read, so that a unit is never guessed:
 * `money` quote currency shown as `$1.23M` · `exact-money` every digit kept · `price` grouped · `bps` basis points ·
 * `ratio` where 0.125 is `12.5%` · `size` compact without currency · `count` whole number · `multiple` as `1.2×` ·
 * `duration-ms` milliseconds · `text` shown as it is.
 */
export type NumberFormat =
  | 'money'
  | 'exact-money'
  | 'price'
  | 'bps'
  | 'ratio'
  | 'size'
  | 'count'
  | 'multiple'
  | 'duration-ms'
  | 'text'

const UNITS: readonly string[] = ['', 'k', 'M', 'B', 'T']

/** Three significant digits, half away from zero, with k, M, B or T: 999 950 → `1M`, 1 234 567 → `1.23M`. */
const compact = (value: Decimal, prefix: string): string => {
  const rounded = roundTo(value, Math.max(0, 2 - magnitude(value)))
  const coarse = magnitude(rounded) > 2 ? significant(rounded) : rounded
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(magnitude(coarse) / 3)))
  return writeDecimal(trimmed(shift(coarse, -3 * unit)), prefix) + (UNITS[unit] ?? '')
}

const significant = (value: Decimal): Decimal => {
  const drop = magnitude(value) - 2
  return shift(roundTo(shift(value, -drop), 0), drop)
}

const rounded = (value: Decimal, places: number): Decimal => trimmed(roundTo(value, places))

/** Below 10 two decimals, below 100 one, else none; and never fewer than two digits of a small value. */
const measure = (value: Decimal): Decimal => {
  const power = magnitude(value)
  if (value.digits === 0n || power >= 2) return rounded(value, 0)
  return rounded(value, power >= 0 ? 2 - power : Math.min(8, 1 - power))
}

/** Milliseconds as people say them: `850 ms`, `12.5 s`, `3 min 05 s`, `2 h 05 min`, `1 d 03 h`. Rounded half away. */
export const formatDuration = (durationMs: number): string => {
  const text = formatSpan(Math.abs(durationMs))
  return durationMs < 0 ? `−${text}` : text
}

const formatSpan = (spanMs: number): string => {
  if (spanMs === 0) return '0 s'
  if (spanMs < 999.5) return `${Math.round(spanMs)} ms`
  if (spanMs < 59_950) return `${Math.round(spanMs / 100) / 10} s`
  const two = (part: number): string => String(part).padStart(2, '0')
  const seconds = Math.round(spanMs / 1000)
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', two(seconds % 60), 's')
  const minutes = Math.round(spanMs / 60_000)
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', two(minutes % 60), 'min')
  const hours = Math.round(spanMs / 3_600_000)
  return pair(Math.floor(hours / 24), 'd', two(hours % 24), 'h')
}

const pair = (large: number, largeUnit: string, small: string, smallUnit: string): string =>
  small === '00' ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`

/**
 * One value for a reader. A decimal string is never turned into a `number` (but for `duration-ms`), so
 * `exact-money` shows all its digits. Refuses what is neither finite number nor decimal string, except under `text`.
 */
export const formatValue = (format: NumberFormat, value: string | number): string => {
  if (format === 'text') return String(value)
  const decimal = parseDecimal('value', value)
  switch (format) {
    case 'money':
      return compact(decimal, '$')
    case 'exact-money':
      return writeDecimal(decimal, '$')
    case 'price':
      return writeDecimal(magnitude(decimal) >= 3 ? rounded(decimal, 2) : measurePrice(decimal), '')
    case 'bps':
      return `${writeDecimal(measure(decimal), '')} bps`
    case 'ratio':
      return `${writeDecimal(measure(shift(decimal, 2)), '')}%`
    case 'size':
      return compact(decimal, '')
    case 'count':
      return writeDecimal(roundTo(decimal, 0), '')
    case 'multiple':
      return `${writeDecimal(measure(decimal), '')}×`
    case 'duration-ms':
      return formatDuration(Number(value))
  }
}

const measurePrice = (value: Decimal): Decimal => rounded(value, Math.max(2, 4 - magnitude(value)))

const scaled = (format: NumberFormat, values: readonly number[]): readonly [readonly Decimal[], string] => {
  const decimals = values.map((value) => parseDecimal('tick', value))
  if (format === 'ratio') return [decimals.map((value) => shift(value, 2)), '%']
  if (format === 'bps' || format === 'price' || format === 'count' || format === 'exact-money') return [decimals, '']
  if (format === 'multiple') return [decimals, '×']
  const largest = Math.max(...decimals.map(magnitude))
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(largest / 3)))
  return [decimals.map((value) => shift(value, -3 * unit)), UNITS[unit] ?? '']
}

/**
 * Labels of one axis: all in the same unit with the same number of decimals, as few as tell them apart exactly;
 * zero stands bare. Basis points carry no word, because an axis names its unit once.
 */
export const formatTicks = (format: NumberFormat, values: readonly number[]): readonly string[] => {
  if (format === 'duration-ms') return values.map(formatDuration)
  if (format === 'text') return values.map(String)
  const [decimals, suffix] = scaled(format, values)
  const places = Math.min(8, Math.max(0, ...decimals.map((value) => trimmed(value).scale)))
  const prefix = format === 'money' || format === 'exact-money' ? '$' : ''
  return decimals.map((value) => (value.digits === 0n ? '0' : writeDecimal(roundTo(value, places), prefix) + suffix))
}

/** Label of a log axis tick, each in its own unit: `$1k`, `$10k`, `$1M`. */
export const formatLogTicks = (format: NumberFormat, values: readonly number[]): readonly string[] =>
  values.map((value) => (format === 'bps' ? formatValue('price', value) : formatValue(format, value)))
