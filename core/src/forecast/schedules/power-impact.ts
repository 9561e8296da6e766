import { brent, exp, integratePanels, log, pow } from '../../math/index.ts'
import { ForecastInputError, requireBetween } from '../forecast-input-error.ts'

/** A market whose temporary impact is `temporary` · rate^exponent, money per unit; `vol` money per unit and √time. */
export type PowerMarket = { readonly vol: number; readonly temporary: number; readonly exponent: number }

/** Holdings that the best schedule reaches at given times, and the rate at which it starts. */
export type PowerSchedule = {
  readonly times: readonly number[]
  readonly holdings: readonly number[]
  readonly rateAtStart: number
}

/**
 * The schedule of least expected cost + riskAversion · variance when temporary impact is a power β of the rate. Along it
 *
 *   βη·v^(β+1) = λσ²x² + C        so  t(x) = ∫ dx/v  from x to X,  and C makes t(0) = T        (eq. 6)
 *
 * β = 1 is the continuous form of `almgrenChriss`. With x = √(C/λ)/σ · sinh θ the integrand is smooth, so the panels lose nothing.
 *
 * @throws ForecastInputError for a quantity, time, vol, impact or aversion not above 0, or an exponent outside 0.05 to 3.
 * @source Almgren, Applied Mathematical Finance 10 (2003) 1; docs/models/execution-theory.md, eq. 6
 */
export const powerSchedule = (
  { quantity, time, points }: { readonly quantity: number; readonly time: number; readonly points: number },
  market: PowerMarket,
  riskAversion: number,
): PowerSchedule => {
  requirePower({ quantity, time, points, ...market, riskAversion })
  const risk = riskAversion * market.vol * market.vol
  const timeOf = (logC: number): number => elapsed(0, thetaOf(quantity, risk, logC), { risk, logC, ...market })
  const found = brent((logC) => log(timeOf(logC) / time), { lo: -600, hi: 600, tolerance: 1e-13, evaluationsMax: 200 })
  if (found.kind !== 'found')
    throw new ForecastInputError('time', time, 'a time that some rate of trading takes', 'give terms of usual size')
  const terms = { risk, logC: found.x, ...market }
  const last = thetaOf(quantity, risk, found.x)
  const holdings = Array.from({ length: points + 1 }, (_, j) => {
    const share = j / points
    return share === 0 ? quantity : share === 1 ? 0 : holdingAt(time * share, last, terms)
  })
  const rateAtStart = rateAt(quantity, terms)
  return { times: holdings.map((_, j) => (time * j) / points), holdings, rateAtStart }
}

interface Terms extends PowerMarket {
  readonly risk: number
  readonly logC: number
}

/** asinh(x·√(λσ²/C)): where the holding stands on the smooth scale. */
const thetaOf = (holding: number, risk: number, logC: number): number => {
  const y = holding * Math.sqrt(risk) * exp(-0.5 * logC)
  return log(y + Math.sqrt(y * y + 1))
}

const sinh = (theta: number): number => 0.5 * (exp(theta) - exp(-theta))

/** Time that the holding takes from θ = to down to θ = from. */
const elapsed = (from: number, to: number, { risk, logC, temporary, exponent }: Terms): number => {
  const scale = exp((0.5 - 1 / (1 + exponent)) * logC) / Math.sqrt(risk)
  const power = (exponent - 1) / (exponent + 1)
  const panels = Math.max(1, Math.ceil((to - from) / 2))
  const edges = Array.from({ length: panels + 1 }, (_, i) => from + ((to - from) * i) / panels)
  const bent = integratePanels((theta) => pow(0.5 * (exp(theta) + exp(-theta)), power), edges)
  return scale * pow(exponent * temporary, 1 / (1 + exponent)) * bent
}

const holdingAt = (time: number, last: number, terms: Terms): number => {
  const search = { lo: 0, hi: last, tolerance: 1e-14 * last, evaluationsMax: 200 }
  const found = brent((theta) => elapsed(theta, last, terms) - time, search)
  const theta = found.kind === 'found' ? found.x : 0
  return sinh(theta) * Math.sqrt(exp(terms.logC) / terms.risk)
}

const rateAt = (holding: number, { risk, logC, temporary, exponent }: Terms): number =>
  pow((risk * holding * holding + exp(logC)) / (exponent * temporary), 1 / (1 + exponent))

const requirePower = (terms: Readonly<Record<string, number>>): void => {
  for (const [field, value] of Object.entries(terms)) {
    const bounds = field === 'exponent' ? { min: 0.05, max: 3 } : { min: 1e-30, max: 1e30 }
    requireBetween(field, value, bounds, 'give a number above 0')
  }
}
