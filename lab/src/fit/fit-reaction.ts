import { streamNamed } from '../streams.ts'
import type { Estimate } from './bootstrap.ts'
import { costReport, costSamplesOf, unseenScaleOf, type CostReportLine } from './cost-report.ts'
import type { CostSample } from './cost-samples.ts'
import { addLook, bookSample, fitProfile, type ProfileSample } from './depth-profile.ts'
import { commonLaw, fitErrorLaw } from './fit-cost.ts'
import type { DepthPoint, FittedParameter, FittedReaction } from './fitted-reaction.ts'
import { fitImpact, impactSums, type ImpactFit } from './impact.ts'
import { midsOf, takenSteps } from './market-scales.ts'
import { measured, medianSpread, NEAR_BPS, spreadOf, type MeasuredMarket } from './measured-market.ts'
import { syntheticMetaorders } from './metaorders.ts'
import { fitted, rounded, SEED } from './parameter.ts'
import { bandLooks, calmRange, exponentOf, FAR_BPS, type BandLook } from './percent-bands.ts'
import { readReactionData, type ReactionData } from './reaction-data.ts'
import { LIMITS, METHOD, STRESS_EXPONENT } from './reaction-words.ts'
import { fitRefill, refillSums } from './refill.ts'
import { fitResponse, responseSums } from './response.ts'
import { openStretches } from './sums.ts'

const BPS: readonly number[] = [...new Set([...NEAR_BPS, ...FAR_BPS])]

const TOUCH_BAND = NEAR_BPS.indexOf(5)
const TRADERS = 10
const TRADERS_TRIED: readonly number[] = [3, 10, 30]

/** A fit with the out-of-sample report of its cost estimates. */
export interface ReactionFit {
  readonly fitted: FittedReaction
  readonly costs: readonly CostReportLine[]
}

/**
 * Fits how markets answer to flow to the recorded data of a folder, and reports how cost estimates did on the half of each
 * tape that taught them nothing. The same files give the same numbers; `date` (such as 2026-02-01) is only written down.
 *
 * @throws WireError for a dataset that is missing or unsound
 * @source docs/models/reaction-fit.md
 */
export const fitReaction = async (dataDir: string, date: string): Promise<ReactionFit> => {
  const data = await readReactionData(dataDir)
  const costs = data.markets.flatMap(({ name, tape }) => costReport(name, tape))
  return { fitted: reactionOf(data, date), costs }
}

/** The fit of data at hand. */
export const reactionOf = (data: ReactionData, date: string): FittedReaction => {
  const looks = bandLooks(data)
  const exponent = exponentOf(looks)
  const calm = calmRange(looks)
  const markets = data.markets.map((market) => measured(market))
  const { halfLifeSec } = fitRefill(
    markets.map(({ states, aggressors }) =>
      refillSums(states, takenSteps(states, aggressors), { band: TOUCH_BAND, stretchSec: 30 }),
    ),
    streamNamed(SEED, 'fit/refill'),
  )
  const impact = impactOf(markets)
  const response = fitResponse(responseSums(data.flows, 30), streamNamed(SEED, 'fit/response'))
  const flowMinutes = data.flows.reduce((sum, { logClose }) => sum + logClose.length, 0)
  const bookLooks = markets.reduce((sum, { states }) => sum + states.mid.length, 0)
  const flowsFrom = `one-minute signed flow of ${data.flows.length} markets on 2025-10-10 before 20:30 UTC`
  return {
    schema: 'ebbline.reaction/1',
    depth: depthOf(markets, { looks, reference: calm.reference.value, exponent: exponent.value }),
    referenceDailyVolatility: calm.reference,
    volatilityExponent: exponent,
    volatilityExponentStress: STRESS_EXPONENT,
    calmVolatilityMax: calm.highest,
    refillHalfLifeSec: fitted(halfLifeSec, bookLooks, 'shortfalls of depth within 5 bp, four books of 2024-08-08'),
    y: fitted(
      impact.y,
      impact.n,
      'synthetic metaorders of ten traders on four books of 2024-08-08; the interval reaches over three to thirty',
    ),
    crossover: fitted(
      impact.crossover,
      impact.n,
      'synthetic metaorders of ten traders on four books of 2024-08-08; the interval reaches over three to thirty',
    ),
    permanentShare: fitted(response.permanentShare, flowMinutes, flowsFrom),
    transientHalfLifeSec: fitted(response.halfLifeSec, flowMinutes, flowsFrom),
    spreadBps: spreadOf(markets.map(({ states }) => states)),
    cost: costOf(markets, { y: impact.y.value, crossover: impact.crossover.value }),
    provenance: { method: METHOD, date, datasets: data.datasets },
    limits: LIMITS,
  }
}

