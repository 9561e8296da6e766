import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { ArgumentError } from '../failure.ts'
import { reasonOf, siblingOf } from './files.ts'

/** Refuses a folder that holds something else than an earlier result of ours, named by one of its files. @throws ArgumentError */
export const requireFree = (folder: string, ours: readonly string[]): void => {
  if (!existsSync(folder)) return
  const found = namesIn(folder)
  if (found.length === 0 || ours.some((name) => found.includes(name))) return
  throw new ArgumentError(
    '--out',
    folder,
    'a new folder, an empty one, or one that an earlier run wrote',
    'name another folder, so that nothing of yours is overwritten',
  )
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
  } catch {
    throw new ArgumentError('--out', folder, 'a folder', 'name a folder')
  }
}

/**
 * Lets work write into a hidden sibling that takes the folder's name only when the work has ended well; an earlier result there
 * is replaced as a whole. When the work fails nothing is left and the earlier result stays, unless `keepsBroken` says then that what
 * there is of the new one takes its place.
 */
export const intoWholeFolder = async <T>(
  folder: string,
  work: (folder: string) => Promise<T>,
  keepsBroken: () => boolean = () => false,
): Promise<T> => {
  const target = resolve(folder)
  const sibling = siblingOf(target)
  makeFolder(sibling, folder)
  try {
    const result = await work(sibling)
    replaceFolder(target, sibling)
    return result
  } catch (error) {
    if (keepsBroken()) replaceFolder(target, sibling)
    throw error
  } finally {
    rmSync(sibling, { recursive: true, force: true })
  }
}

/** Makes a folder with its parents; `named` is what the user called it. @throws ArgumentError when it cannot be made. */
export const makeFolder = (folder: string, named: string): void => {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new ArgumentError('--out', named, 'a place that can be written', `name another one: ${reasonOf(error)} here`)
  }
}

const replaceFolder = (target: string, fresh: string): void => {
  const old = `${fresh}.old`
  if (existsSync(target)) renameSync(target, old)
  renameSync(fresh, target)
  rmSync(old, { recursive: true, force: true })
}
