import type { Io } from './io.ts'

/** How far a piece of work is. `done` and `total` count the same thing. */
export interface Step {
  readonly label: string
  readonly done: number
  readonly total: number
}

/** A voice on stderr while work goes on. */
export interface Progress {
  readonly step: (step: Step) => void
  /** Says a whole line, such as a warning. */
  readonly note: (line: string) => void
  /** Clears the live line. Nothing follows. */
  readonly end: () => void
}

const LIVE_EVERY_MS = 100
const LINE_EVERY_MS = 4_000

/** Progress of a command: one line rewritten in place on a terminal, else a line every few seconds; silent when quiet. */
export const createProgress = (io: Io, quiet: boolean): Progress => {
  if (quiet) return { step: () => undefined, note: () => undefined, end: () => undefined }
  return io.live ? liveProgress(io) : plainProgress(io)
}

const CLEAR = '\r\u001b[K'

const liveProgress = (io: Io): Progress => {
  let [last, shown] = [-Infinity, false]
  const clear = (): void => {
    if (shown) io.err(CLEAR)
    shown = false
  }
  return {
    step: (step) => {
      if (io.now() - last < LIVE_EVERY_MS) return
      last = io.now()
      io.err(`${CLEAR}${bar(step)} ${percent(step)} ${step.label}`.slice(0, io.columns + CLEAR.length - 1))
      shown = true
    },
    note: (line) => {
      clear()
      io.err(`${line}\n`)
    },
    end: clear,
  }
}

const plainProgress = (io: Io): Progress => {
  let last = io.now()
  return {
    step: (step) => {
      if (io.now() - last < LINE_EVERY_MS) return
      last = io.now()
      io.err(`${percent(step)} ${step.label}\n`)
    },
    note: (line) => io.err(`${line}\n`),
    end: () => undefined,
  }
}

const shareOf = ({ done, total }: Step): number => (total > 0 ? Math.min(1, Math.max(0, done / total)) : 0)

const percent = (step: Step): string => `${Math.floor(100 * shareOf(step))}%`.padStart(4)

const BAR = 24

const bar = (step: Step): string => {
  const full = Math.round(BAR * shareOf(step))
  return '█'.repeat(full) + '░'.repeat(BAR - full)
}
