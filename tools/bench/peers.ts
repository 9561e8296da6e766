import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Row, Skip } from './measurement.ts'

type Side = 'call' | 'put'
/** Spot, strike, years, volatility, rate: the order of arguments of the packages of one family. */
type SpotFirst<Last extends unknown[]> = (
  s: number,
  k: number,
  t: number,
  v: number,
  r: number,
  ...last: Last
) => number

export interface UqeeTerms {
  readonly rate: number
  readonly strike: number
  readonly time: number
  readonly type: Side
  readonly underlying: number
}

export interface UqeeOption {
  readonly price: number
  readonly delta: number
  readonly gamma: number
  readonly rho: number
  readonly theta: number
  readonly vega: number
}

export interface UqeeBlackScholes {
  readonly option: (terms: UqeeTerms & { readonly sigma: number }) => UqeeOption
  readonly sigma: (terms: UqeeTerms & { readonly price: number }) => number
}

export interface UqeeSettings {
  readonly sigmaToPricePrecision?: 'single' | 'double'
  readonly priceToSigmaMethod?: 'bisection' | 'newton-raphson'
  readonly priceToSigmaAccuracy?: number
  /** As its author spells it. */
  readonly priceToSigmaNRIteractions?: number
}

export interface PeerMarket {
  readonly side: 'buy' | 'sell'
  readonly size: number
}

export interface PeerLimit extends PeerMarket {
  readonly id: string
  readonly price: number
}

type PeerLevels = readonly (readonly [price: number, size: number])[]

export interface PeerBook {
  readonly limit: (order: PeerLimit) => unknown
  readonly market: (order: PeerMarket) => unknown
  readonly cancel: (id: string) => unknown
  readonly depth: () => readonly [asks: PeerLevels, bids: PeerLevels]
}

/** What the bench calls of each peer. */
export interface Peers {
  readonly '@uqee/black-scholes': { readonly BlackScholes: new (settings?: UqeeSettings) => UqeeBlackScholes }
  readonly 'black-scholes': { readonly blackScholes: SpotFirst<[side: Side]> }
  readonly greeks: {
    readonly getDelta: SpotFirst<[side: Side]>
    readonly getGamma: SpotFirst<[]>
    /** Per vol point. */
    readonly getVega: SpotFirst<[]>
    /** Per year divided by `scale`, which is 365 by default. */
    readonly getTheta: SpotFirst<[side: Side, scale?: number]>
    /** Per one percent by default. */
    readonly getRho: SpotFirst<[side: Side, scale?: number]>
  }
  readonly 'implied-volatility': {
    /** It takes no volatility: price, spot, strike, years, rate, side, first guess. */
    readonly getImpliedVolatility: SpotFirst<[side: Side, estimate?: number]>
  }
  readonly 'nodejs-order-book': { readonly OrderBook: new () => PeerBook }
}

export type PeerName = keyof Peers

/** A peer that is installed in another version than the one pinned, or without what the bench calls. */
export class PeerError extends Error {
  override readonly name = 'PeerError'
}

const CALLED: Readonly<Record<PeerName, readonly string[]>> = {
  '@uqee/black-scholes': ['BlackScholes'],
  'black-scholes': ['blackScholes'],
  greeks: ['getDelta', 'getGamma', 'getVega', 'getTheta', 'getRho'],
  'implied-volatility': ['getImpliedVolatility'],
  'nodejs-order-book': ['OrderBook'],
}

const REMEDY = 'npm ci --prefix tools/bench'

interface Manifest {
  readonly version?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

const manifestOf = (folder: string): Manifest | undefined => {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return undefined
    throw problem
  }
}

/** The version of a peer that `package.json` beside this file pins. */
export const pinned = (name: PeerName): string => manifestOf(import.meta.dirname)?.dependencies?.[name] ?? ''

/** A peer as it is installed in `node_modules` of a folder; undefined where it is not. Refuses one that is not the pinned version. */
export const peerIn = <Name extends PeerName>(folder: string, name: Name): Peers[Name] | undefined => {
  const installed = manifestOf(join(folder, 'node_modules', name))
  if (installed === undefined) return undefined
  if (installed.version !== pinned(name))
    throw new PeerError(`${name} is installed as ${installed.version ?? '?'}, pinned is ${pinned(name)}; run ${REMEDY}`)
  const load = createRequire(join(folder, 'package.json'))
  const loaded: Peers[Name] = load(name)
  const functions: Readonly<Record<string, unknown>> = { ...loaded }
  const lacks = CALLED[name].filter((called) => typeof functions[called] !== 'function')
  if (lacks.length > 0) throw new PeerError(`${name} has no ${lacks.join(', ')}; run ${REMEDY}`)
  return loaded
}

/** Rows against a peer of npm, or one line that says which was skipped and how to get it. */
export const againstPeer = <Name extends PeerName>(
  name: Name,
  row: string,
  measure: (peer: Peers[Name], against: string) => readonly Row[],
): readonly Row[] => {
  const label = `${name} ${pinned(name)}`
  const peer = peerIn(import.meta.dirname, name)
  const skip: Skip = { name: row, missing: `${label} from npm`, remedy: REMEDY }
  return peer === undefined ? [skip] : measure(peer, label)
}
