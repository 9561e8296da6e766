import { resolve } from 'node:path'
import { presetNames, presets, type PolicyDeclaration } from '@ebbline/core'
import { parseJson, parsePolicy, wholeFile } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { readText } from './files.ts'
import { isPath } from './named.ts'
import { applyOverrides, type Override } from './override.ts'
import { policyFileNames, policyFileOf } from './policy-folders.ts'

/** Policies that `compare` runs when none are named: from the bluntest to the softest. */
export const DEFAULT_POLICIES: readonly string[] = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft']

/**
 * The policy that an argument names, changed and then checked: a preset, the path of a file, or the bare name of a file `NAME.json` here or
 * in a folder `policies/`. A preset comes before a file of its name. `groups` are the words that the command also takes. @throws WireError, ArgumentError
 */
export const loadPolicy = (
  argument: string,
  cwd: string,
  overrides: readonly Override[],
  groups: readonly string[] = [],
): PolicyDeclaration => {
  const { file, text } = isPath(argument) ? fromFile(resolve(cwd, argument)) : fromName(argument, cwd, groups)
  if (overrides.length === 0) return parsePolicy(file, text)
  const changed = applyOverrides(file, parseJson(wholeFile(file), text), overrides)
  return parsePolicy(`${file} with --set`, JSON.stringify(changed))
}

/** Overrides of a command that knows a scenario and policies, told apart. */
export interface SplitOverrides {
  readonly scenario: readonly Override[]
  readonly policy: (name: string) => readonly Override[]
}

/**
 * Tells overrides apart: `policy.NAME.path` changes the policy of that name, `policy.path` every chosen policy, anything
 * else the scenario.
 */
export const splitOverrides = (overrides: readonly Override[], names: readonly string[]): SplitOverrides => {
  const ofPolicies = overrides.filter((override) => override.path[0] === 'policy' && override.path.length > 1)
  const owner = ({ path }: Override): string | undefined =>
    names.find((name) => path.slice(1).join('.').startsWith(`${name}.`))
  for (const override of names.length === 0 ? [] : ofPolicies) requireChosen(override, names)
  return {
    scenario: overrides.filter((override) => !ofPolicies.includes(override)),
    policy: (name) =>
      ofPolicies.flatMap((override) => {
        const named = owner(override)
        if (named !== undefined && named !== name) return []
        const prefix = named === undefined ? 1 : 1 + named.split('.').length
        return [{ ...override, path: override.path.slice(prefix) }]
      }),
  }
}

/** Refuses to change a preset that was not asked for. @throws ArgumentError */
const requireChosen = ({ path }: Override, names: readonly string[]): void => {
  const [, named = ''] = path
  if (!presetNames.includes(named) || names.includes(named)) return
  const remedy = `name ${named} in --policies, or change one of ${names.join(', ')}`
  throw new ArgumentError('--set', path.join('.'), 'a policy that is run', remedy)
}

interface Written {
  readonly file: string
  readonly text: string
}

const fromFile = (file: string): Written => ({ file, text: readText(file) })

const fromName = (name: string, cwd: string, groups: readonly string[]): Written => {
  const declaration = presets.find((policy) => policy.name === name)
  if (declaration !== undefined) return { file: `preset ${name}`, text: JSON.stringify(declaration) }
  const file = policyFileOf(name, cwd)
  if (file !== null) return fromFile(file)
  const known = [...presetNames, ...policyFileNames(cwd), ...groups]
  const orGroup = groups.length === 0 ? '' : `, or a group: ${groups.join(', ')}`
  throw new ArgumentError(
    'policy',
    name,
    `a preset, or a policy file by path or name${orGroup}`,
    suggestion(name, known),
  )
}
