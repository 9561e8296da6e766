import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Mutant } from './mutants.ts'

/** Packages that the command line needs. */
const PACKAGES = ['core', 'wire', 'charts', 'lab', 'cli']
const SCOPE = '@ebbline'

/** A mutant whose place is gone or no longer unique: the code moved on, and the mutant must follow. */
export class StaleMutantError extends Error {
  override readonly name = 'StaleMutantError'
  constructor({ name, file, find }: Mutant, times: number) {
    super(
      `mutant '${name}': '${find}' stands ${times} times in ${file}, allowed: once; point the mutant at the rule's line again`,
    )
  }
}

/** A copy of the workspace's sources, without tests, in a new folder of the system's own for such things; it borrows the installed packages. */
export const copyOf = (root: string): string => {
  const copy = mkdtempSync(join(tmpdir(), 'ebbline-mutation-'))
  for (const name of PACKAGES) cpSync(join(root, name), join(copy, name), { recursive: true, filter: isSource })
  const installed = join(copy, 'node_modules')
  mkdirSync(join(installed, SCOPE), { recursive: true })
  for (const entry of readdirSync(join(root, 'node_modules')))
    if (entry !== SCOPE) symlinkSync(join(root, 'node_modules', entry), join(installed, entry))
  for (const name of PACKAGES) symlinkSync(join(copy, name), join(installed, SCOPE, name))
  return copy
}

const isSource = (path: string): boolean => basename(path) !== 'node_modules' && !path.endsWith('.test.ts')

/** Writes a mutant into a copy. @returns what puts the line right again. @throws StaleMutantError */
export const mutate = (copy: string, mutant: Mutant): (() => void) => {
  const path = join(copy, mutant.file)
  const sound = readFileSync(path, 'utf8')
  const times = sound.split(mutant.find).length - 1
  if (times !== 1) throw new StaleMutantError(mutant, times)
  writeFileSync(
    path,
    sound.replace(mutant.find, () => mutant.replace),
  )
  return () => writeFileSync(path, sound)
}
