import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { PolicyDeclaration } from '@ebbline/core'
import type { Comparison } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { sentenceLines } from '../comparison/sentences.ts'
import { comparisonLines } from '../comparison/table.ts'
import { ArgumentError } from '../failure.ts'
import { intoWholeFolder, requireFree } from '../inputs/out-folder.ts'
import { DEFAULT_POLICIES, loadPolicy, splitOverrides, traderPolicies } from '../inputs/policies.ts'
import type { Override } from '../inputs/override.ts'
import { loadScenario } from '../inputs/scenarios.ts'
import { EXIT } from '../io.ts'
import { nameList, withOverrides, withTalk, wholeNumber, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { createProgress } from '../progress.ts'
import { toned } from '../text/table.ts'

interface CompareOptions extends SharedOptions {
  readonly policies?: readonly string[]
  readonly seed?: number
  readonly seeds: number
  readonly workers: number
  readonly set: readonly Override[]
}

/** `ebb compare [SCENARIO…]`: the same tape for all policies under both bounds, one table and one report. */
export const addCompare = (context: Context): void => {
  const { program, io, verdict } = context
  withOverrides(withTalk(program.command('compare')), 'the scenario, or of a policy as policy.NAME.a.b')
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
    .action(async (names: readonly string[], options: CompareOptions) => {
      const plan = planOf(names, options, io.cwd)
      if (options.out !== undefined) requireFree(resolve(io.cwd, options.out), ['comparison.json'])
      const progress = createProgress(io, options.quiet === true)
      try {
        const { compare, metricDefinitions } = await import('@ebbline/lab')
        const work = (out: string | null): Promise<Comparison> =>
          compare({ ...plan, out, workers: options.workers, onProgress: progress.step, signal: io.signal })
        const comparison =
          options.out === undefined ? await work(null) : await intoWholeFolder(resolve(io.cwd, options.out), work)
        progress.end()
        const style = { currency: plan.scenarios[0]?.venue.numeraire ?? '', colour: io.colour }
        const text = (): string =>
          [
            ...comparison.tapes.flatMap((tape) => [
              toned(`${tape.scenario}, seed ${tape.seed}`, 'strong', io.colour),
              '',
              ...comparisonLines(tape, metricDefinitions, style),
              '',
            ]),
            ...sentenceLines(comparison, { folder: options.out ?? null, width: Math.min(io.columns, 120) }),
            '',
          ].join('\n')
        present(io, options.json === undefined ? {} : { json: options.json }, { json: comparison, text })
        if (!isConserved(comparison)) verdict(EXIT.failure)
      } finally {
        progress.end()
      }
    })
}

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
  tapes.every((tape) => tape.policies.every(({ frozen, own }) => frozen.conservation.ok && own.conservation.ok))
