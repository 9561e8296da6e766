import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { gunzipSync, gzipSync } from 'node:zlib'
import { parseRun, type Run, type RunProvenance } from '@ebbline/wire'
import { writeWhole } from './run-folder.ts'
import type { ReportOutcome } from './report-input.ts'

/** File of what pictures need of a run beyond its tables, so that a report can be drawn without running again. */
export const OUTCOME = 'outcome.bin.gz'

/** Keeps an outcome in a run's folder. Write it before `run.json`: that file says that all others are there. */
export const keepOutcome = (folder: string, outcome: ReportOutcome): void =>
  writeWhole(join(folder, OUTCOME), gzipSync(serialize(outcome), { level: 1 }))

/** The outcome of a run that a comparison has kept. @throws when the folder holds none */
export const keptOutcome = (folder: string): ReportOutcome =>
  deserialize(gunzipSync(readFileSync(join(folder, OUTCOME)))) as ReportOutcome

/** What must be the same for a finished run to stand for a new one. */
export type RunIdentity = Required<Pick<RunProvenance, 'node' | 'version' | 'scenarioHash' | 'policyHash' | 'datasets'>>

/** The finished run of a folder when it was made from exactly these inputs by this version; else null, and it must be made anew. */
export const reusableRun = (folder: string, wanted: RunIdentity, impact: Run['impact']): Run | null => {
  const path = join(folder, 'run.json')
  if (!existsSync(path) || !existsSync(join(folder, OUTCOME))) return null
  try {
    const run = parseRun(path, readFileSync(path, 'utf8'))
    return run.impact === impact && sameInputs(run.provenance, wanted) ? run : null
  } catch {
    // A run that cannot be read is no reason to stop: it is made anew.
    return null
  }
}

const sameInputs = (made: RunProvenance, wanted: RunIdentity): boolean =>
  made.node === wanted.node &&
  made.version === wanted.version &&
  made.scenarioHash === wanted.scenarioHash &&
  made.policyHash === wanted.policyHash &&
  JSON.stringify(hashes(made.datasets ?? [])) === JSON.stringify(hashes(wanted.datasets))

const hashes = (datasets: RunIdentity['datasets']): readonly string[] =>
  datasets.map(({ name, sha256 }) => `${sha256} ${name}`).toSorted()
