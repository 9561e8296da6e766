import { CommanderError } from 'commander'
import { WireError } from '@ebbline/wire'
import { EXIT, type ExitCode, type Io } from './io.ts'

/** An argument that names nothing or does not fit the others: the argument, its value, what is allowed, the remedy. Exit code 2. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
  constructor(argument: string, value: string, allowed: string, remedy: string) {
    super(`${argument} = ${value} is refused; allowed: ${allowed}; ${remedy}`)
  }
}

/** Errors of the packages below that can only come from what the user wrote. They carry field, value, allowed, remedy. */
const INPUT_ERRORS: ReadonlySet<string> = new Set([
  'VenueError',
  'RulesError',
  'TierError',
  'SpecificationError',
  'ScaleError',
  'DecimalError',
  'LinkError',
  'MissingMarkError',
  'ForecastInputError',
  'PricingInputError',
  'UncoveredHoldingError',
  'ResumeError',
  'JournalMismatchError',
  'BrokenJournalError',
])

/** Errors that say themselves what was kept when the user stopped them. */
const STOPPED: ReadonlySet<string> = new Set(['RunStopped', 'ComparisonStopped'])

/** Says on stderr what ended a command early. @returns its exit code. */
export const failWith = (io: Io, error: unknown): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
  if (!(error instanceof Error)) return say(io, `failed: ${String(error)}`, EXIT.failure)
  if (io.signal.aborted) return say(io, STOPPED.has(error.name) ? error.message : 'stopped', EXIT.stopped)
  if (error instanceof WireError || error instanceof ArgumentError || INPUT_ERRORS.has(error.name))
    return say(io, error.message, EXIT.usage)
  const rest = io.debug ? `\n${error.stack ?? ''}` : ' (set EBB_DEBUG=1 to see where)'
  return say(io, `failed: ${error.name}: ${error.message}${rest}`, EXIT.failure)
}

const say = (io: Io, message: string, code: ExitCode): ExitCode => {
  for (const line of message.split('\n')) io.err(`ebb: ${line}\n`)
  return code
}
