import { reachedFile } from './resolve.ts'
import type { Workspace } from './workspace.ts'

export type Edge = { readonly from: string; readonly to: string; readonly line: number }

/** Imports between files of the workspace, tests and fixtures included. */
export const edgesOf = (workspace: Workspace): readonly Edge[] =>
  workspace.sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, line }) => {
      const to = reachedFile(workspace, source.path, specifier)
      return to === undefined ? [] : [{ from: source.path, to, line }]
    }),
  )

const neighbours = (edges: readonly Edge[]): ReadonlyMap<string, readonly Edge[]> =>
  Map.groupBy(edges, (edge) => edge.from)

/** Every node that can be reached from the given ones, those included. */
export const reachable = (edges: readonly Edge[], from: readonly string[]): ReadonlySet<string> => {
  const next = neighbours(edges)
  const seen = new Set(from)
  for (const node of seen) for (const edge of next.get(node) ?? []) seen.add(edge.to)
  return seen
}

/** The edges that close a cycle, each with the way round it; empty where the graph has none. */
export const cyclesOf = (
  edges: readonly Edge[],
): readonly { readonly edge: Edge; readonly way: readonly string[] }[] => {
  const next = neighbours(edges)
  const found: { edge: Edge; way: readonly string[] }[] = []
  const done = new Set<string>()
  const visit = (node: string, way: readonly string[]): void => {
    for (const edge of next.get(node) ?? []) {
      const at = way.indexOf(edge.to)
      if (at >= 0) found.push({ edge, way: [...way.slice(at), edge.to] })
      else if (!done.has(edge.to)) visit(edge.to, [...way, edge.to])
    }
    done.add(node)
  }
  for (const node of next.keys()) if (!done.has(node)) visit(node, [node])
  return found
}
