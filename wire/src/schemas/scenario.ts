import { Type } from 'typebox'
import type {
  MarketLiquidity,
  GeneratedPath,
  PathPhase,
  PathWick,
  PriceSource,
  RecordedPath,
  Scenario,
  ScenarioClock,
  ScenarioPath,
  PopulationLoans,
  ScenarioPopulation,
  ScenarioReaction,
  ScenarioVenue,
} from '../scenario.ts'
import {
  choice,
  either,
  identifier,
  list,
  number,
  numberAbove,
  only,
  orNull,
  record,
  seal,
  text,
  whole,
  type Schema,
} from '../schema.ts'
import { decimalAboveZero, decimalFromZero, decimalText, momentText, relativeFile } from './human.ts'
import { markRuleFileSchema } from './mark-rule-file.ts'
import { venueFileFields } from './venue-file.ts'

const share = number(0, 1)
/** A month, the longest stretch of any kind [s]. */
const MONTH_SEC = 31 * 86_400
const seconds = number(0, MONTH_SEC)
/** Volatility of a day: 10 = 1000 %. */
const dailyVol = number(0, 10)

const priceSource: Schema<PriceSource> = seal<PriceSource>()(
  record({
    id: identifier,
    weight: whole(1, 1_000_000),
    lagBatches: whole(0, 1_000),
    noiseBps: number(0, 1_000),
    passThrough: share,
  }),
)

const venue: Schema<ScenarioVenue> = seal<ScenarioVenue>()(
  record({
    ...venueFileFields,
    sources: list(priceSource, { minItems: 1, maxItems: 64 }),
    markAgeMaxSec: numberAbove(0, MONTH_SEC),
    marks: Type.Optional(list(record({ instrument: identifier, rule: markRuleFileSchema }), { maxItems: 500 })),
    funds: list(record({ instrument: identifier, amount: decimalFromZero }), { maxItems: 500 }),
    vault: orNull(record({ amount: decimalFromZero })),
    backstops: Type.Optional(list(record({ name: identifier, amount: decimalFromZero }), { maxItems: 100 })),
  }),
)

const clock: Schema<ScenarioClock> = seal<ScenarioClock>()(
  record({
    startUtcMs: whole(0, 8_640_000_000_000_000),
    batchMs: whole(1, 3_600_000),
    calmSec: seconds,
    horizonSec: numberAbove(0, MONTH_SEC),
    counterfactualSec: seconds,
  }),
)

const phase: Schema<PathPhase> = seal<PathPhase>()(
  record({
    name: text(64, { minLength: 1 }),
    kind: choice('calm', 'jump', 'slide', 'rebound', 'chop'),
    durationSec: numberAbove(0, MONTH_SEC),
    moveLog: number(-5, 5, { description: 'move of the common factor in logs' }),
    volMultiple: number(0, 100),
    volumeMultiple: number(0, 1_000),
    waves: orNull(record({ count: whole(1, 1_000), amplitudeLog: number(0, 2) })),
  }),
)

const wick: Schema<PathWick> = seal<PathWick>()(
  record({
    source: identifier,
    instrument: identifier,
    atSec: seconds,
    durationSec: numberAbove(0, MONTH_SEC),
    move: numberAbove(-1, 100, { description: 'price × (1 + move)' }),
  }),
)

const generatedPath: Schema<GeneratedPath> = seal<GeneratedPath>()(
  record({
    kind: only('generated'),
    commonVolDaily: dailyVol,
    markets: list(
      record({ instrument: identifier, startPrice: decimalAboveZero, beta: number(-10, 10), idioVolDaily: dailyVol }),
      { minItems: 1, maxItems: 500 },
    ),
    spots: list(record({ instrument: identifier, market: identifier, basisBps: number(-5_000, 5_000) }), {
      maxItems: 500,
    }),
    phases: list(phase, { maxItems: 100 }),
    wicks: list(wick, { maxItems: 100 }),
  }),
)

const openInterest = either(
  record({ kind: only('dataset'), dataset: relativeFile, symbol: identifier }),
  record({ kind: only('daily-volumes'), count: numberAbove(0, 100) }),
)

const sentences = list(text(500, { minLength: 1 }), { maxItems: 50 })

