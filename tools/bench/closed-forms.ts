import {
  black76Batch,
  bsmBatch,
  math,
  type Black76Columns,
  type EuropeanColumns,
  type ValueColumns,
} from '@ebbline/core'
import { inProcess, raceByCpu } from './cpu-race.ts'
import { DisagreementError, type Contender, type Row } from './measurement.ts'
import { againstPeer, type UqeeBlackScholes } from './peers.ts'
import { againstQuantLib } from './quantlib.ts'

const COUNT = 8192
const SPOT = 100
const RATE = 0.03
const ROUNDS = 15
/** Absolute, at a spot of 100: the accuracy of the peers, not ours. */
const PRICE_TOLERANCE = 1e-12

/** Strikes 50 to 150, a week to a year, volatility 20 to 120 %; without carry, which the packages of npm do not know. */
const options = (isCall: (row: number, strike: number) => boolean): EuropeanColumns => {
  const draws = new Float64Array(3 * COUNT)
  math.fillUniforms(math.randomStream(4, 1), 0, draws)
  const column = (from: number, value: (draw: number) => number): Float64Array =>
    draws.subarray(from * COUNT, (from + 1) * COUNT).map(value)
  const strike = column(0, (draw) => 50 + 100 * draw)
  const same = (value: number): Float64Array => new Float64Array(COUNT).fill(value)
  return {
    isCall: Uint8Array.from(strike, (at, row) => (isCall(row, at) ? 1 : 0)),
    spot: same(SPOT),
    strike,
    time: column(1, (draw) => 0.02 + 0.98 * draw),
    vol: column(2, (draw) => 0.2 + draw),
    rate: same(RATE),
    dividend: same(0),
  }
}

const outputs = (): ValueColumns => {
  const column = (): Float64Array => new Float64Array(COUNT)
  const [price, delta, gamma] = [column(), column(), column()]
  return { price, delta, gamma, vega: column(), theta: column(), rho: column() }
}

const requireSame = (against: string, own: Float64Array, theirs: Float64Array): void => {
  const row = own.findIndex((value, at) => !(Math.abs(value - (theirs[at] ?? Number.NaN)) <= PRICE_TOLERANCE))
  if (row >= 0) throw new DisagreementError(`option ${row}: ours ${own[row]}, ${against} ${theirs[row]}`)
}

/** The peer's own way, one object an option, its values stored like ours. */
const uqee = (peer: UqeeBlackScholes, columns: EuropeanColumns, out: ValueColumns): Contender => {
  const terms = Array.from(columns.strike, (strike, row) => ({
    rate: RATE,
    sigma: columns.vol[row] ?? 0,
    strike,
    time: columns.time[row] ?? 0,
    type: columns.isCall[row] === 1 ? ('call' as const) : ('put' as const),
    underlying: SPOT,
  }))
  const work = (): void => {
    for (let row = 0; row < COUNT; row += 1) {
      const one = terms[row]
      if (one === undefined) continue
      const value = peer.option(one)
      out.price[row] = value.price
      out.delta[row] = value.delta
      out.gamma[row] = value.gamma
      out.vega[row] = value.vega
      out.theta[row] = value.theta
      out.rho[row] = value.rho
    }
  }
  return { count: COUNT, work }
}

/** Black-Scholes in batches against the fastest package of npm. */
const benchNpm = (): readonly Row[] =>
  againstPeer('@uqee/black-scholes', 'Black-Scholes, price and five Greeks', (peer, against) => {
    const columns = options((row) => row % 2 === 0)
    const own = outputs()
    const theirs = outputs()
    const contender = uqee(new peer.BlackScholes({ sigmaToPricePrecision: 'double' }), columns, theirs)
    const work = (): void => bsmBatch(columns, own)
    work()
    contender.work()
    requireSame(against, own.price, theirs.price)
    const raced = raceByCpu(inProcess({ count: COUNT, work }), inProcess(contender), ROUNDS)
    return [{ name: 'Black-Scholes, price and five Greeks', unit: 'options', ...raced, against, floor: 1.1 }]
  })

/** Black-76 in batches against the calculator of QuantLib, which is handed discount factor and standard deviation. */
const benchQuantLib = (): readonly Row[] =>
  againstQuantLib('black', 'Black-76, price and Greeks', (quantlib) => {
    const { spot: forward, dividend: _, ...rest } = options((_row, strike) => strike >= SPOT)
    const columns: Black76Columns = { ...rest, forward }
    const input = Array.from(columns.strike, (strike, row) => {
      const time = columns.time[row] ?? 0
      return [SPOT, strike, math.exp(-RATE * time), time, columns.vol[row] ?? 0, 0]
    }).flat()
    const own = outputs()
    const work = (): void => black76Batch(columns, own)
    work()
    const theirs = quantlib.values('calculator', input).filter((_value, at) => at % 5 === 0)
    requireSame(quantlib.version, own.price, theirs)
    const raced = raceByCpu(inProcess({ count: COUNT, work }), quantlib.racer('calculator', input, COUNT), ROUNDS)
    return [{ name: 'Black-76, price and Greeks', unit: 'options', ...raced, against: quantlib.version, floor: 2 }]
  })

/** Closed forms in batches, against npm and QuantLib. */
export const benchClosedForms = (): readonly Row[] => [...benchNpm(), ...benchQuantLib()]
