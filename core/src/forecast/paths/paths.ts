import { drawKey, fillDraws, log, normalsOfFirstWords, randomStream, type DrawKey } from '../../math/index.ts'
import { requireBetween } from '../forecast-input-error.ts'
import type { Advance } from './advance.ts'
import { constantVolStep } from './constant-vol.ts'
import { mix, mixingOf, type Mixing } from './correlation.ts'
import { checkDynamics, type PathDynamics } from './dynamics.ts'
import { quadraticExponentialStep } from './heston-qe.ts'
import { truncationStep } from './heston-truncation.ts'
import { jumpStep, meanJump, USE, type JumpStep } from './jumps.ts'

/** Which paths of which world: every number of a path follows from seed, stream, path, step and asset alone. */
export type PathsSpec = {
  readonly seed: number
  readonly stream: number
  /** Number of the first path of this shard among all, and how many it holds: both integers, together below 2^32. */
  readonly first: number
  readonly count: number
  /** Length of a step [years]; at most 2^20 steps. */
  readonly years: number
  readonly assets: readonly PathDynamics[]
  /** Of what drives the prices, one row an asset; left out, assets are independent. Variances follow their own asset's price. */
  readonly correlation?: readonly (readonly number[])[]
}

/** One asset of a shard: ln(price) and, under Heston, the variance of every path. `advancePaths` rewrites them in place. */
export type AssetPaths = { readonly logSpot: Float64Array; readonly variance: Float64Array }

/** Paths under way. `step` counts the steps taken. */
export type PathShard = { readonly assets: readonly AssetPaths[]; readonly step: number; readonly advance: () => void }

const BLOCK = 1024 // paths moved at a time, so that their draws stay in the nearest cache
const COUNT = { min: 1, max: 1e8 }

/** What moves one asset, with room for the draws of a block. */
type Mover = {
  readonly key: DrawKey
  readonly diffuse: Advance
  readonly jump: JumpStep | undefined
  readonly normals: Float64Array
  readonly words: Int32Array
}

const diffusionOf = ({ diffusion }: PathDynamics, carry: number, years: number): Advance => {
  if (diffusion.kind === 'constant') return constantVolStep(diffusion.vol, carry, years)
  return diffusion.scheme === 'qe-m'
    ? quadraticExponentialStep(diffusion, carry, years)
    : truncationStep(diffusion, carry, years)
}

const moverOf = (spec: PathsSpec, law: PathDynamics, asset: number): Mover => {
  checkDynamics(law, spec.years)
  const block = Math.min(BLOCK, spec.count)
  const carry = law.jumps === undefined ? law.carry : law.carry - law.jumps.intensity * meanJump(law.jumps)
  return {
    key: drawKey(randomStream(spec.seed, spec.stream), asset),
    diffuse: diffusionOf(law, carry, spec.years),
    jump: law.jumps === undefined ? undefined : jumpStep(law.jumps, spec.years),
    normals: new Float64Array(block),
    words: new Int32Array(2 * block),
  }
}

const startOf = ({ spot, diffusion }: PathDynamics, count: number): AssetPaths => ({
  logSpot: new Float64Array(count).fill(log(spot)),
  variance: diffusion.kind === 'constant' ? new Float64Array(0) : new Float64Array(count).fill(diffusion.variance),
})

type World = {
  readonly spec: PathsSpec
  readonly movers: readonly Mover[]
  readonly assets: readonly AssetPaths[]
  readonly mixing: Mixing | undefined
  readonly normals: readonly Float64Array[]
}

const moveBlock = (world: World, step: number, from: number, count: number): void => {
  const { spec, movers, assets, mixing } = world
  const firstPath = spec.first + from
  for (const { key, normals, words } of movers) {
    fillDraws(key, { step, use: USE.diffusion }, firstPath, count, words)
    normalsOfFirstWords(words, count, normals)
  }
  if (mixing !== undefined) mix(mixing, world.normals, count)
  for (const [asset, { key, diffuse, jump, normals, words }] of movers.entries()) {
    const { logSpot, variance } = assets[asset] ?? NOWHERE
    diffuse({ logSpot, variance, from, count, normals, words })
    if (jump === undefined) continue
    fillDraws(key, { step, use: USE.jumpCount }, firstPath, count, words)
    jump(logSpot, from, count, { key, step, firstPath, words })
  }
}

const NOTHING = new Float64Array(0)
const NOWHERE: AssetPaths = { logSpot: NOTHING, variance: NOTHING }

/**
 * Opens a shard of paths at their start. Any split of the paths into shards gives the same paths bit for bit, on any machine.
 *
 * @throws ForecastInputError for a law, step or correlation outside its range, RandomArgumentError for seeds and path numbers.
 * @source docs/models/paths.md
 */
export const openPaths = (spec: PathsSpec): PathShard => {
  requireBetween('count', spec.count, COUNT, 'split the paths into shards')
  requireBetween('assets', spec.assets.length, { min: 1, max: 4096 }, 'give at least one asset')
  const movers = spec.assets.map((law, asset) => moverOf(spec, law, asset))
  const world: World = {
    spec,
    movers,
    assets: spec.assets.map((law) => startOf(law, spec.count)),
    mixing: spec.correlation === undefined ? undefined : mixingOf(spec.correlation, spec.assets.length),
    normals: movers.map(({ normals }) => normals),
  }
  let step = 0
  return {
    assets: world.assets,
    get step() {
      return step
    },
    advance: () => {
      for (let from = 0; from < spec.count; from += BLOCK)
        moveBlock(world, step, from, Math.min(BLOCK, spec.count - from))
      step += 1
    },
  }
}
