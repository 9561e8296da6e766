/**
 * The import table as data. An entry `market` means the door of that room, `market/index.ts`; an entry
 * `market/*` means the doors of its folders, such as `market/impact/index.ts`. Subfolders belong to their room.
 * A row is widened only by an amendment whose reason names a decision in docs/decisions.
 */
export type Amendment = { readonly may: string; readonly reason: string }

export type Row = {
  readonly room: string
  readonly may: readonly string[]
  readonly amendments?: readonly Amendment[]
}

/** A package of the workspace; `builtins` says whether its sources may use `node:` modules. */
export type PackageRow = Row & { readonly builtins: boolean }

const pricing: readonly string[] = ['units', 'math', 'instruments', 'market']
const forecast: readonly string[] = [...pricing, 'pricing']
const marks: readonly string[] = [...forecast, 'forecast']
const margin: readonly string[] = [...marks, 'accounts', 'marks']
const watch: readonly string[] = [...margin, 'margin']
const liquidation: readonly string[] = [...watch, 'watch']

/** Rooms of core, left to right: the order is the order in which data flows. */
export const CORE_ROOMS: readonly Row[] = [
  { room: 'units', may: [] },
  { room: 'math', may: [] },
  { room: 'instruments', may: ['units', 'math'] },
  { room: 'accounts', may: ['units', 'instruments'] },
  { room: 'market', may: ['units', 'math', 'instruments'] },
  { room: 'pricing', may: pricing },
  { room: 'forecast', may: forecast },
  { room: 'marks', may: marks },
  { room: 'margin', may: margin },
  { room: 'watch', may: watch },
  { room: 'liquidation', may: liquidation },
  { room: 'execution', may: ['units', 'math', 'instruments', 'market'] },
  { room: 'settlement', may: ['units', 'instruments', 'accounts', 'market'] },
  {
    room: 'policy',
    may: ['units', 'liquidation', 'liquidation/*', 'execution', 'execution/*', 'settlement', 'settlement/*'],
  },
  { room: 'engine', may: [...liquidation, 'liquidation', 'execution', 'settlement', 'policy'] },
]

export const PACKAGES: readonly PackageRow[] = [
  { room: 'core', may: [], builtins: false },
  { room: 'wire', may: ['core'], builtins: false },
  { room: 'charts', may: [], builtins: false },
  { room: 'lab', may: ['core', 'wire', 'charts'], builtins: true },
  { room: 'service', may: ['core', 'wire'], builtins: true },
  { room: 'cli', may: ['core', 'wire', 'lab', 'service'], builtins: true },
  { room: 'web', may: ['core', 'wire', 'charts'], builtins: false },
]

/** Folders outside the packages that hold code: they may import any package of the workspace by name. */
export const OUTSIDE: readonly string[] = ['tools']

/** This tool judges the packages, so it knows none of them. */
export const IMPORTS_NO_PACKAGE: readonly string[] = ['tools/tidy/']

/** What test files may import from the root's devDependencies; tools may import all of them. */
export const TEST_PACKAGES: readonly string[] = ['fast-check']

/** Files that something outside the import graph starts. The doors of packages are entries as well. */
export const ENTRIES: readonly RegExp[] = [/^cli\/src\/main\.ts$/, /^tools\/[^/]+\/main\.ts$/, /^web\/src\/main\.tsx?$/]

/** Folders whose every file must be listed in the index.ts beside it. */
export const REGISTRIES: readonly string[] = [
  ...'queues triggers exits directions sizings pacings limits penalties actions befores allocation allocations locks'
    .split(' ')
    .map((folder) => `core/src/liquidation/${folder}`),
  'core/src/settlement/adl',
  'core/src/settlement/waterfall',
  'core/src/margin/models',
  'core/src/marks/sources',
]

/** Folder whose every JSON file must be listed in the index.ts beside it. */
export const PRESETS = 'core/src/policy/presets'

/** Everything a row allows, amendments included. */
export const allowed = (row: Row): readonly string[] => [
  ...row.may,
  ...(row.amendments ?? []).map((amendment) => amendment.may),
]

/** The row of a room of core, by name. */
export const coreRow = (room: string): Row | undefined => CORE_ROOMS.find((row) => row.room === room)
