import { dataFormats, remedyOf, type Flaw, type Manifest } from '@ebbline/lab'
import { grouped, utc } from '../text/quantity.ts'
import { tableLines, toned, wrap, type Cell } from '../text/table.ts'
import type { Surveyed } from './survey.ts'

/** What is shown with a terminal's settings. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
}

/** The survey as a table, the flaws with their rows, and what such data can and cannot show. */
export const surveyLines = (results: readonly Surveyed[], look: Look): readonly string[] => {
  const read = results.filter((one) => one.kind === 'read')
  const unknown = results.filter((one) => one.kind === 'unknown')
  return [
    ...(read.length === 0 ? [] : tableLines({ columns: COLUMNS, rows: read.map(rowOf) }, look.colour)),
    ...read.flatMap(({ file, manifest }) => flawLines(file, manifest, look)),
    ...meaningLines(
      read.map((one) => one.manifest),
      look,
    ),
    ...(unknown.length === 0
      ? []
      : ['', `${unknown.length} of no form that is read: ${unknown.map((one) => one.file).join(', ')}`].flatMap(
          (line) => wrap(line, look.columns, '  '),
        )),
  ]
}

const COLUMNS = [
  { head: ['form'], align: 'left' },
  { head: ['rows'], align: 'right' },
  { head: ['first (UTC)'], align: 'left' },
  { head: ['last (UTC)'], align: 'left' },
  { head: ['step'], align: 'right' },
  { head: ['gaps'], align: 'right' },
  { head: ['missing'], align: 'right' },
  { head: ['longest'], align: 'right' },
  { head: ['refused'], align: 'right' },
  { head: ['flaws'], align: 'right' },
  { head: ['sha256'], align: 'left' },
  { head: ['file'], align: 'left' },
] as const

const NONE: Cell = { text: '-', tone: 'dim' }

const rowOf = ({ file, manifest }: { readonly file: string; readonly manifest: Manifest }): readonly Cell[] => {
  const { gaps, stepMs } = manifest
  const count = (value: number): Cell => ({ text: grouped(String(value)) })
  const flaws = manifest.flaws.filter((flaw) => !flaw.allowed).reduce((sum, flaw) => sum + flaw.count, 0)
  return [
    { text: manifest.format },
    count(manifest.rows),
    momentCell(manifest.firstMs),
    momentCell(manifest.lastMs),
    stepMs === null ? NONE : { text: lengthOf(stepMs) },
    gaps === null ? NONE : count(gaps.count),
    gaps === null ? NONE : count(gaps.missing),
    gaps === null || gaps.count === 0 ? NONE : { text: lengthOf(gaps.longestMs) },
    manifest.refused === 0 ? NONE : { ...count(manifest.refused), tone: 'strong' },
    flaws === 0 ? { text: 'none', tone: 'good' } : { ...count(flaws), tone: 'bad' },
    { text: manifest.sha256.slice(0, 8) },
    { text: file },
  ]
}

const momentCell = (ms: number | null): Cell => (ms === null ? NONE : { text: utc(ms).slice(0, MINUTES_LENGTH) })

/** Length of `2021-05-19 12:00`. */
const MINUTES_LENGTH = 16

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** A length of time in the largest unit that fits, with a decimal where it is not whole: `5 min`, `4.8 h`, `100 ms`. */
export const lengthOf = (ms: number): string => {
  const [name, unit] = UNITS.find(([, size]) => ms >= size) ?? (['ms', 1] as const)
  const value = ms / unit
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${name}`
}

const flawLines = (file: string, { flaws, unread }: Manifest, { colour, columns }: Look): readonly string[] => [
  ...flaws.flatMap((flaw) => [
    '',
    toned(`${file}: ${flawTitle(flaw)}`, flaw.allowed ? 'strong' : 'bad', colour),
    ...flaw.first.map(({ row, what }) => `  row ${row}: ${what}`),
    ...(flaw.count > flaw.first.length ? [`  and ${grouped(String(flaw.count - flaw.first.length))} more`] : []),
  ]),
  ...(unread.length === 0
    ? []
    : ['', ...wrap(`${file}: columns that are not read: ${unread.join(', ')}`, columns, '  ')]),
]

const flawTitle = ({ kind, count, allowed }: Flaw): string =>
  `${grouped(String(count))} × ${kind}, ${allowed ? 'which the form allows' : `which the form does not allow: ${remedyOf(kind)}`}`

const meaningLines = (manifests: readonly Manifest[], { colour, columns }: Look): readonly string[] =>
  dataFormats
    .filter(({ name }) => manifests.some((manifest) => manifest.format === name))
    .flatMap(({ name, shows }) => [
      '',
      toned(name, 'strong', colour),
      ...[`shows ${shows}`, ...limitsOf(manifests, name).map((limit) => `cannot show: ${limit}`)].flatMap((line) =>
        wrap(line, columns - INDENT.length, INDENT).map((part) => INDENT + part),
      ),
    ])

const INDENT = '  '

/** Limits of all files of a form, each once; those of one file alone are said with its numbers in the table. */
const limitsOf = (manifests: readonly Manifest[], format: string): readonly string[] => {
  const [first, ...others] = manifests.filter((manifest) => manifest.format === format)
  return (first?.limits ?? []).filter((limit) => others.every((other) => other.limits.includes(limit)))
}
