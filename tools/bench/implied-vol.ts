import { black76Price, impliedVolBatch, math, type ImpliedVolAnswers, type ImpliedVolColumns } from '@ebbline/core'
import { inProcess, raceByCpu } from './cpu-race.ts'
import { DisagreementError, type Contender, type Row } from './measurement.ts'
import { againstPeer, type UqeeBlackScholes } from './peers.ts'
import { againstQuantLib } from './quantlib.ts'

const COUNT = 8192
const FORWARD = 100
const ROUNDS = 15
/** Smallest price. */
const PRICE_MIN = 1e-8
/** Relative error that we promise. */
const TOLERANCE = 1e-13
/** Volatility points: a peer farther off is wrong. */
const PEER_TOLERANCE = 1e-6

interface Quotes {
  readonly columns: ImpliedVolColumns
  /** Volatilities that the prices were made with. */
  readonly vol: Float64Array
}

/** Out of the money: strikes 50 to 150, a week to a year, volatility 20 to 120 %, no discount, no price below 1e-8. */
const quotesOf = (): Quotes => {
  const column = (): Float64Array => new Float64Array(COUNT)
  const [strike, time, vol, price] = [column(), column(), column(), column()]
  const forward = column().fill(FORWARD)
  const isCall = new Uint8Array(COUNT)
  const stream = math.randomStream(4, 2)
  for (let row = 0, draw = 0; row < COUNT && draw < 3 * 10 * COUNT; draw += 3) {
    const strikeHere = 50 + 100 * math.uniform(stream, draw)
    const timeHere = 0.02 + 0.98 * math.uniform(stream, draw + 1)
    const volHere = 0.2 + math.uniform(stream, draw + 2)
    const kind = strikeHere >= FORWARD ? 'call' : 'put'
    const terms = { kind, forward: FORWARD, strike: strikeHere, time: timeHere, vol: volHere, rate: 0 } as const
    const priceHere = black76Price(terms)
    if (priceHere < PRICE_MIN) continue
    isCall[row] = kind === 'call' ? 1 : 0
    strike[row] = strikeHere
    time[row] = timeHere
    vol[row] = volHere
    price[row] = priceHere
    row += 1
  }
  return { columns: { isCall, forward, strike, time, price }, vol }
}

/** Our side, which must find every volatility. */
const ours = ({ columns, vol }: Quotes): Contender => {
  const out: ImpliedVolAnswers = { vol: new Float64Array(COUNT), status: new Uint8Array(COUNT) }
  const work = (): void => impliedVolBatch(columns, out)
  work()
  const row = vol.findIndex((wanted, at) => !(Math.abs((out.vol[at] ?? 0) / wanted - 1) <= TOLERANCE))
  if (row >= 0) throw new DisagreementError(`option ${row}: ours ${out.vol[row]}, made with ${vol[row]}`)
  return { count: COUNT, work }
}

const wrongOf = (theirs: Float64Array, wanted: Float64Array): number =>
  theirs.filter((value, row) => !(Math.abs(value - (wanted[row] ?? 0)) <= PEER_TOLERANCE)).length

/** The peer's own way, one object an option. */
const uqee = (
  peer: UqeeBlackScholes,
  { isCall, strike, time, price }: ImpliedVolColumns,
  out: Float64Array,
): Contender => {
  const terms = Array.from(price, (priceHere, row) => ({
    rate: 0,
    strike: strike[row] ?? 0,
    time: time[row] ?? 0,
    type: isCall[row] === 1 ? ('call' as const) : ('put' as const),
    underlying: FORWARD,
    price: priceHere,
  }))
  const work = (): void => {
    for (let row = 0; row < COUNT; row += 1) {
      const one = terms[row]
      if (one !== undefined) out[row] = peer.sigma(one)
    }
  }
  return { count: COUNT, work }
}

const NAME = 'implied volatility'

const benchNpm = (quotes: Quotes): readonly Row[] =>
  againstPeer('@uqee/black-scholes', NAME, (peer, label) => {
    const theirs = new Float64Array(COUNT)
    const newton = new peer.BlackScholes({
      sigmaToPricePrecision: 'double',
      priceToSigmaMethod: 'newton-raphson',
      priceToSigmaAccuracy: PRICE_MIN,
    })
    const contender = uqee(newton, quotes.columns, theirs)
    contender.work()
    const against = `${label} Newton, wrong on ${wrongOf(theirs, quotes.vol)} of ${COUNT}`
    const raced = raceByCpu(inProcess(ours(quotes)), inProcess(contender), ROUNDS)
    return [{ name: NAME, unit: 'options', ...raced, against, floor: 0.77 }]
  })

const benchQuantLib = (quotes: Quotes): readonly Row[] =>
  againstQuantLib('black', NAME, (quantlib) => {
    const { strike, time, price } = quotes.columns
    const input = Array.from(price, (priceHere, row) => {
      return [FORWARD, strike[row] ?? 0, 1, time[row] ?? 0, 0, priceHere]
    }).flat()
    const theirs = quantlib.values('implied', input).map((deviation, row) => deviation / Math.sqrt(time[row] ?? 0))
    const against = `${quantlib.version} blackFormulaImpliedStdDev, wrong on ${wrongOf(theirs, quotes.vol)} of ${COUNT}`
    const raced = raceByCpu(inProcess(ours(quotes)), quantlib.racer('implied', input, COUNT), ROUNDS)
    return [{ name: NAME, unit: 'options', ...raced, against, floor: 2 }]
  })

/** Implied volatilities in batches, against npm and QuantLib; ours are checked against the volatilities behind the prices. */
export const benchImpliedVol = (): readonly Row[] => {
  const quotes = quotesOf()
  return [...benchNpm(quotes), ...benchQuantLib(quotes)]
}
