import { Command } from 'commander'
import { addCompare } from './commands/compare.ts'
import { addConformance } from './commands/conformance.ts'
import { addData } from './commands/data.ts'
import { addExplain } from './commands/explain.ts'
import { addFit } from './commands/fit.ts'
import { addLadder } from './commands/ladder.ts'
import { addMargin } from './commands/margin.ts'
import { addPolicies } from './commands/policies.ts'
import { addPrice } from './commands/price.ts'
import { addReplay } from './commands/replay.ts'
import { addRisk } from './commands/risk.ts'
import { addSchema } from './commands/schema.ts'
import { addStudy } from './commands/study.ts'
import { addSurface } from './commands/surface.ts'
import type { Context } from './context.ts'
import { failWith } from './failure.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { version } from './version.ts'

const COMMANDS: readonly ((context: Context) => void)[] = [
  addCompare,
  addReplay,
  addExplain,
  addStudy,
  addFit,
  addSurface,
  addMargin,
  addLadder,
  addRisk,
  addPrice,
  addPolicies,
  addSchema,
  addConformance,
  addData,
]

/**
 * Runs one command line, without the names of node and script. Results go to `io.out`, everything else to `io.err`.
 *
 * @returns 0 fine, 1 failure, 2 usage or bad input, 3 a negative verdict, 130 stopped; it never throws.
 */
export const run = async (argv: readonly string[], io: Io): Promise<ExitCode> => {
  let code: ExitCode = EXIT.fine
  const program = programFor(io)
  for (const add of COMMANDS) add({ program, io, verdict: (given) => (code = given) })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    return failWith(io, error)
  }
}

const programFor = (io: Io): Command =>
  new Command('ebb')
    .description('Replay a market crash over leveraged accounts and compare liquidation policies on the same tape.')
    .version(version, '--version')
    .helpCommand(true)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(add --help for what is possible)')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      getOutHasColors: () => io.colour,
      getErrHasColors: () => false,
      outputError: (text, write) => write(`ebb: ${text}`),
    })

const EXAMPLES = `
Examples:
  ebb compare crash --out runs/crash          four policies on the bundled crash, with a report
  ebb replay crash --policy soft --out runs/s one run, with its journal
  ebb explain runs/crash/soft/own             the accounts of a run that are worth reading about
  ebb margin cli/examples/cross-account.json  what an account has, and what it needs, leg by leg

Exit codes: 0 fine, 1 failure, 2 usage or bad input, 3 negative verdict, 130 stopped.`
