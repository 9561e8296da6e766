import assert from 'node:assert/strict'
import type { Finding } from './source.ts'
import { workspaceOf, type Workspace } from './workspace.ts'

const manifest = (name: string, dependencies: readonly string[] = []): string =>
  JSON.stringify({
    name,
    exports: { '.': './src/index.ts' },
    dependencies: Object.fromEntries(dependencies.map((one) => [one, '1.0.0'])),
  })

/** The packages of the house as the rules see them, with nothing inside. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'house',
    devDependencies: { 'fast-check': '1.0.0', 'playwright-core': '1.0.0' },
  }),
  'core/package.json': manifest('@ebbline/core'),
  'wire/package.json': manifest('@ebbline/wire', ['@ebbline/core', 'typebox']),
  'charts/package.json': manifest('@ebbline/charts'),
  'lab/package.json': manifest('@ebbline/lab', ['@ebbline/core', '@ebbline/wire', '@ebbline/charts']),
  'cli/package.json': manifest('@ebbline/cli', ['@ebbline/core', '@ebbline/wire', '@ebbline/lab', 'commander']),
}

/** A workspace that holds the packages and the given files. */
export const house = (texts: Readonly<Record<string, string>>): Workspace => workspaceOf({ ...MANIFESTS, ...texts })

/** Checks file, line and wording of what a rule found; every finding must carry a remedy. */
export const assertFinds = (found: readonly Finding[], wanted: readonly string[]): void => {
  assert.deepEqual(
    found.map(({ file, line, what }) => `${file}:${line}: ${what}`),
    wanted,
  )
  for (const { remedy } of found) assert.match(remedy, /\w/)
}
