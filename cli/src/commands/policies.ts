import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { presetNames, presets } from '@ebbline/core'
import type { Context } from '../context.ts'
import { loadPolicy } from '../inputs/policies.ts'
import { policyFileNames } from '../inputs/policy-folders.ts'
import type { Override } from '../inputs/override.ts'
import type { Io } from '../io.ts'
import { withOutput, withOverrides, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { policyPage } from '../text/policy-page.ts'
import { policyTables } from '../text/policy-table.ts'
import { wrap } from '../text/table.ts'

interface ShowOptions extends SharedOptions {
  readonly set: readonly Override[]
}

/** `ebb policies`: every preset by axis. `ebb policies show NAME`: one policy with its formulas, evidence, laws and weaknesses. */
export const addPolicies = ({ program, io }: Context): void => {
  const policies = withOutput(program.command('policies'))
    .description('list the bundled policies by axis, or show one')
    .action((options: SharedOptions) =>
      present(io, options, { json: presets, text: () => `${listLines(io).join('\n')}\n` }),
    )
  withOverrides(withOutput(policies.command('show')), 'the policy')
    .description('what a policy is made of, where it comes from, which laws it holds and breaks')
    .argument('<policy>', 'name of a preset, or path of a policy file')
    .action((name: string, _options: ShowOptions, command: Command) => {
      const options = command.optsWithGlobals<ShowOptions>()
      const policy = loadPolicy(name, io.cwd, options.set)
      const document = presetNames.includes(name) ? documentOf(name) : null
      const style = { width: io.columns, colour: io.colour, document }
      present(io, options, { json: policy, text: () => `${policyPage(policy, style).join('\n')}\n` })
    })
}

/** Wider tables are hard to follow across; narrower ones fall into many. */
const WIDTH = { least: 60, most: 160 } as const

const listLines = (io: Io): readonly string[] => [
  ...policyTables(presets, { width: Math.min(WIDTH.most, Math.max(WIDTH.least, io.columns)), colour: io.colour }),
  '',
  ...filesLine(io),
  ...wrap(
    'Read one: ebb policies show NAME. Start your own: ebb policies show NAME --json --out my-policy.json',
    io.columns,
  ),
]

/** The policy files that can be named without a path. */
const filesLine = (io: Io): readonly string[] => {
  const names = policyFileNames(io.cwd)
  return names.length === 0
    ? []
    : wrap(`Policy files that can be named as well: ${names.join(', ')}.`, io.columns, '  ')
}

/** The page of a preset in the docs, from the root of the package; null where there is none. */
const documentOf = (name: string): string | null => {
  const page = `docs/policies/${name}.md`
  return existsSync(fileURLToPath(new URL(`../../../${page}`, import.meta.url))) ? page : null
}
