import { castRule } from './cast-rule.ts'
import { cycleRule } from './cycle-rule.ts'
import { importRule } from './import-rule.ts'
import { mapRule } from './map-rule.ts'
import { orphanRule } from './orphan-rule.ts'
import { purityRule } from './purity-rule.ts'
import { registryRule } from './registry-rule.ts'
import { sizeRule } from './size-rule.ts'
import type { Finding } from './source.ts'
import { wordingRule } from './wording-rule.ts'
import type { Workspace } from './workspace.ts'

type Rule = (workspace: Workspace) => readonly Finding[]

/** A file that the reader cannot follow would pass every rule in silence, so it is a finding itself. */
const readingRule: Rule = (workspace) =>
  workspace.sources.flatMap(({ path, faults }) =>
    faults.map(({ what, line }) => ({
      file: path,
      line,
      what: `cannot be read: ${what}`,
      remedy: 'write it more plainly, or teach tools/tidy/tokens.ts to read it',
    })),
  )

export const RULES: Readonly<Record<string, Rule>> = {
  reading: readingRule,
  imports: importRule,
  cycles: cycleRule,
  orphans: orphanRule,
  purity: purityRule,
  casts: castRule,
  wording: wordingRule,
  sizes: sizeRule,
  registries: registryRule,
  map: mapRule,
}

/** Everything that is wrong with a workspace, rule by rule. */
export const tidy = (workspace: Workspace): readonly Finding[] =>
  Object.values(RULES).flatMap((rule) => rule(workspace))

/** A finding as two lines of text: where and what, then what to do. */
export const show = ({ file, line, what, remedy }: Finding): string => `${file}:${line}: ${what}\n    ${remedy}`
