import { math } from '@ebbline/core'
import { race, type Contender, type Measurement } from './measurement.ts'

const POINTS = 100_000

interface Pair {
  readonly name: string
  readonly own: (x: number) => number
  readonly builtin: (x: number) => number
  /** Points run evenly from `from` to `to`. */
  readonly from: number
  readonly to: number
}

const PAIRS: readonly Pair[] = [
  { name: 'exp', own: math.exp, builtin: Math.exp, from: -20, to: 20 },
  { name: 'log', own: math.log, builtin: Math.log, from: 1e-6, to: 1e6 },
  { name: 'pow(x, 0.6)', own: (x) => math.pow(x, 0.6), builtin: (x) => Math.pow(x, 0.6), from: 1e-3, to: 1e3 },
  { name: 'sin', own: math.sin, builtin: Math.sin, from: -100, to: 100 },
]

/** Our own elementary functions, which give the same bytes everywhere, against those of the machine, which need not. */
export const benchFunctions = (): readonly Measurement[] =>
  PAIRS.map((pair) => {
    const { perSec, ratio } = race(contender(pair, pair.own), contender(pair, pair.builtin), 15)
    return { name: `own ${pair.name}`, unit: 'calls', perSec, against: 'Math', ratio, floor: null }
  })

/** Keeps results alive, so that no call can be left out. */
const sink = new Float64Array(1)

const contender = ({ from, to }: Pair, call: (x: number) => number): Contender => {
  const points = Float64Array.from({ length: POINTS }, (_, at) => from + ((to - from) * at) / POINTS)
  return {
    count: POINTS,
    work: () => {
      let total = 0
      for (const x of points) total += call(x)
      sink[0] = total
    },
  }
}
