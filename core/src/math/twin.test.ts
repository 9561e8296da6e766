import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

// A slow, independent twin of this folder: bigint series at 300 bits and more. It shares no code, no series for π and ln 2 and no
// argument reduction with the functions it judges.

/** The real number n · 2^-bits. */
export type Real = { readonly n: bigint; readonly bits: number }

const shift = (n: bigint, by: number): bigint => (by >= 0 ? n << BigInt(by) : n >> BigInt(-by))
const length = (n: bigint): number => (n < 0n ? -n : n).toString(16).length * 4

/** A double as integer · 2^exponent, exactly. */
const exact = (x: number): { readonly m: bigint; readonly e: number } => {
  const bits = new BigUint64Array(new Float64Array([x]).buffer)[0] ?? 0n
  const field = Number((bits >> 52n) & 2047n)
  const fraction = bits & 0xfffffffffffffn
  const m = field === 0 ? fraction : fraction | 0x10000000000000n
  return { m: x < 0 ? -m : m, e: Math.max(field, 1) - 1075 }
}

/** A double in fixed point; exact when bits ≥ 1074, or when x has no smaller bit. */
export const fixed = (x: number, bits: number): bigint => shift(exact(x).m, exact(x).e + bits)

/** Distance between a double and a real number, in units of the last place of that real number (2^-1074 at least). */
export const ulps = (got: number, real: Real): number => {
  const { m, e } = exact(got)
  const bits = Math.max(real.bits, -e)
  const wanted = shift(real.n, bits - real.bits)
  const size = wanted < 0n ? -wanted : wanted
  const binade = size === 0n ? -2000 : size.toString(2).length - 1 - bits
  const difference = shift(m, e + bits) - wanted
  // difference · 2^-bits / 2^(binade − 52), kept to 2^-20
  const scaled = shift(difference, 20 - bits - (Math.max(binade, -1022) - 52))
  return Math.abs(Number(scaled)) / 2 ** 20
}

/** |got − real| / |real|. */
export const relativeError = (got: number, real: Real): number => {
  const bits = Math.max(real.bits, 1074)
  const wanted = shift(real.n, bits - real.bits)
  return Math.abs(Number(((fixed(got, bits) - wanted) << 100n) / wanted)) / 2 ** 100
}

const atanhInverse = (q: bigint, bits: number): bigint => {
  let power = (1n << BigInt(bits)) / q
  let sum = 0n
  for (let odd = 1n; power > 0n; odd += 2n, power /= q * q) sum += power / odd
  return sum
}

const atanInverse = (q: bigint, bits: number): bigint => {
  let power = (1n << BigInt(bits)) / q
  let sum = 0n
  for (let odd = 1n; power > 0n; odd += 2n, power /= q * q) sum += odd % 4n === 1n ? power / odd : -power / odd
  return sum
}

const remembered = (compute: (bits: number) => bigint): ((bits: number) => bigint) => {
  const known = new Map<number, bigint>()
  return (bits) => {
    const value = known.get(bits) ?? compute(bits)
    known.set(bits, value)
    return value
  }
}

/** ln 2 by a three-term formula of Machin's kind. */
export const ln2At: (bits: number) => bigint = remembered(
  (bits) =>
    (18n * atanhInverse(26n, bits + 20) - 2n * atanhInverse(4801n, bits + 20) + 8n * atanhInverse(8749n, bits + 20)) >>
    20n,
)

/** π by Størmer's formula of 1896. */
export const piAt: (bits: number) => bigint = remembered((bits) => {
  const at = (q: bigint): bigint => atanInverse(q, bits + 20)
  return (4n * (44n * at(57n) + 7n * at(239n) - 12n * at(682n) + 24n * at(12943n))) >> 20n
})

/** e^(a · 2^-bits) at a relative precision of about `bits`. */
export const expReal = (a: bigint, bits: number): Real => {
  const ln2 = ln2At(bits)
  const k = a / ln2
  const halvings = 16
  const r = a - k * ln2
  const work = bits + 40
  const small = shift(r, 40 - halvings)
  let term = 1n << BigInt(work)
  let sum = 0n
  for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
    sum += term
    term = ((term * small) >> BigInt(work)) / n
  }
  for (let i = 0; i < halvings; i += 1) sum = (sum * sum) >> BigInt(work)
  return { n: sum, bits: work - Number(k) }
}

/** ln(a · 2^-bits) for a > 0, by Halley's step on e^y. */
export const logReal = (a: bigint, bits: number): Real => {
  const k = a.toString(2).length - bits
  const f = shift(a, -k) // in [1/2, 1)
  let y = fixed(Math.log(Number(f >> BigInt(bits - 60)) / 2 ** 60), bits)
  for (let precise = 40; precise < bits + 40; precise *= 3) {
    const e = expReal(y, bits)
    const now = shift(e.n, bits - e.bits)
    y += ((2n * (f - now)) << BigInt(bits)) / (f + now)
  }
  return { n: y + BigInt(k) * ln2At(bits), bits }
}

/** Sine and cosine of a · 2^-bits, |a · 2^-bits| < 1.6. */
const sinCosSmall = (a: bigint, bits: number): { readonly sin: bigint; readonly cos: bigint } => {
  const sums = [0n, 0n]
  let term = 1n << BigInt(bits)
  for (let n = 0; term !== 0n && term !== -1n; n += 1) {
    const signed = n % 4 < 2 ? term : -term
    if (n % 2 === 0) sums[0] = (sums[0] ?? 0n) + signed
    else sums[1] = (sums[1] ?? 0n) + signed
    term = ((term * a) >> BigInt(bits)) / BigInt(n + 1)
  }
  return { cos: sums[0] ?? 0n, sin: sums[1] ?? 0n }
}

