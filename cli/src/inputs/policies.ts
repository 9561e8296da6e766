import { resolve } from 'node:path'
import { presetNames, presets, type PolicyDeclaration } from '@ebbline/core'
import { parseJson, parsePolicy, wholeFile } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { readText } from './files.ts'
import { isPath } from './named.ts'
import { applyOverrides, type Override } from './override.ts'

/** Policies that `compare` runs when none are named: from the bluntest to the softest. */
export const DEFAULT_POLICIES: readonly string[] = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft']

/** A policy that treats the house's own inventory: it starts because there are positions, whatever their health. */
export const isForHouse = (policy: PolicyDeclaration): boolean =>
  policy.stages.every((stage) => stage.enter.rule === 'holds-positions' || stage.enter.rule === 'bankrupt')

/** Names of all presets for customers' accounts, in their order. */
export const traderPolicies = (): readonly string[] =>
  presets.filter((policy) => !isForHouse(policy)).map((policy) => policy.name)

/** The policy that an argument names, a preset or a file, changed and then checked. @throws WireError, ArgumentError */
export const loadPolicy = (argument: string, cwd: string, overrides: readonly Override[]): PolicyDeclaration => {
  const { file, text } = isPath(argument) ? fromFile(resolve(cwd, argument)) : fromPreset(argument)
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

interface Written {
  readonly file: string
  readonly text: string
}

const fromFile = (file: string): Written => ({ file, text: readText(file) })

const fromPreset = (name: string): Written => {
  const declaration = presets.find((policy) => policy.name === name)
  if (declaration === undefined)
    throw new ArgumentError('policy', name, 'a preset or the path of a file', suggestion(name, presetNames))
  return { file: `preset ${name}`, text: JSON.stringify(declaration) }
}
