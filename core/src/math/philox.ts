// Philox4x32-10: ten rounds of two 32×32→64-bit products, exclusive-ors and a key that steps by Weyl constants.
const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const KEY_STEP_0 = 0x9e3779b9
const KEY_STEP_1 = 0xbb67ae85
const ROUNDS = 10

/** Upper 32 bits of the unsigned product of two 32-bit words, by halves of 16 bits. */
const upperProduct = (a: number, b: number): number => {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const cross = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0
  const middle = (Math.imul(aLow, bHigh) + (cross & 0xffff)) | 0
  return (Math.imul(aHigh, bHigh) + (cross >>> 16) + (middle >>> 16)) | 0
}

/** Where `philoxBlock` leaves its four words, as signed 32-bit integers. */
export const BLOCK: Int32Array = new Int32Array(4)

/** One block of 128 bits for counter (c0, c1, c2, c3) and key (k0, k1), left in BLOCK: the form for inner loops. */
export const philoxBlock = (c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): void => {
  let a = c0 | 0
  let b = c1 | 0
  let c = c2 | 0
  let d = c3 | 0
  let key0 = k0 | 0
  let key1 = k1 | 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = upperProduct(MULTIPLIER_0, a)
    const high1 = upperProduct(MULTIPLIER_1, c)
    const low0 = Math.imul(MULTIPLIER_0, a)
    const low1 = Math.imul(MULTIPLIER_1, c)
    a = high1 ^ b ^ key0
    b = low1
    c = high0 ^ d ^ key1
    d = low0
    key0 = (key0 + KEY_STEP_0) | 0
    key1 = (key1 + KEY_STEP_1) | 0
  }
  BLOCK[0] = a
  BLOCK[1] = b
  BLOCK[2] = c
  BLOCK[3] = d
}

/** Four words of 32 bits, each 0 to 2^32 − 1. */
export type Words4 = readonly [number, number, number, number]

/**
 * Philox4x32-10: 128 random bits for a counter of 128 and a key of 64 bits, all given and returned as unsigned 32-bit words,
 * least significant first. The same input gives the same output everywhere; there is no state.
 *
 * @source Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11); docs/models/random-streams.md
 */
export const philox = (counter: Words4, key: readonly [number, number]): Words4 => {
  philoxBlock(counter[0], counter[1], counter[2], counter[3], key[0], key[1])
  const [a = 0, b = 0, c = 0, d = 0] = BLOCK // four elements, so no default is ever used
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0]
}
