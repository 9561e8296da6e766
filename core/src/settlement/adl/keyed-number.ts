/**
 * A number that looks random and follows from a text alone: draw `counter` of the stream that the text keys, uniform on 0..2^64 - 1.
 *
 * Two multiplicative hashes of the text, 32 bits each, with odd multipliers of their own, and over each the avalanche of MurmurHash3;
 * the counter enters before it. It decides who is asked first and keeps no secret.
 *
 * @source A. Appleby, MurmurHash3 (fmix32); G. Fowler, L. C. Noll, K.-P. Vo, FNV-1a; docs/models/adl.md, section 5
 */
export const keyedNumber = (text: string, counter: number): bigint => {
  let [high, low] = [0x811c9dc5, 0x2f0b4c47]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit, 0x27d4eb2f)
  }
  high = avalanche(high ^ counter)
  return (BigInt(high) << 32n) | BigInt(avalanche(low ^ Math.imul(high, 0x9e3779b1)))
}

const avalanche = (word: number): number => {
  let mixed = word ^ (word >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
