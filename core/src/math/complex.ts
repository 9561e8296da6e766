import { atan2 } from './arctangent.ts'
import { exp, expm1 } from './exp.ts'
import { log, log1p } from './log.ts'
import { fillCosSin } from './trigonometry.ts'

// Complex functions of re + i·im write the real part of their value to out[0] and the imaginary part to out[1].
const TURN = new Float64Array(2) // cosine and sine of the last angle

/**
 * Square root with real part ≥ 0 (imaginary part ≥ 0 on the negative axis), to a relative 4e-16 while squares neither overflow nor
 * vanish (magnitudes 1e-150 to 1e150); 0 of 0.
 *
 * @source W. Kahan, in The State of the Art in Numerical Analysis (1987) 165
 */
export const complexSqrt = (re: number, im: number, out: Float64Array): void => {
  const larger = Math.sqrt(0.5 * (Math.abs(re) + Math.sqrt(re * re + im * im)))
  const smaller = larger === 0 ? 0 : (0.5 * im) / larger
  out[0] = re >= 0 ? larger : Math.abs(smaller)
  out[1] = re >= 0 ? smaller : im < 0 ? -larger : larger
}

/** e^(re + i·im), each part within 2 ulp of the modulus; 0 far to the left whatever the angle. */
export const complexExp = (re: number, im: number, out: Float64Array): void => {
  const modulus = exp(re)
  fillCosSin(im, TURN)
  out[0] = modulus * (TURN[0] as number) // two elements
  out[1] = modulus * (TURN[1] as number)
}

/** e^(re + i·im) − 1 without the cancellation near 0: relative to its modulus 1e-15. */
export const complexExpm1 = (re: number, im: number, out: Float64Array): void => {
  fillCosSin(im, TURN)
  const cosine = TURN[0] as number // two elements
  const sine = TURN[1] as number
  const growth = expm1(re)
  const versine = cosine > 0 ? (sine * sine) / (1 + cosine) : 1 - cosine
  out[0] = growth - (1 + growth) * versine
  out[1] = (1 + growth) * sine
}

/** Principal ln(1 + re + i·im) without the cancellation near 0: relative to its modulus 1e-15 apart from |1 + re + i·im| ≈ 1 far from 0. */
export const complexLog1p = (re: number, im: number, out: Float64Array): void => {
  const along = 1 + re // exact where the other form would cancel
  out[0] = re < -0.5 ? 0.5 * log(along * along + im * im) : 0.5 * log1p(re * (2 + re) + im * im)
  out[1] = atan2(im, along)
}
