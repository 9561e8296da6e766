/**
 * A slow twin of the closed forms: plain A·N(d₁) − B·N(d₂) on integers with so many bits that its cancellations cost nothing. It
 * shares no series, no reduction and no formula for tails with the code it judges. Real numbers are integers n for n·2^-bits.
 *
 * N(−d) = ½ − φ(d)·Σ d^(2k+1)/(2k+1)!! for d ≥ 0; exp and ln by Taylor series after halvings, π by Machin, roots by Newton.
 * Derivatives are central differences of that price with a step of 2^-100: their error is about its square.
 */
export type TwinMarket = {
  readonly spot: bigint
  readonly strike: bigint
  readonly time: bigint
  readonly vol: bigint
  readonly rate: bigint
  readonly dividend: bigint
}

const STEP_BITS = 100
const DOUBLE = new Float64Array(1)
const WORD = new BigUint64Array(DOUBLE.buffer)

/** A double, exactly when it has no bit below 2^-bits. */
export const toFixed = (x: number, bits: number): bigint => {
  DOUBLE[0] = x
  const word = WORD[0] ?? 0n
  const field = Number((word >> 52n) & 2047n)
  const mantissa = (word & 0xfffffffffffffn) | (field === 0 ? 0n : 0x10000000000000n)
  const by = BigInt(Math.max(field, 1) - 1075 + bits)
  const size = by >= 0n ? mantissa << by : mantissa >> -by
  return x < 0 ? -size : size
}

/** |got − wanted| / |wanted|, or 0 where both are 0. */
export const relativeError = (got: number, wanted: bigint, bits: number): number => {
  const wide = Math.max(bits, 1080)
  const exact = wanted << BigInt(wide - bits)
  if (exact === 0n) return got === 0 ? 0 : Infinity
  return Math.abs(Number(((toFixed(got, wide) - exact) << 120n) / exact)) / 2 ** 120
}

/** |got − wanted|. */
export const absoluteError = (got: number, wanted: bigint, bits: number): number =>
  Math.abs(Number(((toFixed(got, bits) - wanted) << 120n) >> BigInt(bits))) / 2 ** 120

type Market = TwinMarket
/** Functions of a twin; every number is n·2^-bits. */
export type Twin = {
  readonly exp: (a: bigint) => bigint
  readonly ln: (a: bigint) => bigint
  /** P(X ≤ d) of a standard normal X. */
  readonly below: (d: bigint) => bigint
  /** Price of a call (sign 1) or put (sign −1). */
  readonly price: (sign: 1n | -1n, market: Market) => bigint
  /** Central difference of f in one field. */
  readonly slope: (f: (market: Market) => bigint, field: keyof Market, market: Market) => bigint
}

/** Arithmetic with `bits` bits behind the point. */
export const twinWith = (bits: number): Twin => {
  const shift = BigInt(bits)
  const one = 1n << shift
  const times = (a: bigint, b: bigint): bigint => (a * b) >> shift
  const over = (a: bigint, b: bigint): bigint => (a << shift) / b

  const root = (a: bigint): bigint => {
    if (a === 0n) return 0n
    const target = a << shift
    let now = 1n << BigInt((target.toString(2).length + 1) >> 1)
    for (let next = (now + target / now) >> 1n; next < now; next = (now + target / now) >> 1n) now = next
    return now
  }

  const exp = (a: bigint): bigint => {
    const halvings = 12n + BigInt((a < 0n ? -a : a).toString(2).length) - (shift < 0n ? 0n : shift)
    const by = halvings > 0n ? halvings : 0n
    const spare = by + 20n
    const small = (a << spare) >> by
    let term = one << spare
    let sum = 0n
    for (let n = 1n; term !== 0n && term !== -1n; n += 1n) {
      sum += term
      term = ((term * small) >> (shift + spare)) / n
    }
    for (let i = 0n; i < by; i += 1n) sum = (sum * sum) >> (shift + spare)
    return sum >> spare
  }

  const atanInverse = (q: bigint): bigint => {
    let power = one / q
    let sum = 0n
    for (let odd = 1n; power > 0n; odd += 2n, power /= q * q) sum += odd % 4n === 1n ? power / odd : -power / odd
    return sum
  }
  const rootTwoPi = root(2n * (16n * atanInverse(5n) - 4n * atanInverse(239n)))

  /** ln a by square roots towards 1 and 2·atanh((a − 1)/(a + 1)). */
  const ln = (a: bigint): bigint => {
    let near = a
    let factor = 2n
    for (; near > one + (one >> 8n) || near < one - (one >> 8n); factor *= 2n) near = root(near)
    const ratio = over(near - one, near + one)
    const square = times(ratio, ratio)
    let power = ratio
    let sum = 0n
    for (let odd = 1n; power !== 0n && power !== -1n; odd += 2n, power = times(power, square)) sum += power / odd
    return factor * sum
  }

  const phi = (d: bigint): bigint => over(exp(-(times(d, d) >> 1n)), rootTwoPi)

  const below = (d: bigint): bigint => {
    const size = d < 0n ? -d : d
    const square = times(size, size)
    let term = size
    let sum = 0n
    for (let odd = 3n; term > 0n; odd += 2n) {
      sum += term
      term = times(term, square) / odd
    }
    const half = times(phi(size), sum)
    return (one >> 1n) + (d < 0n ? -half : half)
  }

  /** Price of a call (sign 1) or put (sign −1). */
  const price = (sign: 1n | -1n, m: TwinMarket): bigint => {
    const spread = times(m.vol, root(m.time))
    const a = times(m.spot, exp(-times(m.dividend, m.time)))
    const b = times(m.strike, exp(-times(m.rate, m.time)))
    const x = ln(over(m.spot, m.strike)) + times(m.rate - m.dividend, m.time)
    const d1 = over(x, spread) + (spread >> 1n)
    const d2 = d1 - spread
    return sign * (times(a, below(sign * d1)) - times(b, below(sign * d2)))
  }

  const step = 1n << BigInt(bits - STEP_BITS)
  const moved = (m: TwinMarket, field: keyof TwinMarket, by: bigint): TwinMarket => ({ ...m, [field]: m[field] + by })
  /** Central difference of f in one field. */
  const slope = (f: (m: TwinMarket) => bigint, field: keyof TwinMarket, m: TwinMarket): bigint =>
    over(f(moved(m, field, step)) - f(moved(m, field, -step)), 2n * step)

  return { price, slope, below, ln, exp }
}
