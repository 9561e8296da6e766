import { resolve } from 'node:path'
import { Argument } from 'commander'
import type { Context } from '../context.ts'
import { requiredDataRoot } from '../inputs/data-root.ts'
import { requireFree } from '../inputs/out-folder.ts'
import { withData, withTalk, wholeNumber } from '../options.ts'
import { createProgress } from '../progress.ts'
import { answerAdl } from './study-adl.ts'
import type { StudyOptions } from './study-options.ts'
import { answerWick } from './study-wick.ts'

/** Every study: the folder of recorded data that it reads, and how it answers. */
const STUDIES = {
  wick: { folder: 'crash-2025-10-10-microstructure', answer: answerWick },
  adl: { folder: 'hyperliquid-adl-2025-10-10', answer: answerAdl },
} as const

/** `ebb study wick|adl`: a question asked of recorded data, with its answer as a table, a page and a verdict. */
export const addStudy = (context: Context): void => {
  const { program, io } = context
  withData(withTalk(program.command('study')))
    .description(
      'ask a question of recorded data: whom a wick liquidates (wick), what deleveraging took from winners (adl)',
    )
    .addArgument(new Argument('<study>', 'which study').choices(Object.keys(STUDIES)))
    .option('--seed <n>', 'seed of the accounts', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option(
      '--accounts <n>',
      'made-up accounts: a coin (wick, else 200), in all (adl, else 400)',
      wholeNumber(1, 10_000),
    )
    .option('--minutes <n>', 'minutes from 21:00 UTC on (wick)', wholeNumber(1, 120), 60)
    .option('--out <folder>', 'keep report.html, study.json, pictures and tables in this folder')
    .action(async (name: keyof typeof STUDIES, options: StudyOptions) => {
      const { folder, answer } = STUDIES[name]
      const dataRoot = requiredDataRoot(options.data, io, folder)
      if (options.out !== undefined) requireFree(resolve(io.cwd, options.out), OUR_FILES)
      const progress = createProgress(io, options.quiet === true)
      try {
        await answer({ context, options, dataRoot, progress })
      } finally {
        progress.end()
      }
    })
}

const OUR_FILES = ['study.json'] as const
