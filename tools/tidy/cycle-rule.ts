import { cyclesOf, edgesOf, type Edge } from './graph.ts'
import { roomName } from './rooms.ts'
import type { Finding } from './source.ts'
import type { Workspace } from './workspace.ts'

const REMEDY = 'move what both need to the left one, or pass it as data'

/** One edge per pair of rooms, from source files only: a test may look left of what its room may import. */
const roomEdges = (workspace: Workspace, edges: readonly Edge[]): readonly (Edge & { readonly file: string })[] => {
  const roles = new Map(workspace.sources.map((source) => [source.path, source.role]))
  const byPair = new Map<string, Edge & { readonly file: string }>()
  for (const edge of edges) {
    if (roles.get(edge.from) !== 'source') continue
    const from = roomName(edge.from)
    const to = roomName(edge.to)
    const key = `${from} ${to}`
    if (from !== to && !byPair.has(key)) byPair.set(key, { from, to, line: edge.line, file: edge.from })
  }
  return [...byPair.values()]
}

/** Import cycles between files, types included, and between rooms. */
export const cycleRule = (workspace: Workspace): readonly Finding[] => {
  const edges = edgesOf(workspace)
  const rooms = roomEdges(workspace, edges)
  const fileOf = (edge: Edge): string =>
    rooms.find((one) => one.from === edge.from && one.to === edge.to)?.file ?? edge.from
  return [
    ...cyclesOf(edges).map(({ edge, way }) => ({
      file: edge.from,
      line: edge.line,
      what: `closes a cycle of files: ${way.join(' -> ')}`,
      remedy: REMEDY,
    })),
    ...cyclesOf(rooms).map(({ edge, way }) => ({
      file: fileOf(edge),
      line: edge.line,
      what: `closes a cycle of rooms: ${way.join(' -> ')}`,
      remedy: REMEDY,
    })),
  ]
}
