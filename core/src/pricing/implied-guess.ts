import { log, log1p, scaledUpperTail } from '../math/index.ts'

// z = w·A(w)/B(w) for the moneyness z of Bachelier's model, fitted by us to eq. 5: relative error at most 7.1e-6 for 1e-3 ≤ z ≤ 38,
// and below as w → 0, where A/B is w/√(8π).
const A1 = 0.19947114020071635
const A2 = -0.0258564007
const A3 = 0.01424520185
const A4 = 0.00114765528
const A5 = 0.0002838779536
const B1 = -0.1296605953
const B2 = 0.07167994001
const B3 = 0.005113909161
const B4 = 0.003058826722
const B5 = 0.000290190847
const TOP = 0.0001564267638

const ROOT_TWO_PI = 2.5066282746310002
const BOW = 0.8 // share of the slope at zero that the parabola keeps, so that it errs on both sides
const BOW_ABOVE = 0.6

/** Bachelier's moneyness |K − F| / deviation for w = √(2·ln(1 + |K − F|/price)). (eq. 5) */
export const bachelierMoneyness = (w: number): number => {
  const top = w * (A1 + w * (A2 + w * (A3 + w * (A4 + w * (A5 + w * TOP)))))
  return (w * top) / (1 + w * (B1 + w * (B2 + w * (B3 + w * (B4 + w * (B5 + w * TOP))))))
}

/** Lognormal deviation from a normal one, both relative to the logarithmic mean of forward and strike: Hagan's term and the next. */
const lognormalOf = (normal: number): number => {
  const square = normal * normal
  return normal * (1 + square * (1 / 24 + square * 0.0036))
}

/**
 * s = σ√T for strikes within a factor e^2.5 of the forward and shares u ≤ ½, by Bachelier's model; within 2 % up to s = 2. (eq. 5)
 * `logShare` is −ln of what `share` was scaled by.
 */
export const spreadNear = (k: number, gap: number, share: number, logShare: number): number => {
  if (gap === 0) return lognormalOf(share * ROOT_TWO_PI)
  const logRatio = logShare === 0 ? log1p(gap / share) : log(gap / share) + logShare
  return lognormalOf(k / bachelierMoneyness(Math.sqrt(2 * logRatio)))
}

/** d = k/s − s/2 for strikes farther away and shares u ≤ ½, within 4 %: a parabola through d = 0, whose share is ½ − M(√(2k)). (eq. 6) */
export const distanceFar = (k: number, share: number, logShare: number): number => {
  const central = 0.5 - scaledUpperTail(Math.sqrt(2 * k))
  const slope = BOW / (ROOT_TWO_PI * central)
  const rise = log(central / share) + logShare
  return rise > 0 ? Math.sqrt(slope * slope + 2 * rise) - slope : rise / slope
}

/** −d for shares above ½, from the complement 1 − u, within 7 %. (eq. 6) */
export const distanceAbove = (k: number, complement: number): number => {
  const central = 0.5 + scaledUpperTail(Math.sqrt(2 * k))
  return Math.sqrt(BOW_ABOVE * BOW_ABOVE + 2 * log(central / complement)) - BOW_ABOVE
}
