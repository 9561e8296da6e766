import { CORE_ROOMS, OUTSIDE, PACKAGES, coreRow, type PackageRow, type Row } from './walls.ts'

/** Where a file stands: in a room of core, at core's own door, in another package, outside, or nowhere known. */
export type Place =
  | { readonly kind: 'core-room'; readonly room: string; readonly row: Row | undefined }
  | { readonly kind: 'core-door' }
  | { readonly kind: 'package'; readonly room: string }
  | { readonly kind: 'outside'; readonly room: string }
  | { readonly kind: 'unknown'; readonly room: string }

/** The first folder of a path. */
export const topFolder = (path: string): string => path.split('/')[0] ?? ''

export const packageRow = (folder: string): PackageRow | undefined => PACKAGES.find((row) => row.room === folder)

/** The place of a file, from its path alone. */
export const placeOf = (path: string): Place => {
  const [top = '', second, room, ...rest] = path.split('/')
  if (top === 'core' && second === 'src' && room !== undefined)
    return rest.length === 0 ? { kind: 'core-door' } : { kind: 'core-room', room, row: coreRow(room) }
  if (packageRow(top) !== undefined) return { kind: 'package', room: top }
  return { kind: OUTSIDE.includes(top) ? 'outside' : 'unknown', room: top }
}

/** One word for the room a file counts as in the graph between rooms. */
export const roomName = (path: string): string => {
  const place = placeOf(path)
  if (place.kind === 'core-room') return `core/src/${place.room}`
  return place.kind === 'core-door' ? 'core/src/index' : place.room
}

/** Rooms of core that stand left of the given one. */
export const leftOf = (room: string): readonly string[] => {
  const at = CORE_ROOMS.findIndex((row) => row.room === room)
  return CORE_ROOMS.slice(0, Math.max(at, 0)).map((row) => row.room)
}
