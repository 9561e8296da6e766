import { exp, leastSquares } from '../math/index.ts'
import { butterflyFactor, butterflyOf, type LogStrikeStretch } from './butterfly.ts'
import { calendarOf } from './calendar.ts'
import { requirePoints, type SmileFloor, type SmilePoints } from './smile-quotes.ts'
import { sviStart } from './svi-start.ts'
import { sviLeastVariance, sviScaled, sviVariance, sviWings, type SviSlice } from './svi.ts'

/** What a fit of a slice starts from and must not cross. */
export type SviFitContext = {
  /** The same expiry a moment ago: a second start. */
  readonly before: SviSlice | null
  /** The expiry after this one, above which the slice must lie nowhere. */
  readonly later: SviSlice | null
  /** What is bid for in earlier expiries, under which the slice should not fall; null for none. */
  readonly floor: SmileFloor | null
}

/** A fitted slice, and whether the shape free of arbitrage was the best one or had to be asked for. */
export type SviFit = { readonly slice: SviSlice; readonly constrained: boolean; readonly free: boolean }

const POINTS_MIN = 5
const WING_MAX = 1.999999
const WING_MIN = 4e-3
const ROBUST_ROUNDS = 2
const ROBUST_FROM = 2.5 // half spreads beyond which a quote loses weight
const PENALTIES: readonly number[] = [30, 300, 3000, 1e4, 3e4, 1e5, 3e5, 1e6]
const NODES = 61
const MARGIN = 2e-3 // of g, and of total variance as a share, at the nodes
const REACH = 30 // of the nodes, in half spans of the quotes

/**
 * Raw SVI of one expiry, by least squares in units of half the quoted spread over least variance, both wing slopes (each at most 2),
 * place and width of the bend. Quotes far off lose weight (Huber). Where the best slice has butterfly arbitrage or lies above the later
 * expiry, it is fitted again with both as growing penalties, until the whole line is free of them or the last penalty is spent:
 * then `free` is false and the slice must not be used.
 *
 * @throws PricingInputError for fewer than five points, and for what `requirePoints` refuses.
 * @source docs/models/surfaces.md, section "Raw SVI"
 */
export const fitSvi = (points: SmilePoints, { before, later, floor }: SviFitContext): SviFit => {
  requirePoints(points, POINTS_MIN)
  const starts = before === null ? [sviStart(points)] : [sviStart(points), before]
  const weights = Float64Array.from(points.error, (error) => 1 / error)
  let best = starts
    .map((start) => search({ points, weights, floor }, start, null))
    .reduce((one, other) => (other.sum < one.sum ? other : one))
  for (let round = 0; round < ROBUST_ROUNDS; round += 1) {
    reweigh(points, best.slice, weights)
    best = search({ points, weights, floor }, best.slice, null)
  }
  if (breachesOf(best.slice, later).length === 0) return { slice: best.slice, constrained: false, free: true }
  const again = [
    best.slice,
    ...(later === null ? [] : [scaledTo(later, best.slice)]),
    ...(before === null ? [] : [before]),
  ]
  const found = again.flatMap((start) => fitFree({ points, weights, floor }, start, later) ?? [])
  if (found.length === 0) return { slice: best.slice, constrained: true, free: false }
  const { slice } = found.reduce((one, other) => (other.sum < one.sum ? other : one))
  return { slice, constrained: true, free: true }
}

/** Penalties grow, and wherever the exact checks still find a breach its middle becomes a node; null when the last one is spent. */
const fitFree = (data: Weighted, start: SviSlice, later: SviSlice | null): Found | null => {
  const nodes = nodesOf(data.points)
  let slice = start
  for (const penalty of PENALTIES) {
    const found = search(data, slice, { later, nodes, penalty })
    slice = found.slice
    const breaches = breachesOf(slice, later)
    if (breaches.length === 0) return found
    for (const { low, high } of breaches)
      for (const share of [0, 0.25, 0.5, 0.75, 1])
        nodes.push(Math.max(low, -FAR) * (1 - share) + Math.min(high, FAR) * share)
  }
  return null
}

const FAR = 50 // log strike that stands for the end of a breach without end

/** Stretches of either kind of arbitrage. */
const breachesOf = (slice: SviSlice, later: SviSlice | null): readonly LogStrikeStretch[] => {
  if (!(sviLeastVariance(slice) > 0)) return [{ low: slice.m, high: slice.m }]
  const butterfly = butterflyOf(slice)
  const calendar = later === null ? { kind: 'free' as const } : calendarOf(slice, later)
  return [butterfly, calendar].flatMap((one) => (one.kind === 'free' ? [] : one.where))
}

/** The later smile brought down to the level of a slice at the money. */
const scaledTo = (later: SviSlice, slice: SviSlice): SviSlice =>
  sviScaled(later, Math.min(0.98, Math.max(0.01, sviVariance(slice, 0) / sviVariance(later, 0))))

