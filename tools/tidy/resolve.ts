import { posix } from 'node:path'
import type { Workspace } from './workspace.ts'

/** Where an import leads. `path` of a package is its door in this workspace, undefined for a foreign one. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'package'; readonly name: string; readonly subpath: string; readonly path: string | undefined }

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** Follows a specifier from the file that states it. Only `node:` names are builtin: bare `fs` counts as a package. */
export const resolve = (workspace: Workspace, from: string, specifier: string): Target => {
  if (specifier.startsWith('.'))
    return { kind: 'file', path: posix.normalize(posix.join(posix.dirname(from), specifier)) }
  if (specifier.startsWith('node:')) return { kind: 'builtin', name: specifier }
  const name = packageName(specifier)
  const subpath = `.${specifier.slice(name.length)}`
  const path = workspace.packages.find((one) => one.name === name && one.folder !== '')?.doors.get(subpath)
  return { kind: 'package', name, subpath, path }
}

/** The file of this workspace that an import reaches, if it reaches one. */
export const reachedFile = (workspace: Workspace, from: string, specifier: string | undefined): string | undefined => {
  const target = specifier === undefined ? undefined : resolve(workspace, from, specifier)
  if (target === undefined || target.kind === 'builtin' || target.path === undefined) return undefined
  return workspace.files.has(target.path) ? target.path : undefined
}
