import { WireError } from '@ebbline/wire'
import { suggestion } from '../nearest.ts'

/** One `--set a.b=c`: the path as keys, and the text to the right of the first `=`. */
export interface Override {
  readonly path: readonly string[]
  readonly text: string
}

/** A dotted override, or null when the text has no `key=value` form. */
export const parseOverride = (text: string): Override | null => {
  const at = text.indexOf('=')
  if (at < 1) return null
  const path = text.slice(0, at).split('.')
  return path.some((key) => key === '') ? null : { path, text: text.slice(at + 1) }
}

/**
 * A JSON value with overrides applied in order; the value itself stays as it was. Where a text stood the new text is taken
 * as it is, elsewhere it is read as JSON. Only what exists can be replaced, so that a misspelt path is an error; whether
 * the new value fits is for the schema to say.
 *
 * @throws WireError naming the first key that does not exist.
 */
export const applyOverrides = (file: string, value: unknown, overrides: readonly Override[]): unknown =>
  overrides.reduce((changed, override) => replaceAt(file, changed, override, 0), value)

const replaceAt = (file: string, value: unknown, override: Override, depth: number): unknown => {
  const key = override.path[depth]
  if (key === undefined) return typeof value === 'string' ? override.text : readValue(override.text)
  if (Array.isArray(value)) {
    const index = /^\d{1,9}$/.test(key) ? Number(key) : -1
    if (index < 0 || index >= value.length) throw unknownKey(file, override, depth, [...value.keys()].map(String))
    return value.map((item: unknown, at) => (at === index ? replaceAt(file, item, override, depth + 1) : item))
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
    throw unknownKey(file, override, depth, Object.keys(value ?? {}))
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === key ? replaceAt(file, member, override, depth + 1) : (member as unknown),
    ]),
  )
}

const readValue = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const unknownKey = (file: string, { path, text }: Override, depth: number, known: readonly string[]): WireError => {
  const typed = path[depth] ?? ''
  return new WireError(`--set ${path.join('.')}=${text}`.slice(0, 120), [
    {
      field: path.slice(0, depth + 1).join('.'),
      value: 'nothing',
      allowed: `a field that ${file} has`,
      remedy: suggestion(typed, known.slice(0, 40)),
    },
  ])
}
