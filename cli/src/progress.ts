import type { Io } from './io.ts'
import { duration } from './text/quantity.ts'

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
  const left = timeLeft(io)
  const clear = (): void => {
    if (shown) io.err(CLEAR)
    shown = false
  }
  return {
    step: (step) => {
      const rest = left(step)
      if (io.now() - last < LIVE_EVERY_MS) return
      last = io.now()
      io.err(`${CLEAR}${bar(step)} ${percent(step)} ${step.label}${rest}`.slice(0, io.columns + CLEAR.length - 1))
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
  const left = timeLeft(io)
  return {
    step: (step) => {
      const rest = left(step)
      if (io.now() - last < LINE_EVERY_MS) return
      last = io.now()
      io.err(`${percent(step)} ${step.label}${rest}\n`)
    },
    note: (line) => io.err(`${line}\n`),
    end: () => undefined,
  }
}

const shareOf = ({ done, total }: Step): number => (total > 0 ? Math.min(1, Math.max(0, done / total)) : 0)

const percent = (step: Step): string => `${Math.floor(100 * shareOf(step))}%`.padStart(4)

/** Least share done before the rest is estimated, and least time left that is worth saying [ms]. */
const KNOWN = { share: 0.02, leftMs: 10_000 } as const

/** `, about 3 min left`: from what is done since the first step to what is not, at the same pace; nothing while that is unknown. */
const timeLeft = (io: Io): ((step: Step) => string) => {
  let first: { readonly at: number; readonly share: number } | null = null
  return (step) => {
    const [now, share] = [io.now(), shareOf(step)]
    first ??= { at: now, share }
    const done = share - first.share
    if (done < KNOWN.share) return ''
    const left = ((now - first.at) * (1 - share)) / done
    return left < KNOWN.leftMs ? '' : `, about ${duration(Math.round(left / 1_000) * 1_000)} left`
  }
}

const BAR = 24

const bar = (step: Step): string => {
  const full = Math.round(BAR * shareOf(step))
  return '█'.repeat(full) + '░'.repeat(BAR - full)
}
