import { arctangentOfRatio, nearest, pi, roundingLoss } from './fixed-point.ts'

// arctan(p/q) = arctan(c) + arctan((p − c·q)/(q + c·p)) with c = i/64 the nearest of a table.
const STEPS = 64
const DIRECT_MAX = 0.125 // below it the series is used as it stands
const TINY = 9.313225746154785e-10 // 2^-30: arctan t rounds to t below it
const SPLITTER = 134217729 // 2^27 + 1: Dekker's splitter
const LARGE = 1e150
const SMALL = 1e-150

const HEAD = new Float64Array(STEPS + 1)
const TAIL = new Float64Array(STEPS + 1)
const PI_HI = nearest(pi())
const PI_LO = roundingLoss(pi(), PI_HI)

for (let i = 8; i <= STEPS; i += 1) {
  const value = arctangentOfRatio(BigInt(i), BigInt(STEPS))
  const head = nearest(value)
  HEAD[i] = head
  TAIL[i] = roundingLoss(value, head)
}

/** arctan t − t for |t| ≤ 1/8: series to t^21. */
const series = (t: number): number => {
  const z = t * t
  const w = z * z
  const low = -1 / 3 + z * (1 / 5) + w * (-1 / 7 + z * (1 / 9))
  const high = -1 / 11 + z * (1 / 13) + w * (-1 / 15 + z * (1 / 17) + w * (-1 / 19 + z * (1 / 21)))
  return t * z * (low + w * w * high)
}

type Target = { readonly base: number; readonly baseLo: number; readonly sign: number }

/** base + sign·arctan(p/q), 0 ≤ p ≤ q, both of moderate size, |base| ≥ the arctangent or 0. */
const fromBase = (p: number, q: number, target: Target): number => {
  const { base, baseLo, sign } = target
  const ratio = p / q
  const split = q * SPLITTER
  const qHead = split - (split - q)
  const qTail = q - qHead
  if (ratio <= DIRECT_MAX) {
    const rSplit = ratio * SPLITTER
    const rHead = rSplit - (rSplit - ratio)
    const rTail = ratio - rHead
    const lost = (p - rHead * qHead - rHead * qTail - rTail * qHead - rTail * qTail) / q
    return sum(base, baseLo, sign * ratio, sign * (lost + series(ratio)))
  }
  const i = (ratio * STEPS + 0.5) | 0 // 8 ≤ i ≤ 64, inside the tables
  const c = i / STEPS
  const t = (p - c * qHead - c * qTail) / (q + c * p)
  return sum(base, baseLo, sign * (HEAD[i] as number), sign * ((TAIL[i] as number) + t + series(t)))
}

/** base + baseLo + a + aLo where |base| ≥ |a| or base is 0. */
const sum = (base: number, baseLo: number, a: number, aLo: number): number => {
  const total = base + a
  return total + (base - total + a + (aLo + baseLo))
}

/** The angle for y > 0 and x ≠ 0, both finite. */
const upperHalf = (y: number, x: number): number => {
  const size = Math.abs(x)
  const steep = y > size
  const p = Math.min(y, size)
  const q = Math.max(y, size)
  const base = steep ? PI_HI / 2 : x < 0 ? PI_HI : 0
  const baseLo = steep ? PI_LO / 2 : x < 0 ? PI_LO : 0
  const sign = steep === x < 0 ? 1 : -1
  const ratio = p / q
  if (ratio < TINY) return base === 0 ? ratio : base + (baseLo + sign * ratio)
  // A power of two keeps every product below within range; p is at least 2^-30 of q, so it stays normal.
  const factor = q > LARGE ? 2.409919865102884e-181 : q < SMALL ? 4.149515568880993e180 : 1
  return fromBase(p * factor, q * factor, { base, baseLo, sign })
}

const signOf = (x: number): number => (x < 0 || 1 / x < 0 ? -1 : 1)

/**
 * Arctangent in radians, within 0.6 ulp. Keeps −0; `atan(±Infinity)` is ±π/2; NaN gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const atan = (x: number): number => {
  if (x !== x || x === 0) return x
  return signOf(x) * (Math.abs(x) === Infinity ? PI_HI / 2 : upperHalf(Math.abs(x), 1))
}

/** The angle where a coordinate is 0 or infinite, for y ≥ +0. */
const onAxis = (y: number, x: number): number => {
  if (y === Infinity) return x === Infinity ? PI_HI / 4 : x === -Infinity ? PI_HI * 0.75 : PI_HI / 2
  if (x === Infinity || x === -Infinity || y === 0) return signOf(x) < 0 ? PI_HI : 0
  return PI_HI / 2
}

/**
 * Angle of the point (x, y) in radians, in [−π, π], within 0.6 ulp. Signs of zero and infinities are those of ECMAScript's
 * `Math.atan2`; NaN in either argument gives NaN.
 *
 * @source docs/models/elementary-functions.md
 */
export const atan2 = (y: number, x: number): number => {
  if (x !== x || y !== y) return Number.NaN
  const up = Math.abs(y)
  const edge = up === 0 || x === 0 || up === Infinity || x === Infinity || x === -Infinity
  return signOf(y) * (edge ? onAxis(up, x) : upperHalf(up, x))
}
