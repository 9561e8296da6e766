import type { MetricValue } from '@ebbline/wire'
import { compact, compactNumber, duration, grouped, percentOf } from './quantity.ts'

/** Units in which metrics are stated; a `number` is a ratio that is not read as a percentage. */
export type MetricUnit = 'money' | 'ratio' | 'number' | 'bps' | 'seconds' | 'count'

/** A metric in few characters, for tables; `-` where its denominator is zero. Money and seconds lose digits. */
export const metricShort = (value: MetricValue | undefined, unit: MetricUnit): string => {
  if (value === null || value === undefined) return '-'
  switch (unit) {
    case 'money':
      return compact(String(value))
    case 'ratio':
      return percentOf(Number(value))
    case 'number':
      return Number(value).toFixed(2)
    case 'bps':
      return Number(value).toFixed(1)
    case 'seconds':
      return compactNumber(Number(value))
    case 'count':
      return grouped(String(value))
  }
}

/** A metric with its unit and no digit lost. */
export const metricLong = (value: MetricValue | undefined, unit: MetricUnit, currency: string): string => {
  if (value === null || value === undefined) return 'n/a (nothing to divide by)'
  switch (unit) {
    case 'money':
      return `${grouped(String(value))} ${currency}`.trimEnd()
    case 'ratio':
      return percentOf(Number(value))
    case 'number':
      return Number(value).toFixed(3)
    case 'bps':
      return `${Number(value).toFixed(2)} bp`
    case 'seconds':
      return duration(Number(value) * 1_000)
    case 'count':
      return grouped(String(value))
  }
}
