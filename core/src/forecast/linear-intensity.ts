import { log, solveCholesky } from '../math/index.ts'

/** Rows of what an event saw (`width` numbers ≥ 0 each), and how much of each there was over the whole time. */
export type IntensityData = { readonly width: number; readonly rows: Float64Array; readonly exposure: Float64Array }

/** Rates of largest likelihood, and that likelihood. */
export type IntensityFit = { readonly rates: Float64Array; readonly logLikelihood: number }

const ITERATIONS = 200
const SETTLED = 1e-12

/**
 * The rates θ ≥ 0 for which Σ ln(θ·xᵢ) − θ·D is largest, a concave problem: Newton's steps that keep each rate above a tenth of itself, and
 * a step of expectation-maximisation, θₖ ← θₖ·(Σ xₖ/λ)/Dₖ, which never lowers it, wherever Newton's would.
 *
 * @source Veen and Schoenberg, J. Amer. Statist. Assoc. 103 (2008) 614; docs/models/hawkes.md, section 3
 */
export const fitLinearIntensity = (data: IntensityData): IntensityFit => {
  const { width, rows, exposure } = data
  const share = rows.length / width / width
  let here = slopesAt(
    data,
    exposure.map((time) => (time > 0 ? share / time : 0)),
  )
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const newton = slopesAt(data, newtonStep(here))
    const next =
      newton.logLikelihood >= here.logLikelihood
        ? newton
        : slopesAt(
            data,
            here.rates.map((rate, at) => maximised(rate, here.pulls[at] ?? 0, exposure[at] ?? 0)),
          )
    const settled = here.rates.every((rate, at) => Math.abs((next.rates[at] ?? 0) - rate) <= SETTLED * rate + 1e-300)
    here = next
    if (settled) break
  }
  return { rates: here.rates, logLikelihood: here.logLikelihood }
}

const maximised = (rate: number, pull: number, time: number): number => (time > 0 ? (rate * pull) / time : 0)

/** ln L at some rates with Σ x/λ, the slope, and Σ x·xᵀ/λ². */
type Slopes = {
  readonly rates: Float64Array
  readonly logLikelihood: number
  readonly pulls: Float64Array
  readonly slopes: Float64Array
  readonly curve: Float64Array
}

const slopesAt = ({ width, rows, exposure }: IntensityData, rates: Float64Array): Slopes => {
  const [pulls, curve] = [new Float64Array(width), new Float64Array(width * width)]
  let logLikelihood = 0
  for (const [at, rate] of rates.entries()) logLikelihood -= rate * (exposure[at] ?? 0)
  for (let start = 0; start < rows.length; start += width) {
    let rate = 0
    for (let one = 0; one < width; one += 1) rate += (rates[one] ?? 0) * (rows[start + one] ?? 0)
    logLikelihood += log(rate)
    for (let one = 0; one < width; one += 1) {
      const pull = (rows[start + one] ?? 0) / rate
      pulls[one] = (pulls[one] ?? 0) + pull
      for (let other = 0; other <= one; other += 1)
        curve[one * width + other] = (curve[one * width + other] ?? 0) + (pull * (rows[start + other] ?? 0)) / rate
    }
  }
  return { rates, logLikelihood, pulls, slopes: pulls.map((pull, at) => pull - (exposure[at] ?? 0)), curve }
}

const newtonStep = ({ rates, slopes, curve }: Slopes): Float64Array => {
  const move = slopes.slice()
  if (!solveCholesky(curve.slice(), move, rates.length)) return rates
  return rates.map((rate, at) => Math.max(rate + (move[at] ?? 0), 0.1 * rate))
}