const depthOf = (
  markets: readonly MeasuredMarket[],
  {
    looks,
    reference,
    exponent,
  }: { readonly looks: readonly BandLook[]; readonly reference: number; readonly exponent: number },
): readonly DepthPoint[] => {
  const toReference = (volatility: number): number => (volatility / reference) ** exponent
  const near = markets.map(({ market, states, dailyVolume, dailyVolatility }) =>
    bookSample(market.name, states, { dailyVolume: dailyVolume * toReference(dailyVolatility), stretchSec: 30 }),
  )
  const stretches = openStretches(2 * FAR_BPS.length)
  for (const { timeMs, bps, depth, dailyVolume, volatility } of looks) {
    const band = FAR_BPS.indexOf(bps)
    const share = depth / (dailyVolume * toReference(volatility))
    if (band >= 0) addLook(stretches.at(Math.floor(timeMs / 3_600_000)), band, share)
  }
  const far: ProfileSample = { name: 'bands', bps: FAR_BPS, stretches: stretches.done() }
  return fitProfile([...near, far], BPS, streamNamed(SEED, 'fit/depth')).map((point) => ({
    bps: point.bps,
    shareOfDailyVolume: rounded(point.shareOfDailyVolume),
    low: rounded(point.low),
    high: rounded(point.high),
  }))
}

/**
 * Y and crossover with `TRADERS` imagined traders. How many there are is unknown and moves Y more than chance does, so the
 * interval reaches over the intervals of all of `TRADERS_TRIED`.
 */
const impactOf = (markets: readonly MeasuredMarket[]): ImpactFit => {
  const fits = TRADERS_TRIED.map((traders) => impactWith(markets, traders))
  const reach = (value: number, of: (fit: ImpactFit) => Estimate): Estimate => ({
    value,
    low: Math.min(...fits.map((fit) => of(fit).low)),
    high: Math.max(...fits.map((fit) => of(fit).high)),
  })
  const { y, crossover, n } = impactWith(markets, TRADERS)
  return { y: reach(y.value, (fit) => fit.y), crossover: reach(crossover.value, (fit) => fit.crossover), n }
}

const impactWith = (markets: readonly MeasuredMarket[], traders: number): ImpactFit => {
  const groups = markets.map(({ market, states, aggressors, dailyVolume, dailyVolatility }) => {
    const stream = streamNamed(SEED, `fit/traders/${market.name}`)
    const metaorders = syntheticMetaorders(aggressors, midsOf(states), { traders, stream })
    return impactSums(metaorders, { dailyVolatility, dailyVolume }, 30)
  })
  return fitImpact(groups, streamNamed(SEED, 'fit/impact'))
}

/** One error law for all books and sides together, with the range of the laws of each. */
const costOf = (
  markets: readonly MeasuredMarket[],
  { y, crossover }: { readonly y: number; readonly crossover: number },
): FittedReaction['cost'] => {
  const samples = markets.map(({ market }) => costSamplesOf(market.name, market.tape))
  const sides = samples.flatMap((each) => [each.filter(isBuy), each.filter((sample) => !isBuy(sample))])
  const laws = sides.map((each) => fitErrorLaw(each))
  const pooled = commonLaw(laws, samples.flat())
  const n = samples.reduce((sum, each) => sum + each.length, 0)
  const parameter = (value: number, all: readonly number[], from: string): FittedParameter =>
    fitted({ value, low: Math.min(...all), high: Math.max(...all) }, n, from)
  const from = 'walks of four books of 2024-08-08 now and 0.25 to 4 s later; the range is that of books and sides'
  const unseen = markets.map((each, at) =>
    unseenScaleOf(samples[at] ?? [], { ...each, y, crossover, spreadBps: medianSpread(each.states) }),
  )
  const middle = unseen.reduce((sum, each) => sum + each, 0) / unseen.length
  return {
    scale: parameter(
      pooled.scale,
      laws.map((law) => law.scale),
      from,
    ),
    sizeExponent: parameter(
      pooled.sizeExponent,
      laws.map((law) => law.sizeExponent),
      from,
    ),
    halfLifeSec: parameter(
      pooled.halfLifeSec,
      laws.map((law) => law.halfLifeSec),
      from,
    ),
    unseenScale: parameter(
      middle,
      unseen,
      'walks of four books of 2024-08-08 against the fitted square-root law; the range is that of the books',
    ),
  }
}

const isBuy = ({ side }: CostSample): boolean => side === 'buy'
