import { ForecastInputError } from './forecast-input-error.ts'

/** Times of events in order, from 0 on, in the caller's unit of time; several may share a moment. */
export type EventTimes = ArrayLike<number>

/** @throws ForecastInputError unless the times are finite, do not go back, and lie from 0 to `until`. */
export const requireEvents = (events: EventTimes, until: number): void => {
  if (!(until >= 0 && until < Infinity))
    throw new ForecastInputError('until', until, '0 or more, finite', 'give the end of the observation')
  let before = 0
  for (let at = 0; at < events.length; at += 1) {
    const time = events[at] ?? Number.NaN
    if (!(time >= before && time <= until))
      throw new ForecastInputError(
        `events[${at}]`,
        time,
        `${before} to ${until}, in order`,
        'sort the times, count from 0',
      )
    before = time
  }
}

/** How many events lie strictly before a time. */
export const eventsBefore = (events: EventTimes, time: number): number => {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle] ?? Infinity) < time) low = middle + 1
    else high = middle
  }
  return low
}
