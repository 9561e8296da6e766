import {
  butterflyOf,
  calendarOf,
  fitEssvi,
  fitRefusal,
  fitSsvi,
  fitSvi,
  impliedCarry,
  keptSlice,
  smileError,
  smileFloor,
  smilePoints,
  sviOfSsvi,
  sviVol,
  type FitRefusal,
  type LastGood,
  type SmileError,
  type SviSlice,
} from '@ebbline/core'
import type { ChainSnapshot, OptionChain } from '../importers/index.ts'
import { expirySmile, futuresOf, type ExpirySmile, type Futures, type SmileRefusal } from './chain-expiry.ts'

/** How smiles are fitted: each expiry by five parameters, all by two and a level each, or three each. */
export type SurfaceModel = 'svi' | 'ssvi' | 'essvi'

/** One expiry after a fit. */
export interface ExpiryFit extends ExpirySmile {
  /** The slice in use; null where no fit was ever good. */
  readonly slice: SviSlice | null
  /** `fresh` was fitted now, `kept` is the last good one, `none` never was. */
  readonly status: 'fresh' | 'kept' | 'none'
  /** Why it is not fresh. */
  readonly reason: SmileRefusal | FitRefusal | null
  /** Since the fit in use, ms; 0 when fresh. */
  readonly ageMs: number
  /** Whether the shape free of arbitrage was not the closest one. */
  readonly constrained: boolean
  /** Of the slice in use against the quotes of now; null without either. */
  readonly error: SmileError | null
  /** Carry per year over the index; null without forward. */
  readonly carry: number | null
  /** Arbitrage of the slice in use: alone, and against the expiry before it. */
  readonly butterfly: 'free' | 'arbitrage' | null
  readonly calendar: 'free' | 'arbitrage' | null
}

/** A surface at one moment, nearest expiry first. */
export interface SurfaceFit {
  readonly coin: string
  readonly timeMs: number
  readonly index: number
  /** Flat or missing ones are not used: forwards are of parity alone. */
  readonly futures: Futures
  readonly model: SurfaceModel
  readonly expiries: readonly ExpiryFit[]
  /** Time that the fits took, ms. */
  readonly fitMs: number
}

/** How a chain is fitted. */
export interface FitChainOptions {
  readonly model: SurfaceModel
  /** Milliseconds of any steady clock; paces progress and reaches no parameter. */
  readonly now: () => number
  readonly onSnapshot?: (done: number, total: number) => void
}

interface Good extends LastGood {
  readonly timeMs: number
}

/** Fits the snapshots of a chain in order; a fit that is refused leaves the last good one of its expiry in place, with its age. */
export const fitChain = ({ coin, snapshots }: OptionChain, options: FitChainOptions): readonly SurfaceFit[] => {
  const good = new Map<number, Good>()
  return snapshots.map((snapshot, index) => {
    options.onSnapshot?.(index, snapshots.length)
    const futures = futuresOf(snapshot.expiries)
    const smiles = snapshot.expiries.map((expiry) => expirySmile(expiry, snapshot.timeMs, futures))
    const began = options.now()
    const fits = FITS[options.model](smiles, good)
    const fitMs = options.now() - began
    const settled = smiles.map((smile, at) => settle(smile, fits[at] ?? null, good, snapshot))
    const expiries = settled.map((one, at) => ({ ...one, calendar: calendarWith(settled.slice(0, at), one) }))
    return { coin, timeMs: snapshot.timeMs, index: snapshot.index, futures, model: options.model, expiries, fitMs }
  })
}

interface Candidate {
  readonly slice: SviSlice
  readonly free: boolean
  readonly constrained: boolean
}

type Fitter = (smiles: readonly ExpirySmile[], good: ReadonlyMap<number, Good>) => readonly (Candidate | null)[]

const sound = (smiles: readonly ExpirySmile[]): readonly ExpirySmile[] =>
  smiles.filter(({ refusal }) => refusal === null)

/** From the last expiry to the first, so that each stays under the one after it and over what is bid for before it. */
const fitRaw: Fitter = (smiles, good) => {
  const fits: (Candidate | null)[] = smiles.map(() => null)
  let later: SviSlice | null = null
  for (const [index, smile] of [...smiles.entries()].toReversed()) {
    if (smile.refusal !== null) continue
    const before = good.get(smile.expiryMs)
    const fit = fitSvi(smilePoints(smile.smile.quotes, smile.time), {
      before: before === undefined ? null : keptSlice(before, smile.time),
      later,
      floor: smileFloor(sound(smiles.slice(0, index)).map(({ smile: { quotes }, time }) => ({ quotes, time }))),
    })
    fits[index] = fit
    if (fit.free) later = fit.slice
  }
  return fits
}

/** All sound expiries at once. */
const together =
  (fit: typeof fitSsvi): Fitter =>
  (smiles) => {
    const points = sound(smiles).map(({ smile, time }) => smilePoints(smile.quotes, time))
    const slices = points.length === 0 ? [] : fit(points)
    let at = 0
    return smiles.map(({ refusal }) => {
      const slice = refusal === null ? slices[at++] : undefined
      return slice === undefined ? null : { slice: sviOfSsvi(slice), free: true, constrained: false }
    })
  }

const FITS: Readonly<Record<SurfaceModel, Fitter>> = {
  svi: fitRaw,
  ssvi: together(fitSsvi),
  essvi: together(fitEssvi),
}

const settle = (
  smile: ExpirySmile,
  candidate: Candidate | null,
  good: Map<number, Good>,
  { timeMs, index }: ChainSnapshot,
): Omit<ExpiryFit, 'calendar'> => {
  const last = good.get(smile.expiryMs) ?? null
  const errorOf = (slice: SviSlice): SmileError | null =>
    smile.smile.quotes.length === 0 ? null : smileError(smile.smile.quotes, (k) => sviVol(slice, k, smile.time))
  const fresh = candidate === null ? null : { ...candidate, rmsSpreads: errorOf(candidate.slice)?.rmsSpreads ?? NaN }
  const reason = fresh === null ? smile.refusal : fitRefusal(fresh, smile.time, last)
  const taken = fresh !== null && reason === null
  if (taken) good.set(smile.expiryMs, { slice: fresh.slice, time: smile.time, timeMs })
  const slice = taken ? fresh.slice : last === null || !(smile.time > 0) ? null : keptSlice(last, smile.time)
  return {
    ...smile,
    slice,
    status: slice === null ? 'none' : taken ? 'fresh' : 'kept',
    reason,
    ageMs: taken || last === null ? 0 : timeMs - last.timeMs,
    constrained: taken && fresh.constrained,
    error: slice === null ? null : errorOf(slice),
    carry: smile.forward.kind === 'missing' ? null : impliedCarry(smile.forward.forward, index, smile.time),
    butterfly: slice === null ? null : butterflyOf(slice).kind,
  }
}

const calendarWith = (
  earlier: readonly { readonly slice: SviSlice | null }[],
  { slice }: { readonly slice: SviSlice | null },
): 'free' | 'arbitrage' | null => {
  const before = earlier.findLast((one) => one.slice !== null)?.slice
  if (slice === null) return null
  return before === undefined || before === null ? 'free' : calendarOf(before, slice).kind
}
