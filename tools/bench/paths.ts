import { math, openPaths, type HestonVol, type PathDynamics, type PathShard } from '@ebbline/core'
import { inProcess, raceByCpu, type Racer } from './cpu-race.ts'
import { DisagreementError, type Row } from './measurement.ts'
import { biasOfSchemes } from './paths-bias.ts'
import { againstQuantLib, type QuantLib } from './quantlib.ts'

const PATHS = 4096
const STEPS = 100
const HOUR = 1 / 8760
const STRIKE = 100
const ROUNDS = 9
const LAW = { variance: 0.5, reversion: 3, longVariance: 0.4, volOfVariance: 1.2, correlation: -0.6 } as const

/** Heston paths of 100 hours against QuantLib's, scheme by scheme, and the biases of both schemes on Andersen's cases. */
export const benchPaths = (): readonly Row[] => {
  for (const line of biasOfSchemes()) console.error(line)
  return [
    keyedNormals(),
    ...againstQuantLib('heston-paths', 'Heston paths', (quantlib) => [
      schemeRow(quantlib, { scheme: 'full-truncation', task: 'truncation', floor: 8 }),
      schemeRow(quantlib, { scheme: 'full-truncation', task: 'truncation-given', floor: null }),
      schemeRow(quantlib, { scheme: 'qe-m', task: 'qe-m', floor: null }),
      schemeRow(quantlib, { scheme: 'qe-m', task: 'qe-m-given', floor: null }),
    ]),
  ]
}

type Pairing = { readonly scheme: HestonVol['scheme']; readonly task: string; readonly floor: number | null }

const dynamics = (scheme: HestonVol['scheme']): PathDynamics => ({
  spot: STRIKE,
  carry: 0,
  diffusion: { kind: 'heston', scheme, ...LAW },
})

const walked = (scheme: HestonVol['scheme']): PathShard => {
  const shard = openPaths({ seed: 1, stream: 1, first: 0, count: PATHS, years: HOUR, assets: [dynamics(scheme)] })
  for (let step = 0; step < STEPS; step += 1) shard.advance()
  return shard
}

const inputOf = (paths: number): readonly number[] => {
  const { variance, reversion, longVariance, volOfVariance, correlation } = LAW
  return [STRIKE, 0, 0, variance, reversion, longVariance, volOfVariance, correlation, HOUR, STEPS, paths, 1]
}

/** Mean payoff of a call at the money and its squared standard error. */
const payoff = (spots: Float64Array): { readonly mean: number; readonly square: number } => {
  const values = spots.map((spot) => Math.max(spot - STRIKE, 0))
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length ** 2
  return { mean, square }
}

const agree = (quantlib: QuantLib, { scheme, task }: Pairing): void => {
  const own = payoff((walked(scheme).assets[0]?.logSpot ?? new Float64Array(0)).map((x) => Math.exp(x)))
  const theirs = payoff(quantlib.values(task, inputOf(PATHS)))
  const errors = Math.abs(own.mean - theirs.mean) / Math.sqrt(own.square + theirs.square)
  if (!(errors < 4))
    throw new DisagreementError(
      `${scheme}: ${own.mean} against ${theirs.mean} of ${quantlib.version}: ${errors} errors`,
    )
}

const own = (scheme: HestonVol['scheme']): Racer =>
  inProcess({
    count: PATHS * STEPS,
    work: () => {
      walked(scheme)
    },
  })

const schemeRow = (quantlib: QuantLib, pairing: Pairing): Row => {
  agree(quantlib, pairing)
  const theirs = quantlib.racer(pairing.task, inputOf(PATHS / 4), (PATHS / 4) * STEPS)
  const raced = raceByCpu(own(pairing.scheme), theirs, ROUNDS)
  const against = `${quantlib.version} evolve, ${pairing.task}`
  return { name: `Heston paths, ${pairing.scheme}`, unit: 'path-steps', ...raced, against, floor: pairing.floor }
}

/** Normals by key, path and step against those of a stream by index. */
const keyedNormals = (): Row => {
  const out = new Float64Array(PATHS)
  const words = new Int32Array(2 * PATHS)
  const stream = math.randomStream(1, 1)
  const key = math.drawKey(stream, 0)
  const keyed = inProcess({
    count: PATHS,
    work: () => {
      math.fillDraws(key, { step: 0, use: 0 }, 0, PATHS, words)
      math.normalsOfFirstWords(words, PATHS, out)
    },
  })
  const streamed = inProcess({ count: PATHS, work: () => math.fillNormals(stream, 0, out) })
  return {
    name: 'keyed normals',
    unit: 'draws',
    ...raceByCpu(keyed, streamed, ROUNDS),
    against: 'fillNormals',
    floor: null,
  }
}
