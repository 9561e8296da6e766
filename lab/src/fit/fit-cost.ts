import { errorScale, type CostModel } from '@ebbline/core'
import { quantile } from './bootstrap.ts'
import type { CostSample } from './cost-samples.ts'
import type { Coverage } from './coverage.ts'
import { coverageOf } from './coverage.ts'
import { coefficients, minimum, normalWidth, observe } from './least-squares.ts'

/** 95 % point of the normal law. */
export const Z90: number = 1.6448536269514722

/** The part of a cost model that a recorded book tells: see `errorScale`. */
export type ErrorLaw = Pick<CostModel, 'scale' | 'sizeExponent' | 'halfLifeSec'>

/** Edges of the cells of share in which the error is looked at, evenly spaced in logarithms. */
const CELLS = 8

/**
 * Scale of the error of a walk through the book of a moment ago.
 *
 *   s(f, τ) = S · f^-γ · √(1 - 2^(-τ/h))
 *
 * fitted to the 90 % points of |log(realised/estimate)| in cells of share and latency, divided by 1.645: S and γ by least
 * squares of logarithms, h by the least that it leaves. S is then set so that exactly nine of ten samples lie inside.
 *
 * @source docs/models/reaction-fit.md, eq. 7
 */
export const fitErrorLaw = (samples: readonly CostSample[]): ErrorLaw => {
  const cells = cellsOf(samples)
  const left = (logHalfLife: number): number => lawFor(cells, Math.exp(logHalfLife)).left
  const halfLifeSec = Math.exp(minimum(left, Math.log(0.05), Math.log(60)))
  const { scale, sizeExponent } = lawFor(cells, halfLifeSec)
  return calibrated({ scale, sizeExponent, halfLifeSec }, samples)
}

/** One law for several: the mean exponent, the geometric mean half-life, and the scale that holds nine of ten of all samples. */
export const commonLaw = (laws: readonly ErrorLaw[], samples: readonly CostSample[]): ErrorLaw => {
  const mean = (value: (law: ErrorLaw) => number): number =>
    laws.reduce((sum, law) => sum + value(law), 0) / laws.length
  const halfLifeSec = Math.exp(mean((law) => Math.log(law.halfLifeSec)))
  return calibrated({ scale: 1, sizeExponent: mean((law) => law.sizeExponent), halfLifeSec }, samples)
}

const calibrated = (law: ErrorLaw, samples: readonly CostSample[]): ErrorLaw => ({
  ...law,
  scale: law.scale * calibration(samples, law),
})

interface ErrorCell {
  readonly share: number
  readonly latencySec: number
  /** 90 % point of the logarithmic error over 1.645. */
  readonly scale: number
}

const cellsOf = (samples: readonly CostSample[]): readonly ErrorCell[] => {
  const errors = new Map<string, CostSample[]>()
  for (const sample of samples) {
    const cell = Math.floor((Math.log(sample.share / 0.01) / Math.log(50)) * CELLS)
    const key = `${cell} ${sample.latencySec}`
    const kept = errors.get(key) ?? []
    errors.set(key, kept)
    kept.push(sample)
  }
  return [...errors.values()].flatMap((kept) => {
    const scale =
      quantile(
        kept.map(errorOf).toSorted((one, other) => one - other),
        0.9,
      ) / Z90
    const share = Math.exp(kept.reduce((sum, each) => sum + Math.log(each.share), 0) / kept.length)
    return scale > 0 ? [{ share, latencySec: kept[0]?.latencySec ?? 0, scale }] : []
  })
}

const errorOf = ({ estimate, realised }: CostSample): number => Math.abs(Math.log(realised / estimate))

const lawFor = (
  cells: readonly ErrorCell[],
  halfLifeSec: number,
): { readonly scale: number; readonly sizeExponent: number; readonly left: number } => {
  const sums = new Float64Array(normalWidth(2))
  const outcome = ({ latencySec, scale }: ErrorCell): number =>
    Math.log(scale) - 0.5 * Math.log(1 - 2 ** (-latencySec / halfLifeSec))
  for (const cell of cells) observe(sums, [1, -Math.log(cell.share)], outcome(cell))
  const [level = Number.NaN, exponent = Number.NaN] = coefficients(sums, 2)
  const left = cells.reduce((sum, cell) => sum + (outcome(cell) - level + exponent * Math.log(cell.share)) ** 2, 0)
  return { scale: Math.exp(level), sizeExponent: Math.max(0, exponent), left }
}

/** Factor on S after which nine of ten errors lie within 1.645 scales. */
const calibration = (samples: readonly CostSample[], law: ErrorLaw): number => {
  const parts = samples.map((sample) => errorOf(sample) / (Z90 * scaleOf(law, sample)))
  return quantile(
    parts.toSorted((one, other) => one - other),
    0.9,
  )
}

const scaleOf = (law: ErrorLaw, { share, latencySec }: CostSample): number =>
  errorScale({ ...law, unseenScale: 0, coefficient: 1, crossover: 1 }, share, latencySec)

/** Bias and coverage of a law on samples, by size as a share of the depth within 50 bp. */
export const coverageOn = (law: ErrorLaw, samples: readonly CostSample[]): Coverage =>
  coverageOf(
    samples.map((sample) => {
      const half = Math.exp(Z90 * scaleOf(law, sample))
      return { size: sample.share, mean: sample.estimate, low: sample.estimate / half, high: sample.estimate * half }
    }),
    samples.map(({ realised }) => realised),
  )
