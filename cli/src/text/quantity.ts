const SUFFIXES = ['', 'k', 'M', 'B', 'T'] as const

/** A decimal text in three significant digits with k, M, B or T: `1234567` is `1.23M`. For tables; the exact text stays in JSON. */
export const compact = (decimal: string): string => compactNumber(Number(decimal))

/** A number in three significant digits with k, M, B or T; `n/a` where there is none. */
export const compactNumber = (value: number): string => {
  if (!Number.isFinite(value)) return 'n/a'
  let [size, step] = [Math.abs(value), 0]
  while (Number(size.toPrecision(3)) >= 1_000 && step < SUFFIXES.length - 1) {
    size /= 1_000
    step += 1
  }
  const digits = size >= 1_000 ? String(Math.round(size)) : shortest(size)
  return `${value < 0 && digits !== '0' ? '-' : ''}${digits}${SUFFIXES[step] ?? ''}`
}

const shortest = (size: number): string => {
  const fixed = size < 0.01 ? (size < 0.000_5 ? '0' : size.toFixed(3)) : size.toPrecision(3)
  const plain = fixed.includes('e') ? size.toFixed(3) : fixed
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}

/** A share as a percentage with one decimal: 0.1234 is `12.3%`. */
export const percentOf = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)}%` : 'n/a')

/** A decimal text with its whole digits in groups of three: `-1234567.25` is `-1,234,567.25`. Nothing is rounded. */
export const grouped = (decimal: string): string => {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimal)
  if (match === null) return decimal
  return (match[1] ?? '') + (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',') + (match[3] ?? '')
}

/** A duration in words: `1 h 02 min 05 s`, `30 s`, `250 ms`. */
export const duration = (ms: number): string => {
  if (!Number.isFinite(ms)) return 'n/a'
  if (Math.abs(ms) < 1_000) return `${Math.round(ms)} ms`
  const whole = Math.round(Math.abs(ms) / 1_000)
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  const sign = ms < 0 ? '-' : ''
  if (hours > 0) return `${sign}${hours} h ${two(minutes)} min ${two(seconds)} s`
  return minutes > 0 ? `${sign}${minutes} min ${two(seconds)} s` : `${sign}${seconds} s`
}

/** Time since a start as a clock: `+0:10:05`. */
export const elapsed = (ms: number): string => {
  const whole = Math.floor(ms / 1_000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `+${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}

/** A moment in UTC: `2025-10-10 21:15:30`; milliseconds only where there are any. */
export const utc = (ms: number): string => {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return `${ms} ms`
  return date.toISOString().replace('T', ' ').replace('.000Z', '').replace('Z', '')
}
