import { bates, batesStrip, heston, hestonStrip, type BatesParameters, type Expiry } from '@ebbline/core'
import { inProcess, raceByCpu } from './cpu-race.ts'
import { DisagreementError, type Contender, type Row } from './measurement.ts'
import { againstQuantLib, type QuantLib } from './quantlib.ts'

const DAYS = 91
const ROUNDS = 15
/** Currency at S = 100: both sides claim more. */
const TOLERANCE = 1e-11

const EXPIRY: Expiry = { spot: 100, time: DAYS / 365, rate: 0.02, dividend: 0 }
const LAW: BatesParameters = {
  diffusion: { variance: 0.36, reversion: 3, longVariance: 0.4, volOfVariance: 1.2, correlation: -0.3 },
  jumps: { intensity: 6, logMean: -0.05, logDeviation: 0.08 },
}

/** 41 strikes from 60 to 140; puts below the spot, else calls, as the program of QuantLib takes them. */
const STRIKE = Float64Array.from({ length: 41 }, (_, at) => 60 + 2 * at)
const IS_CALL = Uint8Array.from(STRIKE, (strike) => (strike < EXPIRY.spot ? 0 : 1))
const COUNT = STRIKE.length
const OPTIONS = Array.from(STRIKE, (strike, row) => {
  const kind: 'call' | 'put' = IS_CALL[row] === 1 ? 'call' : 'put'
  return { ...EXPIRY, kind, strike }
})
const COLUMNS = { isCall: IS_CALL, strike: STRIKE }

const inputOf = ({ diffusion, jumps }: BatesParameters): readonly number[] => {
  const { variance, reversion, longVariance, volOfVariance, correlation } = diffusion
  const heston = [variance, reversion, longVariance, volOfVariance, correlation]
  const market = [EXPIRY.spot, EXPIRY.rate, EXPIRY.dividend, DAYS]
  return [...market, ...heston, jumps.intensity, jumps.logMean, jumps.logDeviation, ...STRIKE]
}

/** One way of ours to fill a column of prices. */
interface Way {
  readonly name: string
  readonly fill: (price: Float64Array) => void
  readonly floor: number | null
}

/** Races ways of ours against a task of QuantLib, all prices compared first. */
const rowsOf = (quantlib: QuantLib, task: string, engine: string, ways: readonly Way[]): readonly Row[] => {
  const input = inputOf(LAW)
  const theirs = quantlib.values(task, input)
  return ways.map(({ name, fill, floor }) => {
    const price = new Float64Array(COUNT)
    const own: Contender = { count: COUNT, work: () => fill(price) }
    own.work()
    const off = theirs.findIndex((wanted, row) => !(Math.abs((price[row] ?? 0) - wanted) <= TOLERANCE))
    if (off >= 0)
      throw new DisagreementError(`${name}, strike ${STRIKE[off]}: ours ${price[off]}, theirs ${theirs[off]}`)
    const raced = raceByCpu(inProcess(own), quantlib.racer(task, input, COUNT), ROUNDS)
    return { name, unit: 'options', ...raced, against: `${quantlib.version} ${engine}`, floor }
  })
}

const hestonAlone = (price: Float64Array): void =>
  OPTIONS.forEach((option, row) => {
    price[row] = heston(LAW.diffusion, option).price
  })

const batesAlone = (price: Float64Array): void =>
  OPTIONS.forEach((option, row) => {
    price[row] = bates(LAW, option).price
  })

/** Stochastic volatility, with and without jumps: an expiry of 41 strikes at once and options one by one, against QuantLib. */
export const benchFourier = (): readonly Row[] =>
  againstQuantLib('heston', 'Heston and Bates', (quantlib) => [
    ...rowsOf(quantlib, 'fitting', 'ExponentialFittingHestonEngine', [
      { name: 'Heston, 41 strikes', fill: (price) => hestonStrip(LAW.diffusion, EXPIRY, COLUMNS, price), floor: 15 },
      { name: 'Heston, one option', fill: hestonAlone, floor: 1 },
    ]),
    ...rowsOf(quantlib, 'laguerre-144', 'AnalyticHestonEngine (default)', [
      { name: 'Heston, 41 strikes', fill: (price) => hestonStrip(LAW.diffusion, EXPIRY, COLUMNS, price), floor: 40 },
    ]),
    ...rowsOf(quantlib, 'bates', 'BatesEngine', [
      { name: 'Bates, 41 strikes', fill: (price) => batesStrip(LAW, EXPIRY, COLUMNS, price), floor: 40 },
      { name: 'Bates, one option', fill: batesAlone, floor: 1 },
    ]),
  ])
