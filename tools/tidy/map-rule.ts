import { topFolder } from './rooms.ts'
import type { Finding } from './source.ts'
import { OUTSIDE } from './walls.ts'
import type { Workspace } from './workspace.ts'

export const MAP_FILE = 'ARCHITECTURE.md'

/** Rooms that exist: every package and tool folder with code, and every room of core. */
const existingRooms = (workspace: Workspace): readonly string[] => {
  const rooms = new Set<string>()
  for (const { path } of workspace.sources) {
    rooms.add(topFolder(path))
    const [, , room, file] = path.split('/')
    if (path.startsWith('core/src/') && file !== undefined && room !== undefined) rooms.add(room)
  }
  for (const folder of OUTSIDE) rooms.delete(folder)
  return [...rooms].toSorted()
}

/** Rooms that the folder map does not name as `room/`; nothing to say where there is no map. */
export const mapRule = (workspace: Workspace): readonly Finding[] => {
  const map = workspace.read(MAP_FILE)
  if (map === undefined) return []
  const named = new Set(map.match(/[\w-]+(?=\/)/g))
  return existingRooms(workspace)
    .filter((room) => !named.has(room))
    .map((room) => ({
      file: MAP_FILE,
      line: 1,
      what: `does not name the folder ${room}/`,
      remedy: 'give it a line in the folder map and say what it must not know',
    }))
}
