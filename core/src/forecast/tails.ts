import { normalPdf, normalQuantile, studentTPdf, studentTQuantile } from '../math/index.ts'
import { requireBetween } from './forecast-input-error.ts'

/** Loss that is exceeded with probability 1 − confidence, and the mean loss given that. Losses are positive, in the unit of the law. */
export type TailRisk = { readonly valueAtRisk: number; readonly expectedShortfall: number }

const CONFIDENCE = { min: 1e-9, max: 1 - 1e-12 }
const DEGREES = { min: 1.0001, max: 1e7 }

/**
 * Of a standard normal loss: VaR = N⁻¹(α), ES = φ(VaR)/(1 − α) (eq. 1).
 *
 * @throws ForecastInputError for a confidence outside 1e-9 to 1 − 1e-12.
 * @source McNeil, Frey & Embrechts, Quantitative Risk Management (2015), ex. 2.14; docs/models/tails.md, eq. 1
 */
export const normalTailRisk = (confidence: number): TailRisk => {
  requireBetween('confidence', confidence, CONFIDENCE, 'give 0.99 for the worst hundredth')
  const valueAtRisk = -normalQuantile(1 - confidence)
  return { valueAtRisk, expectedShortfall: normalPdf(valueAtRisk) / (1 - confidence) }
}

export type StudentTTail = { readonly degrees: number; readonly confidence: number }

/**
 * Of a Student t loss of scale 1: VaR = t_ν⁻¹(α), ES = f_ν(VaR)/(1 − α)·(ν + VaR²)/(ν − 1) (eq. 2).
 *
 * @throws ForecastInputError for degrees outside 1.0001 to 1e7 (at 1 the mean loss is infinite) or a bad confidence.
 * @source McNeil, Frey & Embrechts, Quantitative Risk Management (2015), ex. 2.15; docs/models/tails.md, eq. 2
 */
export const studentTTailRisk = ({ degrees, confidence }: StudentTTail): TailRisk => {
  requireBetween('degrees', degrees, DEGREES, 'a mean loss needs more than one degree of freedom')
  requireBetween('confidence', confidence, CONFIDENCE, 'give 0.99 for the worst hundredth')
  const valueAtRisk = -studentTQuantile(1 - confidence, degrees)
  const given = studentTPdf(valueAtRisk, degrees) / (1 - confidence)
  return { valueAtRisk, expectedShortfall: (given * (degrees + valueAtRisk * valueAtRisk)) / (degrees - 1) }
}

/**
 * Of a Student t loss scaled to variance 1: eq. 2 times √((ν − 2)/ν).
 *
 * @throws ForecastInputError for degrees outside 2.0001 to 1e7 or a bad confidence.
 */
export const unitStudentTTailRisk = (tail: StudentTTail): TailRisk => {
  const { degrees } = tail
  requireBetween('degrees', degrees, { min: 2.0001, max: DEGREES.max }, 'a variance needs more than two')
  const { valueAtRisk, expectedShortfall } = studentTTailRisk(tail)
  const scale = Math.sqrt((degrees - 2) / degrees)
  return { valueAtRisk: valueAtRisk * scale, expectedShortfall: expectedShortfall * scale }
}
