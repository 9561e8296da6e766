import { math, type InstrumentId } from '@ebbline/core'
import type { GeneratedScenario, PathPhase } from '@ebbline/wire'
import { streamNamed } from './streams.ts'

const DAY_MS = 86_400_000

/** A stretch of the path with one drift and one volatility: batches `first` (excluded) to `last` (included). */
export interface Segment {
  readonly name: string
  readonly kind: PathPhase['kind']
  readonly first: number
  readonly last: number
  readonly volMultiple: number
  readonly volumeMultiple: number
}

/**
 * Prices that nobody in the run can move: natural logs of quote units per base unit, for every batch from 0 to `last`.
 * The run ends at batch `horizon`; what follows serves the no-action counterfactual.
 */
export interface ExogenousPath {
  readonly startUtcMs: number
  readonly batchMs: number
  readonly horizon: number
  readonly last: number
  readonly segments: readonly Segment[]
  /** Common factor alone, log, 0 at batch 0. */
  readonly common: Float64Array
  readonly logPrices: ReadonlyMap<InstrumentId, Float64Array>
  /** Where the middle of each own book stands before own flow: the exogenous price unless a tape has a better one. */
  readonly middles: ReadonlyMap<InstrumentId, Float64Array>
}

/**
 * Generates the exogenous path of every market and spot of a scenario.
 *
 *   log P_i(t) = log(start_i) + β_i · C(t) + B_i(t)
 *
 * C common factor, B_i own Brownian part, both scaled by the segment's volatility multiple. Inside a phase C is a Brownian
 * bridge plus drift plus sine waves, so that C moves by exactly `moveLog` over the phase, whatever the seed; in the calm
 * before and in the time after the phases C is free and driftless. B_i is never bridged.
 *
 * @source docs/models/generated-world.md, eq. 1 and 2
 */
export const generatePath = (scenario: GeneratedScenario): ExogenousPath => {
  const { clock, path, seed } = scenario
  const horizon = Math.floor((clock.horizonSec * 1000) / clock.batchMs)
  const last = Math.floor(((clock.horizonSec + clock.counterfactualSec) * 1000) / clock.batchMs)
  const segments = segmentsOf(scenario, last)
  const step = Math.sqrt(clock.batchMs / DAY_MS)
  const common = commonFactor(scenario, segments, last, path.commonVolDaily * step)
  const logPrices = new Map<InstrumentId, Float64Array>()
  for (const market of path.markets) {
    const own = freeWalk(seed, `path/${market.instrument}`, segments, last, market.idioVolDaily * step)
    const start = math.log(Number(market.startPrice))
    logPrices.set(
      market.instrument,
      own.map((value, at) => start + market.beta * (common[at] ?? 0) + value),
    )
  }
  for (const spot of path.spots) {
    const basis = math.log1p(spot.basisBps / 10_000)
    const market = logPrices.get(spot.market) ?? new Float64Array(last + 1)
    logPrices.set(
      spot.instrument,
      market.map((value) => value + basis),
    )
  }
  return {
    startUtcMs: clock.startUtcMs,
    batchMs: clock.batchMs,
    horizon,
    last,
    segments,
    common,
    logPrices,
    middles: logPrices,
  }
}

/** Time of a batch [ms since 1970-01-01 UTC]. */
export const timeOf = (path: ExogenousPath, batch: number): number => path.startUtcMs + batch * path.batchMs

/** Exogenous price in quote units per base unit. */
export const priceOf = (path: ExogenousPath, instrument: InstrumentId, batch: number): number =>
  math.exp(path.logPrices.get(instrument)?.[batch] ?? 0)

/** The segment in which a batch lies; batch 0 belongs to the first. */
export const segmentAt = (path: ExogenousPath, batch: number): Segment => {
  const found = path.segments.find((segment) => batch <= segment.last) ?? path.segments.at(-1)
  return found ?? QUIET
}

const QUIET: Segment = { name: 'calm', kind: 'calm', first: 0, last: 0, volMultiple: 1, volumeMultiple: 1 }

/** Calm, the phases, and what is left; a phase shorter than a batch still gets one, so its move is never lost. */
const segmentsOf = (scenario: GeneratedScenario, last: number): readonly Segment[] => {
  const perSec = 1000 / scenario.clock.batchMs
  const calmEnd = Math.min(last, Math.round(scenario.clock.calmSec * perSec))
  const segments: Segment[] = [{ ...QUIET, last: calmEnd }]
  let [first, sec] = [calmEnd, scenario.clock.calmSec]
  for (const phase of scenario.path.phases) {
    sec += phase.durationSec
    const end = Math.min(last, Math.max(first + 1, Math.round(sec * perSec)))
    segments.push({ ...segmentTerms(phase), first, last: end })
    first = end
  }
  if (first < last) segments.push({ ...QUIET, name: 'after', first, last })
  return segments
}

const segmentTerms = ({ name, kind, volMultiple, volumeMultiple }: PathPhase) => ({
  name,
  kind,
  volMultiple,
  volumeMultiple,
})

const commonFactor = (
  scenario: GeneratedScenario,
  segments: readonly Segment[],
  last: number,
  vol: number,
): Float64Array => {
  const free = freeWalk(scenario.seed, 'path/common', segments, last, vol)
  const common = new Float64Array(last + 1)
  let level = 0
  for (const [at, segment] of segments.entries()) {
    const phase = scenario.path.phases[at - 1]
    const from = free[segment.first] ?? 0
    const whole = (free[segment.last] ?? 0) - from
    const steps = segment.last - segment.first
    for (let batch = segment.first + 1; batch <= segment.last; batch += 1) {
      const walked = (free[batch] ?? 0) - from
      const share = (batch - segment.first) / steps
      common[batch] = level + walked + (phase === undefined ? 0 : bridge(phase, share, whole))
    }
    level = common[segment.last] ?? level
  }
  return common
}

/** What turns a free walk that ends at `whole` into one that ends at the phase's move, plus the phase's waves. */
const bridge = (phase: PathPhase, share: number, whole: number): number => {
  const drift = share * (phase.moveLog - whole)
  if (phase.waves === null || share === 1) return drift
  return drift + phase.waves.amplitudeLog * math.sin(2 * PI * phase.waves.count * share)
}

const PI = 3.141592653589793

const freeWalk = (
  seed: number,
  name: string,
  segments: readonly Segment[],
  last: number,
  vol: number,
): Float64Array => {
  const walk = new Float64Array(last + 1)
  math.fillNormals(streamNamed(seed, name), 0, walk)
  walk[0] = 0
  for (const segment of segments)
    for (let batch = segment.first + 1; batch <= segment.last; batch += 1)
      walk[batch] = (walk[batch - 1] ?? 0) + vol * segment.volMultiple * (walk[batch] ?? 0)
  return walk
}