/** Huber: a quote at r > 2.5 half spreads counts as its square root of 2.5/r. */
const reweigh = ({ k, w, error }: SmilePoints, slice: SviSlice, weights: Float64Array): void => {
  for (let index = 0; index < k.length; index += 1) {
    const half = error[index] ?? NaN
    const off = Math.abs(sviVariance(slice, k[index] ?? NaN) - (w[index] ?? NaN)) / half
    weights[index] = (off > ROBUST_FROM ? Math.sqrt(ROBUST_FROM / off) : 1) / half
  }
}

/** least variance, slopes of both wings, place and width of the bend. */
type Shape = readonly number[]

const shapeOf = (slice: SviSlice): Shape => {
  const { put, call } = sviWings(slice)
  return [sviLeastVariance(slice), put, call, slice.m, slice.sigma]
}

const sliceOf = ([least = NaN, put = NaN, call = NaN, m = NaN, sigma = NaN]: ArrayLike<number> &
  Iterable<number>): SviSlice => {
  const b = 0.5 * (put + call)
  return { a: least - sigma * Math.sqrt(put * call), b, rho: (call - put) / (put + call), m, sigma }
}

type Weighted = { readonly points: SmilePoints; readonly weights: Float64Array; readonly floor: SmileFloor | null }
type Found = { readonly slice: SviSlice; readonly sum: number }
type Bounded = { readonly later: SviSlice | null; readonly nodes: readonly number[]; readonly penalty: number }

const search = ({ points, weights, floor }: Weighted, start: SviSlice, bounded: Bounded | null): Found => {
  const { k, w } = points
  const [n, below] = [k.length, floor?.points.k.length ?? 0]
  const { later, nodes, penalty } = bounded ?? { later: null, nodes: [], penalty: 0 }
  const box = boxOf(points, floor, later === null ? { put: WING_MAX, call: WING_MAX } : sviWings(later))
  const fit = leastSquares({
    residuals: (shape, out) => {
      const slice = sliceOf(shape)
      for (let index = 0; index < n; index += 1)
        out[index] = (sviVariance(slice, k[index] ?? NaN) - (w[index] ?? NaN)) * (weights[index] ?? NaN)
      if (floor !== null) fillFloor(floor.points, slice, out, n)
      for (const [index, node] of nodes.entries()) {
        out[n + below + 2 * index] = penalty * Math.max(0, MARGIN - butterflyFactor(slice, node))
        out[n + below + 2 * index + 1] = penalty * above(slice, later, node)
      }
    },
    count: n + below + 2 * nodes.length,
    start: shapeOf(start),
    low: box.low,
    high: box.high,
    iterationsMax: 60,
    tolerance: 1e-7,
  })
  return { slice: sliceOf(fit.parameters), sum: fit.sum }
}

/** How far the slice falls under each point of a floor, in its errors. */
const fillFloor = ({ k, w, error }: SmilePoints, slice: SviSlice, out: Float64Array, from: number): void => {
  for (let index = 0; index < k.length; index += 1)
    out[from + index] =
      Math.max(0, (w[index] ?? NaN) * (1 + MARGIN) - sviVariance(slice, k[index] ?? NaN)) / (error[index] ?? NaN)
}

/** By which share a slice lies above the later one at k, with a hair of room. */
const above = (slice: SviSlice, later: SviSlice | null, k: number): number => {
  if (later === null) return 0
  const after = sviVariance(later, k)
  return Math.max(0, sviVariance(slice, k) - after * (1 - MARGIN)) / after
}

/** Dense over the quotes, wider apart out to thirty times their half span: sinh of even steps. */
const nodesOf = ({ k }: SmilePoints): number[] => {
  const [first, last] = [k[0] ?? NaN, k.at(-1) ?? NaN]
  return Array.from({ length: NODES }, (_, index) => {
    const stretch = exp((8 * index) / (NODES - 1) - 4)
    return 0.5 * (first + last) + (0.5 * (last - first) * REACH * (stretch - 1 / stretch)) / (exp(4) - exp(-4))
  })
}

const boxOf = (
  { k, w }: SmilePoints,
  floor: SmileFloor | null,
  wings: { readonly put: number; readonly call: number },
): { readonly low: Shape; readonly high: Shape } => {
  const [first, last] = [k[0] ?? NaN, k.at(-1) ?? NaN]
  const span = last - first
  const [least, most] = [w.reduce((a, b) => Math.min(a, b), Infinity), w.reduce((a, b) => Math.max(a, b), 0)]
  const scale = Math.sqrt(least)
  const steep = (slope: number): number => Math.min(WING_MAX, slope * (1 - 1e-6))
  const gentle = (slope: number, asked: number): number =>
    Math.max(Math.min(WING_MIN, 0.5 * slope), Math.min(asked, 0.95 * slope))
  return {
    low: [
      0.02 * least,
      gentle(wings.put, floor?.put ?? 0),
      gentle(wings.call, floor?.call ?? 0),
      first - 0.5 * span,
      0.03 * scale,
    ],
    high: [most, steep(wings.put), steep(wings.call), last + 0.5 * span, 10 * scale + span],
  }
}
