import { functionExtents } from './functions.ts'
import type { Finding, Source } from './source.ts'
import type { Workspace } from './workspace.ts'

export const MEASURES = ['functionLines', 'fileLines', 'testFileLines'] as const
export type Measure = (typeof MEASURES)[number]

/** The largest value each measure may have, in lines. It only ever falls. */
export type Ratchet = Readonly<Record<Measure, number>>

/** Where the ratchet starts: no committed value may lie above. */
export const CEILING: Ratchet = { functionLines: 60, fileLines: 400, testFileLines: 400 }

export const RATCHET_FILE = 'tools/tidy/ratchet.json'

type Reading = { readonly measure: Measure; readonly lines: number; readonly file: string; readonly line: number }

const readings = (source: Source): readonly Reading[] => {
  const { path: file, lines } = source
  if (source.role !== 'source') return [{ measure: 'testFileLines', lines, file, line: 1 }]
  return [
    { measure: 'fileLines', lines, file, line: 1 },
    ...functionExtents(source.tokens, source.partners).map(({ line, lineLast }) => ({
      measure: 'functionLines' as const,
      lines: lineLast - line + 1,
      file,
      line,
    })),
  ]
}

/** Reads the committed ratchet; a measure that is missing or no whole number counts as 0, so that everything exceeds it. */
export const readRatchet = (workspace: Workspace): Ratchet => {
  const stated = JSON.parse(workspace.read(RATCHET_FILE) ?? '{}') as Partial<Record<string, unknown>>
  const value = (measure: Measure): number => {
    const one = stated[measure]
    return typeof one === 'number' && Number.isInteger(one) ? one : 0
  }
  return { functionLines: value('functionLines'), fileLines: value('fileLines'), testFileLines: value('testFileLines') }
}

/** The largest value of each measure now, never above the ratchet: what `--tighten` writes. */
export const tightened = (workspace: Workspace): Ratchet => {
  const all = workspace.sources.flatMap(readings)
  const ratchet = readRatchet(workspace)
  const largest = (measure: Measure): number =>
    all.reduce((most, reading) => (reading.measure === measure ? Math.max(most, reading.lines) : most), 0)
  const value = (measure: Measure): number => Math.min(ratchet[measure], CEILING[measure], largest(measure))
  return { functionLines: value('functionLines'), fileLines: value('fileLines'), testFileLines: value('testFileLines') }
}

/** One line per measure whose ratchet lies above what the workspace needs. */
export const slack = (workspace: Workspace): readonly string[] => {
  const ratchet = readRatchet(workspace)
  const least = tightened(workspace)
  return MEASURES.filter((measure) => least[measure] < ratchet[measure]).map(
    (measure) =>
      `${measure} ${ratchet[measure]} could be ${least[measure]}; tighten: node tools/tidy/main.ts --tighten`,
  )
}

const NOUNS: Readonly<Record<Measure, string>> = {
  functionLines: 'a function',
  fileLines: 'a source file',
  testFileLines: 'a test file',
}

/** Functions and files longer than the ratchet, and a ratchet that was loosened beyond where it started. */
export const sizeRule = (workspace: Workspace): readonly Finding[] => {
  const ratchet = readRatchet(workspace)
  const loosened = MEASURES.filter((measure) => ratchet[measure] > CEILING[measure]).map((measure) => ({
    file: RATCHET_FILE,
    line: 1,
    what: `${measure} is ${ratchet[measure]}, above ${CEILING[measure]}`,
    remedy: 'the ratchet only tightens: split what is too long',
  }))
  const long = workspace.sources
    .flatMap(readings)
    .filter(({ measure, lines }) => lines > ratchet[measure])
    .map(({ measure, lines, file, line }) => ({
      file,
      line,
      what: `${NOUNS[measure]} of ${lines} lines; the ratchet holds ${ratchet[measure]}`,
      remedy: 'split it where a part has a name of its own',
    }))
  return [...loosened, ...long]
}
