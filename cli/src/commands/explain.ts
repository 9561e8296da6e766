import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { JournalEntry, Run } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { createCensusReader, type Census } from '../explain/census.ts'
import { happeningsOf, type DecisionStory } from '../explain/decision.ts'
import { createStoryReader, type Story } from '../explain/story.ts'
import { BOUNDS, censusLines } from '../explain/tell-census.ts'
import { decisionStoryLines, storyLines } from '../explain/tell-story.ts'
import { ArgumentError } from '../failure.ts'
import { withOutput, type SharedOptions } from '../options.ts'
import { present, type Result } from '../output.ts'
import { createProgress } from '../progress.ts'

/** `ebb explain RUN [ACCOUNT or DECISION]`: why, from trigger to receipt. It prints what the journal holds and decides nothing. */
export const addExplain = ({ program, io }: Context): void => {
  withOutput(program.command('explain'))
    .description('tell from the journal what was done to an account, and why')
    .argument('<run>', 'folder of a run')
    .argument('[id]', 'account, or decision such as d310.0; without it the accounts worth reading about are listed')
    .action(async (folder: string, id: string | undefined, options: SharedOptions) => {
      const progress = createProgress(io, options.quiet === true)
      try {
        const kept = await openRun(resolve(io.cwd, folder), folder)
        const read = reading(kept, (step) => {
          io.signal.throwIfAborted()
          progress.step(step)
        })
        const result = id === undefined ? await census(kept.run, read) : await explained(kept.run, read, id)
        progress.end()
        present(io, options, result)
      } finally {
        progress.end()
      }
    })
}

/** Hands every entry of a journal to a reader, in order, until the reader says `enough`. */
type Read = (each: (entry: JournalEntry) => 'more' | 'enough') => Promise<void>

interface KeptRun {
  readonly run: Run
  readonly entries: () => AsyncIterable<JournalEntry>
}

const openRun = async (folder: string, typed: string): Promise<KeptRun> => {
  if (!existsSync(join(folder, 'run.json'))) throw notARun(folder, typed)
  const { readRun } = await import('@ebbline/lab')
  const { summary, entries } = await readRun(folder)
  return { run: summary, entries }
}

const notARun = (folder: string, typed: string): ArgumentError => {
  const runs = existsSync(folder) ? runsUnder(folder).map((path) => join(typed, relative(folder, path))) : []
  const unfinished = existsSync(join(folder, 'snapshot.bin'))
  const remedy = unfinished
    ? `this run was stopped; finish it with: ebb replay --resume ${typed}`
    : runs.length === 0
      ? 'make one with: ebb replay crash --out FOLDER'
      : `runs inside it: ${runs.join(', ')}`
  return new ArgumentError('run', typed, 'the folder of one finished run', remedy)
}

const DEPTH_MAX = 3

const runsUnder = (folder: string, depth = 0): readonly string[] => {
  if (existsSync(join(folder, 'run.json'))) return [folder]
  if (depth === DEPTH_MAX) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => runsUnder(join(folder, entry.name), depth + 1))
}

const reading =
  (
    kept: KeptRun,
    onStep: (step: { readonly label: string; readonly done: number; readonly total: number }) => void,
  ): Read =>
  async (each) => {
    const total = entriesOf(kept.run)
    let done = 0
    for await (const entry of kept.entries()) {
      done += 1
      if (done % 50 === 0) onStep({ label: 'reading the journal', done, total })
      if (each(entry) === 'enough') return
    }
  }

/** Journal lines of a run: one for each command. */
const entriesOf = ({ counts }: Run): number =>
  Object.entries(counts).reduce((sum, [name, count]) => (name.startsWith('command/') ? sum + count : sum), 0)

const census = async (run: Run, read: Read): Promise<Result> => {
  const reader = createCensusReader()
  await read((entry) => {
    reader.read(entry)
    return 'more'
  })
  const found = reader.census()
  if (found === null) throw emptyJournal(run)
  return { json: censusJson(run, found), text: () => `${censusLines(run, found).join('\n')}\n` }
}

const censusJson = (run: Run, { touched, bankrupt, stages, counterparties }: Census): unknown => ({
  run: { scenario: run.scenario, seed: run.seed, policy: run.policy, impact: run.impact },
  touched,
  bankrupt: bankrupt.map((one) => one.account),
  stages,
  counterparties,
})

const DECISION = /^d(\d+)\.\d+$/

const explained = async (run: Run, read: Read, id: string): Promise<Result> => {
  const account = DECISION.test(id) ? await accountOfDecision(read, id) : id
  const reader = createStoryReader(account)
  await read((entry) => {
    reader.read(entry)
    return 'more'
  })
  const story = reader.story()
  if (story === null)
    throw new ArgumentError('account', id, 'an account of this run', 'list some with: ebb explain RUN')
  return account === id ? storyResult(run, story) : decisionResult(run, story, happeningsOf(story, id))
}

const accountOfDecision = async (read: Read, id: string): Promise<string> => {
  let account: string | null = null
  await read(({ events }) => {
    for (const event of events)
      if (event.kind === 'decided' && event.decision.id === id) account = event.decision.account
    return account === null ? 'more' : 'enough'
  })
  if (account === null)
    throw new ArgumentError('decision', id, 'a decision of this run', 'read its id in: ebb explain RUN ACCOUNT')
  return account
}

const storyResult = (run: Run, story: Story): Result => ({
  json: { run: headOf(run), units: unitsOf(story), ...withoutVenue(story) },
  text: () => `${[headLine(run), ...storyLines(story)].join('\n')}\n`,
})

const decisionResult = (run: Run, story: Story, told: DecisionStory): Result => ({
  json: { run: headOf(run), units: unitsOf(story), account: story.account.id, ...told },
  text: () => `${[headLine(run), ...decisionStoryLines(story, told)].join('\n')}\n`,
})

/** What atoms, lots and ticks of the JSON form mean. */
const unitsOf = ({ venue }: Story): unknown => {
  const { numeraire, assets, instruments } = venue
  return { numeraire, assets, instruments }
}

const withoutVenue = ({ account, started, chapters, between }: Story) => ({ account, started, chapters, between })

const headOf = ({ scenario, seed, policy, impact }: Run) => ({ scenario, seed, policy, impact })

const headLine = (run: Run): string => `${run.scenario}, seed ${run.seed}, policy ${run.policy}, ${BOUNDS[run.impact]}`

const emptyJournal = (run: Run): ArgumentError =>
  new ArgumentError('run', run.scenario, 'a run with a journal', 'replay it again with --out')
