import { InvalidArgumentError } from 'commander'
import { resolve } from 'node:path'
import { horizonVol, kouLogDrift, YEAR_MS, type Instrument, type InstrumentId, type PriceDynamics } from '@ebbline/core'
import type { RiskTerms } from '@ebbline/lab'
import { parseSurfaceFile, type SmilesByCoin } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { decimalNumber } from '../options.ts'
import { readText } from './files.ts'

/** A number for one market, or for all where `market` is null. */
export interface MarketNumber {
  readonly market: string | null
  readonly value: number
}

/** What the flags of `ebb risk` say. Spans in milliseconds. */
export interface RiskFlags {
  readonly vol?: readonly MarketNumber[]
  /** What `ebb surface` wrote. */
  readonly surface?: string
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
const SPAN_MAX_MS = 3650 * 86_400_000

/** Milliseconds of `10s`, `30m`, `24h` or `7d`; null where it is none, 0, or beyond 3650 days. */
export const spanOf = (text: string): number | null => {
  const [, size = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)\s?(ms|s|m|min|h|d)$/.exec(text) ?? []
  const ms = Number(size) * (SPAN_UNITS.get(unit) ?? Number.NaN)
  return ms > 0 && ms <= SPAN_MAX_MS ? ms : null
}

/**
 * The terms that the flags state for these markets. A volatility that is stated goes before one of the surface.
 *
 * @throws ArgumentError for a market that is not listed, or without volatility; WireError for a surface that is none.
 */
export const riskTermsOf = (
  flags: RiskFlags,
  instruments: ReadonlyMap<InstrumentId, Instrument>,
  cwd: string,
): RiskTerms => {
  const listed = [...instruments.keys()]
  const smiles = smilesOf(flags, cwd)
  const [vols, volumes] = [flags.vol ?? [], flags.volume ?? []]
  for (const [flag, numbers] of [['--vol', vols] as const, ['--volume', volumes] as const])
    for (const { market } of numbers) if (market !== null) requireListed(flag, market, listed)
  for (const market of flags.linked) requireListed('--linked', market, listed)
  if (!(flags.epsilon > 0 && flags.epsilon < 1))
    throw new ArgumentError('--epsilon', String(flags.epsilon), 'above 0 and below 1', 'give a probability')
  return {
    horizonMs: flags.horizon,
    latencyMs: flags.latency,
    dynamicsOf: (market) => {
      const implied = impliedVol(smiles, instruments.get(market), flags)
      return dynamicsOf(flags, market, valueFor(vols, market) ?? implied)
    },
    linked: flags.linked,
    ruinProbabilityMax: flags.epsilon,
    closeWithinMs: flags.closeWithin,
    dailyVolumeOf: (market) => valueFor(volumes, market),
  }
}

const smilesOf = ({ surface }: RiskFlags, cwd: string): SmilesByCoin => {
  if (surface === undefined) return new Map()
  const file = resolve(cwd, surface)
  return parseSurfaceFile(file, readText(file))
}

/** What the surface of an instrument's coin implies over the horizon; null without one. */
const impliedVol = (
  smiles: SmilesByCoin,
  instrument: Instrument | undefined,
  { horizon }: RiskFlags,
): number | null => {
  const known = instrument === undefined ? undefined : smiles.get(instrument.base)
  return known === undefined ? null : horizonVol(known, horizon / YEAR_MS)
}

const requireListed = (flag: string, market: string, listed: readonly string[]): void => {
  if (!listed.includes(market)) throw new ArgumentError(flag, market, 'a listed instrument', suggestion(market, listed))
}

/** What is said of the market itself, else of all; the last word counts. */
const valueFor = (numbers: readonly MarketNumber[], market: InstrumentId): number | null =>
  (numbers.findLast((one) => one.market === market) ?? numbers.findLast((one) => one.market === null))?.value ?? null

const dynamicsOf = ({ drift, jumps }: RiskFlags, market: InstrumentId, vol: number | null): PriceDynamics => {
  if (vol === null)
    throw new ArgumentError(
      '--vol',
      'nothing',
      `a volatility for ${market}`,
      `write --vol 0.8 or --vol ${market}=0.8, or name a surface with its coin`,
    )
  if (jumps === undefined) return { kind: 'gbm', drift, vol }
  const [intensity = 0, upProbability = 0, upRate = 0, downRate = 0] = jumps
  const kou = { vol, intensity, upProbability, upRate, downRate }
  return { kind: 'kou', ...kou, logDrift: kouLogDrift(kou, drift) }
}
