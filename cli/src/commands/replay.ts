import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import type { PrintOrder, Run, Scenario } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { ArgumentError } from '../failure.ts'
import { dataRootOf } from '../inputs/data-root.ts'
import { makeFolder, requireFree } from '../inputs/out-folder.ts'
import { loadPolicy, splitOverrides } from '../inputs/policies.ts'
import type { Override } from '../inputs/override.ts'
import { loadScenario } from '../inputs/scenarios.ts'
import { EXIT } from '../io.ts'
import { withData, withOverrides, withTalk, wholeNumber, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { createProgress, type Progress } from '../progress.ts'
import type { MetricDefinition } from '@ebbline/lab'
import { runLines } from '../text/run-lines.ts'

interface ReplayOptions extends SharedOptions {
  readonly policy: string
  readonly bound: 'frozen' | 'own'
  readonly seed?: number
  readonly set: readonly Override[]
  readonly resume?: string
  readonly data?: string
  readonly printOrder?: PrintOrder
  readonly snapshots: number
}

/** `ebb replay SCENARIO --policy P`: one run; `ebb replay --resume DIR` goes on with one that was stopped. */
export const addReplay = (context: Context): void => {
  const { program, io } = context
  withWishes(program.command('replay')).action(async (scenario: string | undefined, options: ReplayOptions) => {
    const progress = createProgress(io, options.quiet === true)
    try {
      const run =
        options.resume === undefined
          ? await start(context, scenario, options, progress)
          : await goOn(context, scenario, { ...options, resume: options.resume }, progress)
      progress.end()
      const { metricDefinitions } = await import('@ebbline/lab')
      const form = options.json === undefined ? {} : { json: options.json }
      present(io, form, { json: run, text: () => textOf(run, options, metricDefinitions) })
      if (!run.conservation.ok) context.verdict(EXIT.failure)
    } finally {
      progress.end()
    }
  })
}

const withWishes = (command: Command): Command =>
  withData(withOverrides(withTalk(command), 'the scenario, or of the policy as policy.a.b'))
    .description('run one scenario under one policy')
    .argument('[scenario]', 'name of a bundled scenario, or path of a scenario file')
    .option('--policy <policy>', 'name of a preset, or path of a policy file', 'soft')
    .addOption(
      new Option('--bound <bound>', 'prices as recorded, or with the impact of own orders')
        .choices(['frozen', 'own'])
        .default('own'),
    )
    .addOption(
      new Option(
        '--print-order <order>',
        'which extreme of a recorded bar comes first (default: as the scenario says)',
      ).choices(['nearer-first', 'farther-first']),
    )
    .option('--seed <n>', "replace the scenario's seed", wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--out <folder>', 'keep run.json, journal and tables in this folder')
    .option(
      '--snapshots <n>',
      'leave a snapshot to resume from every n batches; 0 = only when stopped',
      wholeNumber(0, 1e9),
      0,
    )
    .addOption(
      new Option('--resume <folder>', 'go on with a run that was stopped, as it was asked for').conflicts(SETTLED),
    )

/** What a stopped run was asked for: it cannot be asked for anew. */
const SETTLED = ['out', 'seed', 'printOrder', 'policy', 'bound', 'set', 'snapshots']

const start = async (
  { io }: Context,
  name: string | undefined,
  options: ReplayOptions,
  progress: Progress,
): Promise<Run> => {
  if (name === undefined)
    throw new ArgumentError(
      'scenario',
      'nothing',
      'a bundled scenario or the path of a file',
      'write: ebb replay crash',
    )
  const split = splitOverrides(options.set, [options.policy])
  const seed = options.seed === undefined ? {} : { seed: options.seed }
  const asked = inOrder(loadScenario(name, io.cwd, { overrides: split.scenario, ...seed }), options.printOrder)
  const dataRoot = dataRootOf(options.data, io)
  const policy = loadPolicy(options.policy, io.cwd, split.policy(options.policy))
  const { replay, resolveScenario } = await import('@ebbline/lab')
  const scenario = await resolveScenario(asked, dataRoot)
  const folder = options.out === undefined ? null : resolve(io.cwd, options.out)
  if (folder !== null) {
    requireFree(folder, ['run.json', 'journal.ndjson.gz'])
    makeFolder(folder, options.out ?? folder)
  }
  const outcome = await replay({
    scenario,
    asked,
    policy,
    bound: options.bound,
    folder,
    snapshotEveryBatches: options.snapshots,
    onProgress: progress.step,
    signal: io.signal,
  })
  return outcome.run
}

/** A recorded scenario with another order of prints; for a generated one, which has no bars, that cannot be asked. */
const inOrder = (scenario: Scenario, printOrder: PrintOrder | undefined): Scenario => {
  if (printOrder === undefined) return scenario
  const { path } = scenario
  if (path.kind === 'recorded') return { ...scenario, path: { ...path, printOrder } }
  throw new ArgumentError(
    '--print-order',
    printOrder,
    'nothing for a generated scenario',
    'leave it out: there are no bars',
  )
}

const goOn = async (
  { io }: Context,
  name: string | undefined,
  { resume: from, data }: ReplayOptions & { readonly resume: string },
  progress: Progress,
): Promise<Run> => {
  if (name !== undefined)
    throw new ArgumentError('scenario', name, 'nothing beside --resume', 'leave it out: the folder knows its scenario')
  const { resume } = await import('@ebbline/lab')
  const folder = resolve(io.cwd, from)
  const dataRoot = dataRootOf(data, io)
  const outcome = await resume({ folder, dataRoot, onProgress: progress.step, signal: io.signal })
  return outcome.run
}

const textOf = (run: Run, { out, resume: from }: ReplayOptions, metrics: readonly MetricDefinition[]): string => {
  const folder = from ?? out
  const where =
    folder === undefined
      ? 'Nothing was kept; name a folder with --out to explain this run later.'
      : `Read on with: ebb explain ${folder}`
  return `${[...runLines(run, metrics), '', where].join('\n')}\n`
}
