import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FittedReaction } from '../fit/fitted-reaction.ts'

export type { FittedReaction } from '../fit/fitted-reaction.ts'

/** The fit that comes with the package, made by `fitReaction` from recorded books and trades; it names them. */
export const bundledReaction = (): FittedReaction => {
  const file = fileURLToPath(new URL('../../../scenarios/fitted-reaction.json', import.meta.url))
  return JSON.parse(readFileSync(file, 'utf8')) as FittedReaction
}
