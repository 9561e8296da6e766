import { edgesOf, reachable } from './graph.ts'
import type { Finding } from './source.ts'
import { ENTRIES } from './walls.ts'
import type { Workspace } from './workspace.ts'

const paths = (workspace: Workspace, role: 'source' | 'test' | 'fixture'): readonly string[] =>
  workspace.sources.filter((source) => source.role === role).map((source) => source.path)

const isScript = (path: string): boolean => /\.tsx?$/.test(path)

/** Source files that no entry of a package or tool reaches, and fixtures that no test reaches. */
export const orphanRule = (workspace: Workspace): readonly Finding[] => {
  const edges = edgesOf(workspace)
  const doors = workspace.packages.flatMap((one) => [...one.doors.values()]).filter(isScript)
  const entries = paths(workspace, 'source').filter((path) => ENTRIES.some((entry) => entry.test(path)))
  const used = reachable(edges, [...doors, ...entries])
  const tested = reachable(edges, paths(workspace, 'test'))
  return [
    ...paths(workspace, 'source')
      .filter((path) => !used.has(path))
      .map((file) => ({
        file,
        line: 1,
        what: 'is reached from no entry: an orphan',
        remedy: 'import it on the way to a door, call it fixtures.ts if it serves tests, or delete it',
      })),
    ...paths(workspace, 'fixture')
      .filter((path) => !tested.has(path))
      .map((file) => ({
        file,
        line: 1,
        what: 'is imported by no test: an orphan',
        remedy: 'use it in a test or delete it',
      })),
  ]
}
