import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import type { PolicyDeclaration } from '@ebbline/core'
import type { Comparison } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { keptComparison } from '../comparison/keep.ts'
import { comparisonText } from '../comparison/text.ts'
import { ArgumentError } from '../failure.ts'
import { dataRootOf } from '../inputs/data-root.ts'
import { DEFAULT_POLICIES, loadPolicy, splitOverrides } from '../inputs/policies.ts'
import { choosePolicies, POLICY_GROUPS, type LeftOut } from '../inputs/policy-choice.ts'
import type { Override } from '../inputs/override.ts'
import { loadScenario } from '../inputs/scenarios.ts'
import { EXIT, type Io } from '../io.ts'
import { nameList, withData, withOverrides, withTalk, wholeNumber, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { createProgress, type Progress } from '../progress.ts'

interface CompareOptions extends SharedOptions {
  readonly policies?: readonly string[]
  readonly seed?: number
  readonly seeds: number
  readonly workers: number
  readonly data?: string
  readonly resume?: boolean
  readonly set: readonly Override[]
}

/** `ebb compare [SCENARIO…]`: the same tape for all policies under both bounds and print orders, one table and one report. */
export const addCompare = (context: Context): void => {
  const { program, io, verdict } = context
  withWishes(program.command('compare')).action(async (names: readonly string[], options: CompareOptions) => {
    const { leftOut, ...plan } = planOf(names, options, io.cwd)
    const progress = createProgress(io, options.quiet === true)
    for (const { names: out, reason } of leftOut) progress.note(`left out: ${out.join(', ')} (${reason})`)
    try {
      const comparison = await compared(io, plan, options, progress)
      progress.end()
      const lines = await linesOf(io, plan, options, comparison)
      const form = options.json === undefined ? {} : { json: options.json }
      present(io, form, { json: comparison, text: () => lines.join('\n') })
      if (!isConserved(comparison)) verdict(EXIT.failure)
    } finally {
      progress.end()
    }
  })
}

const withWishes = (command: Command): Command =>
  withData(withOverrides(withTalk(command), 'the scenario, or of a policy as policy.NAME.a.b'))
    .description('run several policies on the same tape under both bounds and print one table')
    .argument('[scenario...]', 'names of bundled scenarios, or paths of scenario files', ['crash'])
    .option(
      '--policies <names>',
      `presets or files joined by commas; all and venues stand for groups of presets (default: ${DEFAULT_POLICIES.join(',')})`,
      nameList,
    )
    .option('--seed <n>', "replace the scenarios' seeds", wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--seeds <n>', 'run each scenario with n seeds, counted up from its own', wholeNumber(1, 10_000), 1)
    .option('--workers <n>', 'runs at the same time', wholeNumber(1, 256), availableParallelism())
    .option('--out <folder>', 'keep the report, comparison.json and every run in this folder')
    .option('--resume', 'use the finished runs in the folder that --out names, made from the same inputs')

const compared = async (io: Io, plan: Plan, options: CompareOptions, progress: Progress): Promise<Comparison> => {
  const dataRoot = dataRootOf(options.data, io)
  const { compare } = await import('@ebbline/lab')
  const place = { cwd: io.cwd, out: options.out, resume: options.resume === true }
  return keptComparison(place, (task) =>
    compare({
      ...plan,
      ...task,
      dataRoot,
      workers: options.workers,
      onProgress: progress.step,
      signal: io.signal,
      onReuse: (done, all) => progress.note(`${done} of ${all} runs are done`),
    }),
  )
}

const linesOf = async (
  io: Io,
  plan: Plan,
  options: CompareOptions,
  comparison: Comparison,
): Promise<readonly string[]> => {
  const { metricDefinitions, underWords } = await import('@ebbline/lab')
  return comparisonText(comparison, {
    metrics: metricDefinitions,
    under: ({ policies }) => underWords(policies[0]?.runs ?? []),
    currencyOf: (tape) => plan.scenarios.find(({ name }) => name === tape.scenario)?.venue.numeraire ?? '',
    folder: options.out ?? null,
    columns: io.columns,
    colour: io.colour,
  })
}

interface Plan {
  readonly scenarios: readonly Scenario[]
  readonly policies: readonly PolicyDeclaration[]
  readonly seeds?: readonly number[]
}

const planOf = (
  names: readonly string[],
  options: CompareOptions,
  cwd: string,
): Plan & { readonly leftOut: readonly LeftOut[] } => {
  const scenarios = scenariosOf(names, options, cwd)
  const { names: wanted, leftOut } = choosePolicies(options.policies ?? DEFAULT_POLICIES, scenarios)
  if (wanted.length === 0)
    throw new ArgumentError(
      '--policies',
      options.policies?.join(',') ?? '',
      'at least one policy that these scenarios can use',
      'name one yourself',
    )
  const split = splitOverrides(options.set, wanted)
  const policies = wanted.map((name) => loadPolicy(name, cwd, split.policy(name), POLICY_GROUPS))
  const twice = policies.find((policy, index) => policies.findIndex(({ name }) => name === policy.name) !== index)
  if (twice !== undefined)
    throw new ArgumentError('--policies', twice.name, 'each policy name once', 'rename the policy in one of the files')
  const [first] = scenarios
  if (options.seeds === 1 || first === undefined) return { scenarios, policies, leftOut }
  return { scenarios, policies, leftOut, seeds: seedsFrom(first.seed, options.seeds) }
}

const scenariosOf = (names: readonly string[], options: CompareOptions, cwd: string): readonly Scenario[] => {
  const seed = options.seed === undefined ? {} : { seed: options.seed }
  const overrides = splitOverrides(options.set, []).scenario
  const scenarios = names.map((name) => loadScenario(name, cwd, { overrides, ...seed }))
  const again = scenarios.find((scenario, index) => scenarios.findIndex(({ name }) => name === scenario.name) !== index)
  if (again !== undefined)
    throw new ArgumentError(
      'scenario',
      again.name,
      'each scenario name once',
      'leave it out, or rename the scenario in one of the files; several seeds go with --seeds',
    )
  return scenarios
}

const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index)

const isConserved = ({ tapes }: Comparison): boolean =>
  tapes.every((tape) => tape.policies.every(({ runs }) => runs.every(({ run }) => run.conservation.ok)))
