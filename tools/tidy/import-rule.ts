import { resolve, type Target } from './resolve.ts'
import { leftOf, packageRow, placeOf, topFolder, type Place } from './rooms.ts'
import type { Finding, Source } from './source.ts'
import { CORE_ROOMS, IMPORTS_NO_PACKAGE, TEST_PACKAGES, allowed } from './walls.ts'
import type { Workspace } from './workspace.ts'

/** A breach in words; the caller adds file and line. */
type Breach = { readonly what: string; readonly remedy: string }

type Step = { readonly workspace: Workspace; readonly source: Source; readonly place: Place }

const AMEND = 'move the code, pass the value as data, or amend the row in tools/tidy/walls.ts with a decision'

const isTestSide = (source: Source): boolean => source.role !== 'source'

const allowedRooms = ({ source, place }: Step): readonly string[] => {
  if (place.kind === 'core-door') return CORE_ROOMS.map((row) => row.room)
  if (place.kind !== 'core-room' || place.row === undefined) return []
  const rooms = allowed(place.row)
  return isTestSide(source) ? [...rooms, ...leftOf(place.room)] : rooms
}

/** Path of a door inside core, in the words of the table: `market`, `market/*`; undefined for no door. */
const doorWord = (path: string): string | undefined => {
  const parts = path.slice('core/src/'.length).split('/')
  if (parts.at(-1) !== 'index.ts') return undefined
  if (parts.length === 2) return parts[0]
  return parts.length === 3 ? `${parts[0]}/*` : undefined
}

const coreBreach = (step: Step, room: string, path: string): Breach | undefined => {
  const rooms = allowedRooms(step)
  const fixture = isTestSide(step.source) && /(?:^|[/.])fixtures\.ts$/.test(path)
  if (!rooms.some((one) => one === room || one === `${room}/*`))
    return { what: `imports ${room}, which its row does not allow`, remedy: AMEND }
  const word = doorWord(path)
  if (fixture || (word !== undefined && rooms.includes(word))) return undefined
  return {
    what: `imports past the door of ${room}: ${path}`,
    remedy: `import ${room}/index.ts and export there what is public`,
  }
}

const fileBreach = (step: Step, path: string): Breach | undefined => {
  const { source, place } = step
  if (!isTestSide(source) && /(?:\.test|(?:^|[/.])fixtures)\.tsx?$/.test(path))
    return { what: `imports ${path}, which serves tests only`, remedy: 'move what both need into a source file' }
  if (topFolder(path) !== topFolder(source.path))
    return { what: `reaches into another package: ${path}`, remedy: 'import the package by its name' }
  const target = placeOf(path)
  if (target.kind === 'core-door' && place.kind === 'core-room')
    return { what: "imports core's own door", remedy: "import the room's index.ts" }
  if (target.kind !== 'core-room') return undefined
  if (place.kind === 'core-room' && place.room === target.room) return undefined
  return coreBreach(step, target.room, path)
}

const builtinBreach = ({ source, place }: Step, name: string): Breach | undefined => {
  if (isTestSide(source) || place.kind === 'outside') return undefined
  const row = packageRow(topFolder(source.path))
  if (row === undefined || row.builtins) return undefined
  return { what: `imports ${name}`, remedy: `${row.room} runs anywhere: take the value as data from a shell` }
}

const ownBreach = ({ workspace, source, place }: Step, target: Target & { kind: 'package' }): Breach | undefined => {
  const folder = workspace.packages.find((one) => one.name === target.name)?.folder ?? ''
  const row = packageRow(topFolder(source.path))
  if (IMPORTS_NO_PACKAGE.some((prefix) => source.path.startsWith(prefix)))
    return { what: `imports ${target.name}`, remedy: 'this tool judges the packages and knows none of them' }
  if (place.kind !== 'outside' && (row === undefined || !allowed(row).includes(folder)))
    return { what: `imports ${target.name}, which the row of ${topFolder(source.path)} does not allow`, remedy: AMEND }
  if (target.path === undefined)
    return {
      what: `imports past the door of ${target.name}: ${target.subpath}`,
      remedy: `import ${target.name} itself`,
    }
  return undefined
}

const isDependency = ({ workspace, source, place }: Step, name: string): boolean => {
  const has = (folder: string): boolean =>
    workspace.packages.some((one) => one.folder === folder && one.dependencies.has(name))
  if (place.kind !== 'outside')
    return has(topFolder(source.path)) || (isTestSide(source) && TEST_PACKAGES.includes(name) && has(''))
  return has('') || has(source.path.split('/').slice(0, 2).join('/'))
}

const packageBreach = (step: Step, target: Target & { kind: 'package' }): Breach | undefined => {
  const isOurs = step.workspace.packages.some((one) => one.name === target.name && one.folder !== '')
  const breach = isOurs ? ownBreach(step, target) : undefined
  if (breach !== undefined) return breach
  if ((isOurs && step.place.kind === 'outside') || isDependency(step, target.name)) return undefined
  return {
    what: `imports ${target.name}, which its package.json does not list`,
    remedy: 'add it to the dependencies of this very package, or do without',
  }
}

const breachOf = (step: Step, specifier: string | undefined): Breach | undefined => {
  if (specifier === undefined)
    return {
      what: 'imports a module whose name is computed',
      remedy: 'name the module as a literal: walls cannot see through it',
    }
  const target = resolve(step.workspace, step.source.path, specifier)
  if (target.kind === 'file') return fileBreach(step, target.path)
  return target.kind === 'builtin' ? builtinBreach(step, target.name) : packageBreach(step, target)
}

const placeFindings = ({ path }: Source, place: Place): readonly Finding[] => {
  const isNowhere = place.kind === 'unknown' || (place.kind === 'core-room' && place.row === undefined)
  if (!isNowhere) return []
  return [{ file: path, line: 1, what: `stands in ${place.room}, which has no row in the import table`, remedy: AMEND }]
}

const amendmentFindings = (workspace: Workspace): readonly Finding[] =>
  [...CORE_ROOMS]
    .flatMap((row) => row.amendments ?? [])
    .filter(
      ({ reason }) =>
        ![...workspace.files].some((file) => /^docs\/decisions\/\d{3}-.*\.md$/.test(file) && reason.includes(file)),
    )
    .map(({ may }) => ({
      file: 'tools/tidy/walls.ts',
      line: 1,
      what: `an amendment that allows ${may} names no decision file`,
      remedy: 'write docs/decisions/NNN-title.md and name its path in the reason',
    }))

/** Imports that the table does not allow, that pass by a door, or that package.json does not list. */
export const importRule = (workspace: Workspace): readonly Finding[] => [
  ...amendmentFindings(workspace),
  ...workspace.sources.flatMap((source) => {
    const place = placeOf(source.path)
    return [
      ...placeFindings(source, place),
      ...source.imports.flatMap(({ specifier, line }) => {
        const breach = breachOf({ workspace, source, place }, specifier)
        return breach === undefined ? [] : [{ file: source.path, line, ...breach }]
      }),
    ]
  }),
]
