import type { Command } from 'commander'
import type { ExitCode, Io } from './io.ts'

/** What a command adds itself to: the program, where it writes, and how it says that its verdict is negative. */
export interface Context {
  readonly program: Command
  readonly io: Io
  readonly verdict: (code: ExitCode) => void
}