const recordedPath: Schema<RecordedPath> = seal<RecordedPath>()(
  record({
    kind: only('recorded'),
    printOrder: choice('nearer-first', 'farther-first'),
    from: momentText,
    to: momentText,
    series: list(
      record({
        id: identifier,
        instrument: identifier,
        source: orNull(identifier),
        dataset: relativeFile,
        symbol: orNull(identifier),
        prints: choice('spot-trade', 'derivative-trade', 'mark', 'index'),
      }),
      { minItems: 1, maxItems: 1_000 },
    ),
    stated: list(record({ instrument: identifier, source: identifier, price: decimalAboveZero }), { maxItems: 500 }),
    markets: list(
      record({
        instrument: identifier,
        price: identifier,
        middle: identifier,
        volume: orNull(identifier),
        volumeMultiple: numberAbove(0, 1_000),
        openInterest: orNull(openInterest),
      }),
      { minItems: 1, maxItems: 500 },
    ),
    tiers: list(
      record({ instrument: identifier, dataset: relativeFile, symbol: identifier, share: numberAbove(0, 1) }),
      { maxItems: 500 },
    ),
    funding: list(record({ instrument: identifier, dataset: relativeFile, symbol: identifier }), { maxItems: 500 }),
    assumptions: sentences,
    limits: sentences,
  }),
)

const path: Schema<ScenarioPath> = seal<ScenarioPath>()(either(generatedPath, recordedPath))

const liquidity: Schema<MarketLiquidity> = seal<MarketLiquidity>()(
  record({
    instrument: identifier,
    dailyVolume: numberAbove(0, 1e15),
    hourlyVolume: list(number(0, 24), { minItems: 24, maxItems: 24 }),
    spreadBps: numberAbove(0, 5_000),
    levels: whole(1, 200),
    depth: list(record({ bps: numberAbove(0, 9_999), size: numberAbove(0, 1e15) }), { minItems: 1, maxItems: 50 }),
    refillHalfLifeSec: numberAbove(0, MONTH_SEC),
    stressDepthFactor: numberAbove(0, 1),
  }),
)

const reaction: Schema<ScenarioReaction> = seal<ScenarioReaction>()(
  record({
    permanentShare: share,
    transientHalfLifeSec: numberAbove(0, MONTH_SEC),
    y: number(0, 100),
    crossover: numberAbove(0, 1),
    markets: list(record({ instrument: identifier, dailyVol: numberAbove(0, 10) }), { minItems: 1, maxItems: 500 }),
  }),
)

const loans: Schema<PopulationLoans> = seal<PopulationLoans>()(
  record({
    share,
    kinds: list(record({ collateral: identifier, debt: identifier, weight: numberAbove(0, 1e9) }), {
      minItems: 1,
      maxItems: 100,
    }),
    drawn: record({ min: numberAbove(0, 1), max: numberAbove(0, 1) }),
  }),
)

const population: Schema<ScenarioPopulation> = seal<ScenarioPopulation>()(
  record({
    count: whole(1, 5_000_000),
    pareto: record({ alpha: numberAbove(0, 100), minEquity: decimalAboveZero, maxEquity: decimalAboveZero }),
    leverage: record({ min: numberAbove(0, 1_000), max: numberAbove(0, 1_000) }),
    initialBuffer: number(1, 100),
    longShare: share,
    hedgedShare: share,
    isolatedShare: share,
    otherCollateralShare: share,
    otherCollateralPart: share,
    ordersShare: share,
    marketsPerAccount: list(number(0, 1e9), { minItems: 1, maxItems: 500 }),
    entryScatter: number(0, 2),
    loans: Type.Optional(loans),
  }),
)

export const scenarioSchema: Schema<Scenario> = seal<Scenario>()(
  record(
    {
      schema: only('ebbline.scenario/1'),
      name: text(64, { minLength: 1 }),
      title: text(200),
      seed: whole(0, Number.MAX_SAFE_INTEGER),
      venue,
      clock,
      path,
      funding: record({ intervalSec: numberAbove(0, MONTH_SEC), rate: decimalText }),
      liquidity: list(liquidity, { maxItems: 500 }),
      reaction: orNull(reaction),
      population,
    },
    { title: 'Scenario' },
  ),
)
