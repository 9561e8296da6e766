import { availableParallelism } from 'node:os'
import type { PolicyDeclaration } from '@ebbline/core'
import type { Comparison, Ranking, TapeComparison } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { keptComparison } from '../comparison/keep.ts'
import { noteLines } from '../comparison/notes.ts'
import { rankingLines } from '../comparison/ranking.ts'
import { sentenceLines } from '../comparison/sentences.ts'
import { comparisonLines } from '../comparison/table.ts'
import { ArgumentError } from '../failure.ts'
import { dataRootOf } from '../inputs/data-root.ts'
import { DEFAULT_POLICIES, loadPolicy, splitOverrides, traderPolicies } from '../inputs/policies.ts'
import type { Override } from '../inputs/override.ts'
import { loadScenario } from '../inputs/scenarios.ts'
import { EXIT, type Io } from '../io.ts'
import { nameList, withData, withOverrides, withTalk, wholeNumber, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { createProgress } from '../progress.ts'
import { toned } from '../text/table.ts'

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
  withData(withOverrides(withTalk(program.command('compare')), 'the scenario, or of a policy as policy.NAME.a.b'))
    .description('run several policies on the same tape under both bounds and print one table')
    .argument('[scenario...]', 'names of bundled scenarios, or paths of scenario files', ['crash'])
    .option(
      '--policies <names>',
      `presets or files joined by commas, or all (default: ${DEFAULT_POLICIES.join(',')})`,
      nameList,
    )
    .option('--seed <n>', "replace the scenarios' seeds", wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--seeds <n>', 'run each scenario with n seeds, counted up from its own', wholeNumber(1, 10_000), 1)
    .option('--workers <n>', 'runs at the same time', wholeNumber(1, 256), availableParallelism())
    .option('--out <folder>', 'keep the report, comparison.json and every run in this folder')
    .option('--resume', 'use the finished runs in the folder that --out names, made from the same inputs')
    .action(async (names: readonly string[], options: CompareOptions) => {
      const plan = planOf(names, options, io.cwd)
      const dataRoot = dataRootOf(options.data, io)
      const progress = createProgress(io, options.quiet === true)
      try {
        const { compare } = await import('@ebbline/lab')
        const place = { cwd: io.cwd, out: options.out, resume: options.resume === true }
        const comparison = await keptComparison(place, (task) =>
          compare({
            ...plan,
            ...task,
            dataRoot,
            workers: options.workers,
            onProgress: progress.step,
            signal: io.signal,
            onRun: (done, all) => {
              if (task.reuse && done > 0 && all > done) progress.note(`${done} of ${all} runs are done`)
              task.onRun(done, all)
            },
          }),
        )
        progress.end()
        const lines = await comparisonText(comparison, plan, options, io)
        const form = options.json === undefined ? {} : { json: options.json }
        present(io, form, { json: comparison, text: () => lines.join('\n') })
        if (!isConserved(comparison)) verdict(EXIT.failure)
      } finally {
        progress.end()
      }
    })
}

/** A table for each tape with what holds on it and what it rests on, then what holds over all. */
const comparisonText = async (
  comparison: Comparison,
  plan: Plan,
  options: CompareOptions,
  io: Io,
): Promise<readonly string[]> => {
  const { metricDefinitions, underWords } = await import('@ebbline/lab')
  const width = Math.min(io.columns, 120)
  const many = comparison.tapes.length > 1
  const ranked = (tape: TapeComparison | null, under: string): readonly string[] => {
    const here = comparison.rankings.filter(({ tape: of }) => isOf(of, tape))
    return here.length === 0 || comparison.tapes[0]?.policies.length === 1
      ? []
      : [...rankingLines(here, { under, width }), '']
  }
  return [
    ...comparison.tapes.flatMap((tape, at) => {
      const style = {
        currency: plan.scenarios[at]?.venue.numeraire ?? plan.scenarios[0]?.venue.numeraire ?? '',
        colour: io.colour,
      }
      return [
        toned(`${tape.scenario}, seed ${tape.seed}`, 'strong', io.colour),
        '',
        ...comparisonLines(tape, metricDefinitions, style),
        '',
        ...ranked(tape, underWords(tape.policies[0]?.runs ?? [])),
        ...noteLines(tape, width),
      ]
    }),
    ...(many
      ? [
          toned(`All ${comparison.tapes.length} tapes`, 'strong', io.colour),
          '',
          ...ranked(null, 'every tape, bound and print order'),
        ]
      : []),
    ...sentenceLines(comparison, { folder: options.out ?? null, width }),
    '',
  ]
}

const isOf = (of: Ranking['tape'], tape: TapeComparison | null): boolean =>
  of === null || tape === null ? of === tape : of.scenario === tape.scenario && of.seed === tape.seed

interface Plan {
  readonly scenarios: readonly Scenario[]
  readonly policies: readonly PolicyDeclaration[]
  readonly seeds?: readonly number[]
}

const planOf = (names: readonly string[], options: CompareOptions, cwd: string): Plan => {
  const chosen = options.policies ?? DEFAULT_POLICIES
  const wanted = chosen.length === 1 && chosen[0] === 'all' ? traderPolicies() : chosen
  const split = splitOverrides(options.set, wanted)
  const policies = wanted.map((name) => loadPolicy(name, cwd, split.policy(name)))
  const twice = policies.find((policy, index) => policies.findIndex(({ name }) => name === policy.name) !== index)
  if (twice !== undefined)
    throw new ArgumentError('--policies', twice.name, 'each policy name once', 'rename the policy in one of the files')
  const seed = options.seed === undefined ? {} : { seed: options.seed }
  const scenarios = names.map((name) => loadScenario(name, cwd, { overrides: split.scenario, ...seed }))
  const [first] = scenarios
  if (options.seeds === 1 || first === undefined) return { scenarios, policies }
  return { scenarios, policies, seeds: seedsFrom(first.seed, options.seeds) }
}

const seedsFrom = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index)

const isConserved = ({ tapes }: Comparison): boolean =>
  tapes.every((tape) => tape.policies.every(({ runs }) => runs.every(({ run }) => run.conservation.ok)))
