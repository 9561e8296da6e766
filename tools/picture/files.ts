import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario, type Scenario } from '@ebbline/wire'

const ROOT = join(import.meta.dirname, '..', '..')

/** Where the picture is kept. */
export const PICTURE_FILE: string = join(ROOT, 'docs', 'pictures', 'small-crash.svg')

/** The scenario that it shows. */
export const smokeScenario = (): Scenario => {
  const file = join(ROOT, 'scenarios', 'smoke.json')
  return parseScenario(file, readFileSync(file, 'utf8')).scenario
}
