import { ForecastInputError } from './forecast-input-error.ts'

const LARGEST = 1e6

/**
 * What every model of returns asks of them.
 *
 * @throws ForecastInputError for fewer than `least` numbers, one that is not finite or beyond ±1e6, or numbers that are all the same.
 */
export const requireReturns = (field: string, returns: ArrayLike<number>, least: number): void => {
  requireFinite(field, returns, least)
  for (let i = 1; i < returns.length; i += 1) if (returns[i] !== returns[0]) return
  if (returns.length < 2) return
  const same = `${returns.length} times ${returns[0] ?? ''}`
  throw new ForecastInputError(field, same, 'numbers that differ', 'a constant series has no volatility to forecast')
}

/** @throws ForecastInputError for fewer than `least` numbers, or one that is not finite or beyond ±1e6. */
export const requireFinite = (field: string, values: ArrayLike<number>, least: number): void => {
  requireLength(field, values, least)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (Math.abs(value) <= LARGEST) continue
    throw new ForecastInputError(`${field}[${i}]`, value, 'a number within ±1e6', 'leave the row out or mend the data')
  }
}

/** @throws ForecastInputError for fewer than `least` numbers, or one that is not above 0 and at most 1e12. */
export const requirePositive = (field: string, values: ArrayLike<number>, least: number): void => {
  requireLength(field, values, least)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (value > 0 && value <= 1e12) continue
    throw new ForecastInputError(`${field}[${i}]`, value, 'above 0, up to 1e12', 'leave the period out or set a floor')
  }
}

/** @throws ForecastInputError for fewer than `least` numbers, or one outside 0 to 1e12. */
export const requireNotNegative = (field: string, values: ArrayLike<number>, least: number): void => {
  requireLength(field, values, least)
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    if (value >= 0 && value <= 1e12) continue
    throw new ForecastInputError(`${field}[${i}]`, value, '0 to 1e12', 'leave the period out or mend the data')
  }
}

/** @throws ForecastInputError unless both have one length. */
export const requirePaired = (field: string, values: ArrayLike<number>, other: ArrayLike<number>): void => {
  if (values.length === other.length) return
  throw new ForecastInputError(`${field}.length`, values.length, `${other.length}`, 'give one value for each period')
}

const requireLength = (field: string, values: ArrayLike<number>, least: number): void => {
  if (values.length >= least) return
  throw new ForecastInputError(`${field}.length`, values.length, `at least ${least}`, 'give a longer series')
}
