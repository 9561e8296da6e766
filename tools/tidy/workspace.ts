import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSource, type Source } from './source.ts'

/** What one package.json says that matters to walls. `folder` is '' for the root. */
export type Package = {
  readonly folder: string
  readonly name: string
  readonly dependencies: ReadonlySet<string>
  /** Files named in `exports`, by subpath: '.' is the door of the package. */
  readonly doors: ReadonlyMap<string, string>
}

export type Workspace = {
  readonly files: ReadonlySet<string>
  readonly sources: readonly Source[]
  readonly packages: readonly Package[]
  /** Text of a file of the workspace that is no TypeScript; undefined where there is none. */
  readonly read: (path: string) => string | undefined
}

type Manifest = {
  readonly name?: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** A door is a file, or conditions of which the last is the one that holds without any. */
const fileOf = (door: string | Readonly<Record<string, string>>): string =>
  typeof door === 'string' ? door : (Object.values(door).at(-1) ?? '')

const readPackage = (path: string, text: string): Package => {
  const folder = path.slice(0, -'package.json'.length).replace(/\/$/, '')
  const manifest = JSON.parse(text) as Manifest
  const prefix = folder === '' ? '' : `${folder}/`
  return {
    folder,
    name: manifest.name ?? folder,
    dependencies: new Set(Object.keys({ ...manifest.devDependencies, ...manifest.dependencies })),
    doors: new Map(
      Object.entries(manifest.exports ?? {}).map(([subpath, door]) => [
        subpath,
        prefix + fileOf(door).replace(/^\.\//, ''),
      ]),
    ),
  }
}

/** A workspace from file texts held in memory; the tests of the rules feed their violations here. */
export const workspaceOf = (texts: Readonly<Record<string, string>>): Workspace => {
  const entries = Object.entries(texts)
  return {
    files: new Set(Object.keys(texts)),
    sources: entries.filter(([path]) => /\.tsx?$/.test(path)).map(([path, text]) => readSource(path, text)),
    packages: entries
      .filter(([path]) => /(?:^|\/)package\.json$/.test(path))
      .map(([path, text]) => readPackage(path, text)),
    read: (path) => texts[path],
  }
}

/** Reads every file under `root` that git tracks or would track. Refuses nothing; git itself must be there. */
export const loadWorkspace = (root: string): Workspace => {
  // A checkout may belong to another user than the one who tests it; git would refuse to list it.
  const options = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', options, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path)))
  const texts: Record<string, string> = {}
  for (const path of paths.toSorted())
    texts[path] = /\.(?:tsx?|json|md)$/.test(path) ? readFileSync(join(root, path), 'utf8') : ''
  return workspaceOf(texts)
}
