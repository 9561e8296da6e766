/** Where a command writes, and what it may know of its surroundings. `main.ts` gives the process, tests give lists. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Width of the terminal, or 120 where there is none. */
  readonly columns: number
  /** Whether stdout shows colours. */
  readonly colour: boolean
  /** Whether stderr is a terminal, so that one line of progress can be rewritten in place. */
  readonly live: boolean
  /** Whether an unexpected failure prints its stack. */
  readonly debug: boolean
  readonly cwd: string
  /** Folder of recorded datasets as the environment names it (`EBB_DATA`); null when it does not. */
  readonly dataRoot: string | null
  /** Milliseconds of any steady clock. It paces progress lines and reaches no result. */
  readonly now: () => number
  /** Aborted when the user asks to stop. */
  readonly signal: AbortSignal
}

/** Exit codes of every command. */
export const EXIT = { fine: 0, failure: 1, usage: 2, negative: 3, stopped: 130 } as const

/** One of `EXIT`. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
