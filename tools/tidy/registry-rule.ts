import { posix } from 'node:path'
import { reachedFile } from './resolve.ts'
import type { Finding } from './source.ts'
import { PRESETS, REGISTRIES } from './walls.ts'
import type { Workspace } from './workspace.ts'

const listedBy = (workspace: Workspace, index: string): ReadonlySet<string | undefined> => {
  const source = workspace.sources.find((one) => one.path === index)
  return new Set(source?.imports.map(({ specifier }) => reachedFile(workspace, index, specifier)))
}

const unlisted = (workspace: Workspace, folder: string, files: readonly string[]): readonly Finding[] => {
  const index = posix.join(folder, 'index.ts')
  const listed = listedBy(workspace, index)
  return files
    .filter((file) => posix.dirname(file) === folder && file !== index && !listed.has(file))
    .map((file) => ({
      file,
      line: 1,
      what: `is not listed in ${index}`,
      remedy: 'add its line to the registry: what is not listed cannot be chosen or tested',
    }))
}

/** Strategies and presets that no registry lists. */
export const registryRule = (workspace: Workspace): readonly Finding[] => {
  const sources = workspace.sources.filter((source) => source.role === 'source').map((source) => source.path)
  const presets = [...workspace.files].filter((file) => file.endsWith('.json'))
  return [
    ...REGISTRIES.flatMap((folder) => unlisted(workspace, folder, sources)),
    ...unlisted(workspace, PRESETS, presets),
  ]
}