/** Sine and cosine of a double of any size, at 320 bits after an exact reduction. */
export const sinCosReal = (x: number): { readonly sin: Real; readonly cos: Real } => {
  const bits = 340 + Math.max(0, 53 + exact(x).e) + Math.max(0, -1 - exact(x).e)
  const a = fixed(x, bits)
  const half = piAt(bits) >> 1n
  const k = (a + (half >> 1n)) / half - (a < 0n ? 1n : 0n)
  const { sin, cos } = sinCosSmall(a - k * half, bits)
  const turned = [
    { sin, cos },
    { sin: cos, cos: -sin },
    { sin: -sin, cos: -cos },
    { sin: -cos, cos: sin },
  ][Number(((k % 4n) + 4n) % 4n)] ?? { sin, cos }
  return { sin: { n: turned.sin, bits }, cos: { n: turned.cos, bits } }
}

/** a / b with b's precision kept. */
export const quotient = (a: Real, b: Real): Real => ({ n: (a.n << BigInt(b.bits)) / b.n, bits: a.bits })

/** arctan of p / q for doubles, by tangent steps from a double. */
export const atan2Real = (p: number, q: number): Real => {
  const bits = 340 + Math.max(0, 60 + Math.abs(Math.log2(Math.abs(p)) - Math.log2(Math.abs(q))))
  const whole = Math.ceil(bits)
  const wide = 1100 + whole
  const [a, b] = [fixed(p, wide), fixed(q, wide)]
  let y = fixed(Math.atan2(p, q), wide) >> BigInt(wide - whole)
  for (let i = 0; i < 4; i += 1) {
    const { sin, cos } = sinCosSmall(y >> 1n, whole) // half angle keeps the series short past π/2
    const [s, c] = [(2n * sin * cos) >> BigInt(whole), (cos * cos - sin * sin) >> BigInt(whole)]
    y += ((a * c - b * s) << BigInt(whole)) / (b * c + a * s)
  }
  return { n: y, bits: whole }
}

/** P(X < −x) of a standard normal, x ≥ 0: ½ − φ(x)·Σ x^(2k+1)/(2k+1)!!, with bits to spare for the cancellation. */
export const normalTailReal = (x: number): Real => {
  const bits = Math.ceil(260 + 1.5 * x * x)
  const a = fixed(x, bits)
  const square = (a * a) >> BigInt(bits)
  let term = a
  let sum = 0n
  for (let odd = 3n; term > 0n; odd += 2n) {
    sum += term
    term = ((term * square) >> BigInt(bits)) / odd
  }
  const density = expReal(-(square >> 1n), bits)
  const root = squareRootAt(2n * piAt(bits), bits)
  const centre = (((shift(density.n, bits - density.bits) * sum) >> BigInt(bits)) << BigInt(bits)) / root
  return { n: (1n << BigInt(bits - 1)) - centre, bits }
}

/** Square root of a · 2^-bits by bisection on the bits of the result. */
export const squareRootAt = (a: bigint, bits: number): bigint => {
  const target = a << BigInt(bits)
  let root = 0n
  for (let bit = 1n << BigInt(length(target) / 2 + 2); bit > 0n; bit >>= 1n)
    if ((root + bit) * (root + bit) <= target) root += bit
  return root
}

/** Seeded doubles in [0, 1): Marsaglia's xorshift, 32 bits each. */
export const seeded = (seed: number): (() => number) => {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}

/** `count` doubles spread evenly over the bit patterns between two positive doubles, with random low bits. */
export const spread = (from: number, to: number, count: number, seed: number): number[] => {
  const view = new BigUint64Array(new Float64Array([from, to]).buffer)
  const [first, last] = [view[0] ?? 0n, view[1] ?? 0n]
  const random = seeded(seed)
  const out = new BigUint64Array(count).map(() => {
    const share = BigInt(Math.floor(random() * 4294967296)) * 4294967296n + BigInt(Math.floor(random() * 4294967296))
    return first + (((last - first) * share) >> 64n)
  })
  return [...new Float64Array(out.buffer)]
}

/** The doubles just below and above x > 0, and x. */
export const neighbours = (x: number): number[] => {
  const at = new BigInt64Array(new Float64Array([x]).buffer)[0] ?? 0n
  return [...new Float64Array(new BigInt64Array([at - 1n, at, at + 1n]).buffer)]
}

/** FNV-1a over the bytes of the results: a regression of "same bytes everywhere", not a proof of any value. */
export const fingerprint = (results: readonly number[]): string => {
  let hash = 0x811c9dc5
  const view = new DataView(new ArrayBuffer(8))
  for (const result of results) {
    view.setFloat64(0, result, true)
    for (let i = 0; i < 8; i += 1) hash = Math.imul(hash ^ view.getUint8(i), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

describe('the bigint twin', () => {
  // OEIS A000796, A001113, A002162, first 60 decimals.
  const digits = (n: bigint, bits: number): string => ((n * 10n ** 60n) >> BigInt(bits)).toString()
  test('π has its published digits', () =>
    assert.equal(digits(piAt(320), 320), '3141592653589793238462643383279502884197169399375105820974944'))
  test('e has its published digits', () => {
    const e = expReal(1n << 320n, 320)
    assert.equal(digits(e.n, e.bits), '2718281828459045235360287471352662497757247093699959574966967')
  })
  test('ln 2 has its published digits', () =>
    assert.equal(digits(ln2At(320), 320), '693147180559945309417232121458176568075500134360255254120680'))
  test('half a unit in the last place is measured as half a unit', () =>
    assert.equal(ulps(1, { n: (1n << 100n) + (1n << 47n), bits: 100 }), 0.5))
})
