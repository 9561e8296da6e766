const ENTITY = /&(?!(?:amp|lt|gt|quot|#39);)/
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y

const tagProblem = (whole: string, attributes: string): string | undefined => {
  if (ENTITY.test(attributes)) return `a bare & in ${whole}`
  const names = [...attributes.matchAll(/\s([\w:-]+)="/g)].map((match) => match[1])
  return new Set(names).size === names.length ? undefined : `an attribute twice in ${whole}`
}

/** Why a text is no well-formed XML: tags nest and close, attributes are quoted and unique, entities known. */
export const malformed = (xml: string): string | undefined => {
  const open: string[] = []
  let at = 0
  while (at < xml.length) {
    const next = xml.indexOf('<', at)
    const text = xml.slice(at, next === -1 ? xml.length : next)
    if (ENTITY.test(text)) return `a bare & in ${text}`
    if (next === -1) break
    TAG.lastIndex = next
    const tag = TAG.exec(xml)
    if (tag === null) return `no tag at ${xml.slice(next, next + 60)}`
    const [whole, closing = '', name = '', attributes = '', empty = ''] = tag
    const problem = tagProblem(whole, attributes)
    if (problem !== undefined) return problem
    if (closing === '/' && open.pop() !== name) return `</${name}> closes another element`
    if (closing === '' && empty === '') open.push(name)
    at = next + whole.length
  }
  return open.length === 0 ? undefined : `left open: ${open.join(' ')}`
}

/** Attributes of every element of a name, in order. */
export const elements = (svg: string, name: string): readonly Readonly<Record<string, string>>[] =>
  [...svg.matchAll(new RegExp(`<${name}((?:\\s+[\\w:-]+="[^"]*")*)\\s*/?>`, 'g'))].map((match) =>
    Object.fromEntries(
      [...(match[1] ?? '').matchAll(/\s([\w:-]+)="([^"]*)"/g)].map((pair) => [pair[1] ?? '', pair[2] ?? '']),
    ),
  )

/** Elements of a name that carry a class. */
export const withClass = (svg: string, name: string, wanted: string): readonly Readonly<Record<string, string>>[] =>
  elements(svg, name).filter((found) => (found['class'] ?? '').split(' ').includes(wanted))

/** Points of path data that uses M, L and Z only. */
export const pathPoints = (d: string): readonly (readonly [number, number])[] =>
  d
    .replaceAll('Z', '')
    .split(/[ML]/)
    .filter((part) => part !== '')
    .map((part) => {
      const [x, y] = part.split(',').map(Number)
      return [x ?? Number.NaN, y ?? Number.NaN] as const
    })

/** Words of each `<text>` with its place. */
export const texts = (
  svg: string,
): readonly { readonly x: number; readonly y: number; readonly text: string; readonly kind: string }[] =>
  [...svg.matchAll(/<text class="([^"]*)" x="([^"]*)" y="([^"]*)">([^<]*)<\/text>/g)].map((match) => ({
    kind: match[1] ?? '',
    x: Number(match[2]),
    y: Number(match[3]),
    text: match[4] ?? '',
  }))

/** A name that tries to be markup, a formula and a broken character at once. */
export const HOSTILE = `<script>alert("x")</script>&'\u0001\uD800`
