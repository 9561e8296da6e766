const DAY_MS = 86_400_000

/** Milliseconds of a UTC time such as `2024-08-05T06:00:00Z` since 1970. */
export const utcMs = (text: string): number => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = text.split(/[-T:Z]/u).map(Number)
  return daysBefore(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000
}

/** Days from 1970-01-01 to a date of the Gregorian calendar: years begin in March, so that a leap day ends one. */
const daysBefore = (year: number, month: number, day: number): number => {
  const from = month > 2 ? year : year - 1
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return 365 * from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + inYear - 719_468
}

/** A time as text, such as `2024-08-05T06:00:00.000Z`. */
export const utcText = (time: number): string => {
  const days = Math.floor(time / DAY_MS)
  let year = 1970 + Math.floor(days / 366)
  while (daysBefore(year + 1, 1, 1) <= days) year += 1
  let month = 1
  while (month < 12 && daysBefore(year, month + 1, 1) <= days) month += 1
  const rest = time - days * DAY_MS
  const parts = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1_000) % 60]
  const date = [padded(year, 4), padded(month, 2), padded(days - daysBefore(year, month, 1) + 1, 2)].join('-')
  return `${date}T${parts.map((part) => padded(part, 2)).join(':')}.${padded(rest % 1_000, 3)}Z`
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0')
