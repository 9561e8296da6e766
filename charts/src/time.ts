/** A moment in UTC, its calendar parts as numbers; month 1 to 12. */
export type UtcParts = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

export const DAY_MS = 86_400_000

const MONTHS: readonly string[] = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/**
 * Calendar parts of milliseconds since 1970-01-01 UTC, by arithmetic alone, so a picture needs no clock.
 *
 * @source H. Hinnant, "chrono-compatible low-level date algorithms", civil_from_days.
 */
export const utcParts = (timeMs: number): UtcParts => {
  const days = Math.floor(timeMs / DAY_MS)
  const seconds = Math.floor((timeMs - days * DAY_MS) / 1000)
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor((seconds % 3600) / 60),
    second: seconds % 60,
  }
}

const two = (part: number): string => String(part).padStart(2, '0')

/** `10 Oct`. */
export const formatDay = (timeMs: number): string => {
  const { day, month } = utcParts(timeMs)
  return `${day} ${MONTHS[month - 1] ?? ''}`
}

/** `10 Oct 2025`. */
export const formatDate = (timeMs: number): string => `${formatDay(timeMs)} ${utcParts(timeMs).year}`

/** `21:15`. */
export const formatMinute = (timeMs: number): string => {
  const { hour, minute } = utcParts(timeMs)
  return `${two(hour)}:${two(minute)}`
}

/** `21:15:30`. */
export const formatSecond = (timeMs: number): string => `${formatMinute(timeMs)}:${two(utcParts(timeMs).second)}`

/** `2025-10-10 21:15:30 UTC`, for tooltips. */
export const formatUtc = (timeMs: number): string => {
  const { year, month, day } = utcParts(timeMs)
  return `${year}-${two(month)}-${two(day)} ${formatSecond(timeMs)} UTC`
}
