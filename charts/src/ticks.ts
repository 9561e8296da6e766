import { positive } from './check.ts'
import { ChartInputError } from './error.ts'
import { DAY_MS, formatDate, formatDay, formatMinute, formatSecond } from './time.ts'

export type Domain = readonly [min: number, max: number]

const refuseReversed = ([min, max]: Domain): void => {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < max))
    throw new ChartInputError('domain', `${min} to ${max}`, 'finite, its end above its start')
}

/** Multiple × mantissa × 10^power, rounded once, so that 3 × 0.1 reads 0.3. */
const multipleOf = (multiple: number, mantissa: number, power: number): number =>
  power >= 0 ? multiple * mantissa * 10 ** power : (multiple * mantissa) / 10 ** -power

/** The step 1, 2 or 5 × 10^k that cuts the domain in at most `count` parts, the smallest such. */
const niceStep = ([min, max]: Domain, count: number): readonly [mantissa: number, power: number] => {
  const raw = (max - min) / count
  const power = Math.floor(Math.log10(raw))
  const found = [1, 2, 5].find((mantissa) => multipleOf(1, mantissa, power) >= raw * (1 - 1e-9))
  return found === undefined ? [1, power + 1] : [found, power]
}

/** Multiples of a 1-2-5 step inside the domain, at most `count` + 1 of them, ascending. */
export const linearTicks = (domain: Domain, count: number): readonly number[] => {
  refuseReversed(domain)
  const [mantissa, power] = niceStep(domain, positive('count', count))
  const step = multipleOf(1, mantissa, power)
  const first = Math.ceil(domain[0] / step - 1e-9)
  const last = Math.floor(domain[1] / step + 1e-9)
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => multipleOf(first + index, mantissa, power) + 0,
  )
}

/**
 * Ticks of a log axis inside a positive domain: below 1.5 decades 1-2-5, up to `count` decades each power of ten, beyond that every
 * n-th. Refuses a domain that touches zero.
 */
export const logTicks = (domain: Domain, count: number): readonly number[] => {
  refuseReversed(domain)
  const [min, max] = [positive('domain[0]', domain[0]), domain[1]]
  const decades = Math.log10(max / min)
  const every = Math.max(1, Math.ceil(decades / positive('count', count)))
  const mantissas = decades < 1.5 ? [1, 2, 5] : [1]
  const first = Math.floor(Math.log10(min))
  const powers = Array.from({ length: Math.ceil(decades) + 2 }, (_, index) => first + index)
  return powers
    .filter((power) => power % every === 0)
    .flatMap((power) => mantissas.map((mantissa) => multipleOf(1, mantissa, power)))
    .filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9))
}

const SECOND = 1000
const MINUTE = 60_000
const HOUR = 3_600_000
const TIME_STEPS: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((step) => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE),
  ...[1, 2, 3, 6, 12].map((step) => step * HOUR),
  ...[1, 2, 5, 10, 30, 90, 365, 3650].map((step) => step * DAY_MS),
]

/** The smallest step of the clock (1-2-5-10-15-30 s or min, 1-2-3-6-12 h, days) that cuts the domain in at most `count` parts. */
export const timeStep = (domain: Domain, count: number): number => {
  refuseReversed(domain)
  const raw = (domain[1] - domain[0]) / positive('count', count)
  return TIME_STEPS.find((step) => step >= raw) ?? 36_500 * DAY_MS
}

/** A tick of a time axis: where [ms] and what it says. */
export type TimeTick = { readonly timeMs: number; readonly label: string }
export type TimeTicks = { readonly ticks: readonly TimeTick[]; readonly axisName: string }

const multiples = ([min, max]: Domain, step: number): readonly number[] => {
  const first = Math.ceil(min / step)
  return Array.from(
    { length: Math.max(0, Math.floor(max / step) - first + 1) },
    (_, index) => (first + index) * step + 0,
  )
}

const two = (part: number): string => String(Math.floor(part)).padStart(2, '0')

const elapsedForm = (step: number, max: number): readonly [string, (timeMs: number) => string] => {
  if (step < SECOND) return ['elapsed, s', (t) => String(t / SECOND)]
  if (max <= 2 * MINUTE) return ['elapsed, s', (t) => String(t / SECOND)]
  if (step < MINUTE) return ['elapsed, min:s', (t) => `${Math.floor(t / MINUTE)}:${two((t % MINUTE) / SECOND)}`]
  if (max <= 2 * HOUR) return ['elapsed, min', (t) => String(t / MINUTE)]
  if (step < HOUR) return ['elapsed, h:min', (t) => `${Math.floor(t / HOUR)}:${two((t % HOUR) / MINUTE)}`]
  if (max <= 3 * DAY_MS) return ['elapsed, h', (t) => String(t / HOUR)]
  return ['elapsed, days', (t) => String(t / DAY_MS)]
}

/** Ticks of a time that starts at 0 [ms]; times before the start carry a minus. The axis name holds the unit, once. */
export const elapsedTicks = (domain: Domain, count: number): TimeTicks => {
  const step = timeStep(domain, count)
  const [axisName, form] = elapsedForm(step, Math.max(Math.abs(domain[0]), Math.abs(domain[1])))
  const label = (timeMs: number): string => (timeMs < 0 ? `−${form(-timeMs)}` : form(timeMs))
  return { axisName, ticks: multiples(domain, step).map((timeMs) => ({ timeMs, label: label(timeMs) })) }
}

const sameDay = (a: number, b: number): boolean => Math.floor(a / DAY_MS) === Math.floor(b / DAY_MS)

/** Ticks at round UTC times [ms since 1970]; a tick at midnight says the day, and the axis name holds date and zone. */
export const utcTicks = (domain: Domain, count: number): TimeTicks => {
  const step = timeStep(domain, count)
  const form = (timeMs: number): string => {
    if (step >= DAY_MS || timeMs % DAY_MS === 0) return formatDay(timeMs)
    return step < MINUTE ? formatSecond(timeMs) : formatMinute(timeMs)
  }
  const [from, to] = [formatDate(domain[0]), formatDate(domain[1])]
  const axisName = sameDay(domain[0], domain[1]) ? `UTC, ${from}` : `UTC, ${from} to ${to}`
  return { axisName, ticks: multiples(domain, step).map((timeMs) => ({ timeMs, label: form(timeMs) })) }
}
