import { InvalidArgumentError } from 'commander'
import { kouLogDrift, type InstrumentId, type PriceDynamics } from '@ebbline/core'
import type { RiskTerms } from '@ebbline/lab'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { decimalNumber } from '../options.ts'

/** A number for one market, or for all where `market` is null. */
export interface MarketNumber {
  readonly market: string | null
  readonly value: number
}

/** What the flags of `ebb risk` say. Spans in milliseconds. */
export interface RiskFlags {
  readonly vol?: readonly MarketNumber[]
  readonly drift: number
  readonly jumps?: readonly number[]
  readonly horizon: number
  readonly latency: number
  readonly epsilon: number
  readonly closeWithin: number
  readonly volume?: readonly MarketNumber[]
  readonly linked: readonly string[]
}

/** `0.8` or `MARKET=0.8`. @throws InvalidArgumentError */
export const perMarket = (text: string): MarketNumber => {
  const at = text.lastIndexOf('=')
  const value = decimalNumber(at === -1 ? text : text.slice(at + 1))
  if (!(value > 0)) throw new InvalidArgumentError('Give a number above 0.')
  return { market: at === -1 ? null : text.slice(0, at), value }
}

const SPAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/** Milliseconds of `10s`, `30m`, `24h` or `7d`; null where it is none, or 0. */
export const spanOf = (text: string): number | null => {
  const [, size = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)\s?(ms|s|m|min|h|d)$/.exec(text) ?? []
  const ms = Number(size) * (SPAN_UNITS.get(unit) ?? Number.NaN)
  return ms > 0 ? ms : null
}

/** The terms that the flags state for these markets. @throws ArgumentError for a market that is not listed, or without volatility */
export const riskTermsOf = (flags: RiskFlags, listed: readonly InstrumentId[]): RiskTerms => {
  const [vols, volumes] = [flags.vol ?? [], flags.volume ?? []]
  for (const [flag, numbers] of [['--vol', vols] as const, ['--volume', volumes] as const])
    for (const { market } of numbers) if (market !== null) requireListed(flag, market, listed)
  for (const market of flags.linked) requireListed('--linked', market, listed)
  if (!(flags.epsilon > 0 && flags.epsilon < 1))
    throw new ArgumentError('--epsilon', String(flags.epsilon), 'above 0 and below 1', 'give a probability')
  return {
    horizonMs: flags.horizon,
    latencyMs: flags.latency,
    dynamicsOf: (market) => dynamicsOf(flags, market, valueFor(vols, market)),
    linked: flags.linked,
    ruinProbabilityMax: flags.epsilon,
    closeWithinMs: flags.closeWithin,
    dailyVolumeOf: (market) => valueFor(volumes, market),
  }
}

const requireListed = (flag: string, market: string, listed: readonly string[]): void => {
  if (!listed.includes(market)) throw new ArgumentError(flag, market, 'a listed instrument', suggestion(market, listed))
}

/** What is said of the market itself, else of all; the last word counts. */
const valueFor = (numbers: readonly MarketNumber[], market: InstrumentId): number | null =>
  (numbers.findLast((one) => one.market === market) ?? numbers.findLast((one) => one.market === null))?.value ?? null

const dynamicsOf = ({ drift, jumps }: RiskFlags, market: InstrumentId, vol: number | null): PriceDynamics => {
  if (vol === null)
    throw new ArgumentError('--vol', 'nothing', `a volatility for ${market}`, `write --vol 0.8 or --vol ${market}=0.8`)
  if (jumps === undefined) return { kind: 'gbm', drift, vol }
  const [intensity = 0, upProbability = 0, upRate = 0, downRate = 0] = jumps
  const kou = { vol, intensity, upProbability, upRate, downRate }
  return { kind: 'kou', ...kou, logDrift: kouLogDrift(kou, drift) }
}
