import type { FittedParameter } from './fitted-reaction.ts'

/** How the numbers were found, in one paragraph. */
export const METHOD: string =
  'Depth: two-way fit of log share of the trailing day over markets and bands. Refill: local projections of log depth within 5 bp. ' +
  'Impact: least squares of move/volatility on the square root of size/volume over synthetic metaorders of ten imagined traders, three to thirty for the interval. ' +
  'Permanent share and half-life: propagator of one-minute signed flow over an hour. Cost: 90 % points of the log error of book walks by share of depth and age. Intervals: 90 %, block bootstrap, 400 replicates, seed 1.'

/** What these data cannot show. */
export const LIMITS: readonly string[] = [
  'Four books of 2024-08-08 last under six minutes of one calm evening: nothing of how a book empties, refills or recognises forced flow in a crash is in them.',
  'Between 50 and 100 bp only the coin-margined book was seen, between 1 % and 5 % only BTC-USDT on the morning of 2025-10-10.',
  'Levels beyond the 1,000 of each snapshot are unknown; bands that reach there are left out.',
  'The volatility exponent holds between calm and lively hours of one morning. Beyond, the exponent is a judgement: the only book file of a crash is damaged.',
  'Volume of the coin-margined BTC and of the ETH book is scaled from the spot market, which is 21 % too much for the BTC perpetual, where both are known.',
  'Metaorders are imagined: public trades carry no names, and Y rises with the number of traders that is assumed. No linear start is told from a square root down to a millionth of the day.',
  'Permanent share comes from ordinary flow, part of which is informed; forced flow should leave less.',
  'Fading within a minute is not seen in one-minute bars.',
]

/** Beyond the volatility that was seen with a sound book. */
export const STRESS_EXPONENT: FittedParameter = {
  value: -1,
  low: -1.6,
  high: -0.5,
  n: 0,
  from: 'judgement: depth falls as volatility rises. The damaged book file of 2025-10-10 (976 to 36 million USD within 5 % while volatility rose from 0.036 to 0.30) would say -1.5 but is measured from a wrong mid, which overstates the fall',
}
