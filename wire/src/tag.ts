/** A JSON Schema as this package walks it; every keyword is judged before use. */
export type Node = Readonly<Record<string, unknown>>

/** True for a plain record, which JSON objects and schemas are. */
export const isRecord = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A schema node, or an empty one where something else stands. */
export const node = (value: unknown): Node => (isRecord(value) ? value : {})

/** Schema nodes of a list, empty where there is none. */
export const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.map(node) : [])

/** The properties of an object schema. */
export const propertiesOf = (schema: Node): Readonly<Record<string, Node>> =>
  Object.fromEntries(Object.entries(node(schema['properties'])).map(([key, value]) => [key, node(value)]))

/** Branches of a union (`anyOf` or `oneOf`), empty for other schemas. */
export const branchesOf = (schema: Node): readonly Node[] => nodes(schema['anyOf'] ?? schema['oneOf'])

/** A union whose branches are told apart by one key. */
export interface Tagged {
  readonly key: string
  readonly branches: ReadonlyMap<string, Node>
}

/** How the object branches of a union are told apart: the first property that fixes its own texts in every branch. */
export const tagOf = (branches: readonly Node[]): Tagged | null => {
  const objects = branches.filter((branch) => 'properties' in branch)
  const [first] = objects
  if (first === undefined) return null
  for (const key of Object.keys(propertiesOf(first))) {
    const named = objects.flatMap((branch) =>
      tagTexts(propertiesOf(branch)[key]).map((text) => [text, branch] as const),
    )
    const complete = objects.every((branch) => tagTexts(propertiesOf(branch)[key]).length > 0)
    if (complete && new Set(named.map(([text]) => text)).size === named.length) return { key, branches: new Map(named) }
  }
  return null
}

const tagTexts = (schema: Node | undefined): readonly string[] => {
  if (schema === undefined) return []
  const fixed = 'const' in schema ? [schema['const']] : schema['enum']
  return Array.isArray(fixed) ? fixed.filter((text): text is string => typeof text === 'string') : []
}
