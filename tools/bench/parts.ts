import { execFileSync } from 'node:child_process'
import { benchClosedForms } from './closed-forms.ts'
import { benchFourier } from './fourier.ts'
import { benchImpliedVol } from './implied-vol.ts'
import type { Row } from './measurement.ts'
import { benchOrderBookMix } from './order-book-peer.ts'
import { benchPaths } from './paths.ts'
import { benchRecordedDay } from './recorded-day.ts'
import { runWatchPart, WATCH_PARTS } from './watch-parts.ts'

/** Models against their peers. */
const MODEL_PARTS: Readonly<Record<string, () => readonly Row[]>> = {
  'closed-forms': benchClosedForms,
  fourier: benchFourier,
  'implied-vol': benchImpliedVol,
  'order-book': benchOrderBookMix,
  paths: benchPaths,
}

/** Parts that run in a process of their own, so that none sees code that another one has warmed, nor counts its memory. */
const PARTS: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  'recorded-day': benchRecordedDay,
  ...Object.fromEntries(WATCH_PARTS.map((name) => [name, () => runWatchPart(name)])),
  ...MODEL_PARTS,
}

/** Names of the parts, for `--part` and `--only`. */
export const PART_NAMES: readonly string[] = Object.keys(PARTS)

/** `--part` or `--only` names no part. */
export class PartError extends Error {
  override readonly name = 'PartError'
}

/** Runs a part in this process and prints its rows as one JSON value. */
export const runPart = async (name: string): Promise<void> => {
  const run = PARTS[name]
  if (run === undefined) throw new PartError(`part ${name} is unknown; one of ${PART_NAMES.join(', ')}`)
  console.log(JSON.stringify(await run()))
}

/** Runs a part in a process of its own. @returns its rows. */
export const measurePart = (main: string, name: string): readonly Row[] => {
  const printed = execFileSync(process.execPath, ['--max-old-space-size=4096', main, '--part', name], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const rows: readonly Row[] = JSON.parse(printed)
  return rows
}
