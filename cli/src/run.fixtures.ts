import { fileURLToPath } from 'node:url'
import { fakeIo } from './io.fixtures.ts'
import type { Io } from './io.ts'
import { run } from './run.ts'

/** Root of the workspace. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

/** What a command line gave. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line in this process, from the root of the workspace. */
export const ebb = async (argv: readonly string[], settings: Partial<Io> = {}): Promise<Ran> => {
  const io = fakeIo({ cwd: ROOT, ...settings })
  const code = await run(argv, io)
  return { code, out: io.stdout(), err: io.stderr() }
}

/** The JSON value that a command line printed with `--json`. */
export const ebbJson = async (argv: readonly string[]): Promise<unknown> =>
  JSON.parse((await ebb([...argv, '--json'])).out) as unknown
