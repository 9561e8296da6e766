import { log } from './log.ts'

// Wichura's rational approximations (1988, Algorithm AS 241, PPND16): published coefficients rounded to doubles, lowest power first.
const CENTRE = 0.425
const CENTRE_SQUARE = 0.180625
const FAR = 5 // √(−ln p) beyond it belongs to the far tail, p < 1.4e-11

/** The centre, |p − ½| ≤ 0.425: q · A(r)/B(r) with r = 0.425² − q². */
const centre = (q: number): number => {
  const r = CENTRE_SQUARE - q * q
  const s = r * r
  const w = s * s
  const top = 3.3871328727963665 + r * 133.14166789178438 + s * (1971.5909503065513 + r * 13731.69376550946)
  const topHigh = 45921.95393154987 + r * 67265.7709270087 + s * (33430.57558358813 + r * 2509.0809287301227)
  const bottom = 1 + r * 42.31333070160091 + s * (687.1870074920579 + r * 5394.196021424751)
  const bottomHigh = 21213.794301586597 + r * 39307.89580009271 + s * (28729.085735721943 + r * 5226.495278852854)
  return (q * (top + w * topHigh)) / (bottom + w * bottomHigh)
}

/** The near tail, 1.6 < √(−ln p) ≤ 5: C(r)/D(r) with r = √(−ln p) − 1.6. */
const nearTail = (r: number): number => {
  const s = r * r
  const w = s * s
  const top = 1.4234371107496835 + r * 4.630337846156546 + s * (5.769497221460691 + r * 3.6478483247632045)
  const topHigh = 1.2704582524523684 + r * 0.2417807251774506 + s * (0.022723844989269184 + r * 0.0007745450142783414)
  const bottom = 1 + r * 2.053191626637759 + s * (1.6763848301838038 + r * 0.6897673349851)
  const bottomHigh =
    0.14810397642748008 + r * 0.015198666563616457 + s * (0.0005475938084995345 + r * 1.0507500716444169e-9)
  return (top + w * topHigh) / (bottom + w * bottomHigh)
}

/** The far tail, 5 < √(−ln p) ≤ 27.3, down to the smallest subnormal p: E(r)/F(r) with r = √(−ln p) − 5. */
const farTail = (r: number): number => {
  const s = r * r
  const w = s * s
  const top = 6.657904643501103 + r * 5.463784911164114 + s * (1.7848265399172913 + r * 0.29656057182850487)
  const topHigh =
    0.026532189526576124 + r * 0.0012426609473880784 + s * (2.7115555687434876e-5 + r * 2.0103343992922881e-7)
  const bottom = 1 + r * 0.599832206555888 + s * (0.1369298809227358 + r * 0.014875361290850615)
  const bottomHigh =
    0.0007868691311456133 + r * 1.8463183175100548e-5 + s * (1.421511758316446e-7 + r * 2.0442631033899397e-15)
  return (top + w * topHigh) / (bottom + w * bottomHigh)
}

/**
 * The x with P(X ≤ x) = p for a standard normal X, to a relative 1e-15 for every p down to the smallest subnormal.
 * −Infinity at 0, +Infinity at 1; p outside [0, 1] and NaN give NaN. An upper tail q has the quantile −normalQuantile(q).
 *
 * @source M. J. Wichura, Applied Statistics 37 (1988) 477; docs/models/elementary-functions.md
 */
export const normalQuantile = (p: number): number => {
  const q = p - 0.5
  if (q >= -CENTRE && q <= CENTRE) return centre(q)
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const x = r <= FAR ? nearTail(r - 1.6) : farTail(r - FAR)
  return q < 0 ? -x : x
}
