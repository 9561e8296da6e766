import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Racer } from './cpu-race.ts'
import type { Row } from './measurement.ts'

/** Programs in `quantlib/`; the comment on top of each says what it reads and answers. */
export type QuantLibProgram = 'black' | 'heston' | 'heston-paths'

/** A program built against the QuantLib of this machine. */
export interface QuantLib {
  /** Such as `QuantLib 1.29`. */
  readonly version: string
  /** The values that a task gives for its input. */
  readonly values: (task: string, input: readonly number[] | Float64Array) => Float64Array
  /** The same task as one side of a race; `units` says what one pass of it counts. */
  readonly racer: (task: string, input: readonly number[] | Float64Array, units: number) => Racer
}

/** The compiler refused a program, or a program ended badly. */
export class QuantLibError extends Error {
  override readonly name = 'QuantLibError'
}

const REMEDY = 'apt-get install g++ libquantlib0-dev'
const SOURCES = join(import.meta.dirname, 'quantlib')
const BUILT = join(import.meta.dirname, '..', '..', 'runs', 'bench')
const OPTIONS = ['-std=c++17', '-O2', '-DNDEBUG', '-Wall']

/** What the header of QuantLib says its version is; undefined where compiler or header are missing. */
const versionHere = (): string | undefined => {
  const { status, stdout } = spawnSync('g++', ['-E', '-P', '-x', 'c++', '-'], {
    input: '#include <ql/version.hpp>\nQL_VERSION\n',
    encoding: 'utf8',
  })
  return status === 0 ? /"([\d.]+)[^"]*"\s*$/.exec(stdout)?.[1] : undefined
}

/** Builds a program unless a build of the very same text is there. @returns path of the binary. */
const build = (program: QuantLibProgram, version: string): string => {
  const texts = [`${program}.cpp`, 'timing.hpp'].map((file) => readFileSync(join(SOURCES, file)))
  const hash = createHash('sha256').update([version, ...OPTIONS, ...texts].join('\n'))
  const binary = join(BUILT, `quantlib-${program}-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(binary)) return binary
  mkdirSync(BUILT, { recursive: true })
  console.error(`building quantlib/${program}.cpp ...`)
  const unfinished = `${binary}.${process.pid}`
  const args = [...OPTIONS, join(SOURCES, `${program}.cpp`), '-lQuantLib', '-o', unfinished]
  const { status, stderr } = spawnSync('g++', args, { encoding: 'utf8' })
  if (status !== 0) throw new QuantLibError(`g++ refused quantlib/${program}.cpp:\n${stderr}`)
  renameSync(unfinished, binary)
  return binary
}

/** Runs a task once. @returns CPU seconds of one pass, then its values. */
const ask = (binary: string, task: string, input: readonly number[] | Float64Array): Float64Array => {
  const numbers = Float64Array.from(input)
  const { status, stdout, stderr } = spawnSync(binary, [task], {
    input: new Uint8Array(numbers.buffer),
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status !== 0) throw new QuantLibError(`${binary} ${task} ended with ${status}: ${stderr.toString()}`)
  return new Float64Array(new Uint8Array(stdout).buffer)
}

const opened = (binary: string, version: string): QuantLib => ({
  version: `QuantLib ${version}`,
  values: (task, input) => ask(binary, task, input).subarray(1),
  racer: (task, input, units) => () => (ask(binary, task, input)[0] ?? Number.NaN) / units,
})

/** Rows against a program of QuantLib, or one line that says which was skipped and how to get it. */
export const againstQuantLib = (
  program: QuantLibProgram,
  row: string,
  measure: (quantlib: QuantLib) => readonly Row[],
): readonly Row[] => {
  const version = versionHere()
  if (version === undefined) return [{ name: row, missing: "g++ or QuantLib's headers", remedy: REMEDY }]
  return measure(opened(build(program, version), version))
}
