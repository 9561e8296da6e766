import { named } from './error.ts'

/**
 * Path of the first key that an object of a JSON text repeats, null when there is none. JSON itself takes the last one in
 * silence, so that a reader of the file and the program may each see another value. The text must be JSON.
 */
export const repeatedKey = (text: string): string | null => {
  const open: Level[] = []
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at]
    const level = open.at(-1)
    if (mark === '"') {
      const end = endOfText(text, at)
      if (level !== undefined && level.awaitsKey) {
        const key = String(JSON.parse(text.slice(at, end + 1)))
        if (level.keys.has(key)) return [...open.slice(0, -1).map(place), key].map(named).join('.')
        Object.assign(level, { key, awaitsKey: false })
        level.keys.add(key)
      }
      at = end
    } else if (mark === '{') open.push({ list: false, keys: new Set(), awaitsKey: true, key: '', index: 0 })
    else if (mark === '[') open.push({ list: true, keys: new Set(), awaitsKey: false, key: '', index: 0 })
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ',' && level !== undefined) {
      level.awaitsKey = !level.list
      level.index += 1
    }
  }
  return null
}

/** An object or list that the scan is in. */
interface Level {
  readonly list: boolean
  readonly keys: Set<string>
  awaitsKey: boolean
  key: string
  index: number
}

const place = (level: Level): string => (level.list ? String(level.index) : level.key)

/** Index of the quote that ends the text which begins at `start`. */
const endOfText = (text: string, start: number): number => {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
