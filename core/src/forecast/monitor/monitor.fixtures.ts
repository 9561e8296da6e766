import { fillNormals, fillUniforms, randomStream } from '../../math/index.ts'

/** Length of the tapes that the monitor is tried on. */
export const LENGTH = 500

const normals = (stream: number): Float64Array => {
  const out = new Float64Array(LENGTH)
  fillNormals(randomStream(77, stream), 0, out)
  return out
}

/** Returns of geometric Brownian motion with drift, 1 % a period. */
export const brownianTape = (tape: number): Float64Array => normals(tape).map((each) => 0.0002 + 0.01 * each)

/** The same with a jump in `share` of the periods, −1 % ± 4 %. */
export const mertonTape = (tape: number, share: number): Float64Array => {
  const [moves, jumps, when] = [normals(10_000 + tape), normals(20_000 + tape), new Float64Array(LENGTH)]
  fillUniforms(randomStream(78, tape), 0, when)
  return moves.map((move, at) => 0.01 * move + ((when[at] ?? 1) < share ? -0.01 + 0.04 * (jumps[at] ?? 0) : 0))
}

/** Daily returns of Heston's model by Euler steps: κ = 10, θ = 0.64, ξ = 3, ρ = −0.5. */
export const hestonTape = (tape: number): Float64Array => {
  const [moves, others, day] = [normals(30_000 + tape), normals(40_000 + tape), 1 / 365]
  let variance = 0.64
  return moves.map((move, at) => {
    const here = Math.max(variance, 0)
    const turn = -0.5 * move + Math.sqrt(0.75) * (others[at] ?? 0)
    variance += 10 * (0.64 - here) * day + 3 * Math.sqrt(here * day) * turn
    return -0.5 * here * day + Math.sqrt(here * day) * move
  })
}
