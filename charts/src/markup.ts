declare const checked: unique symbol

/** Text that is already safe HTML or SVG. Only this file makes it, so a name can reach a page only through `escape`. */
export type Markup = string & { readonly [checked]: true }

export type Attributes = Readonly<Record<string, string | number | undefined>>

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// XML forbids these even as entities; a lone surrogate is not text at all.
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

/** Any text as safe content or attribute value, in HTML and in XML; what XML cannot hold becomes U+FFFD. */
export const escape = (text: string): Markup =>
  text
    .toWellFormed()
    .replaceAll(UNPRINTABLE, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character) as Markup

/** A constant of this package (style sheet, script) as markup. Never call it with anything from outside. */
export const constant = (text: string): Markup => text as Markup

export const EMPTY: Markup = constant('')

export const join = (parts: readonly Markup[]): Markup => parts.join('') as Markup

/** A length in pixels, rounded to 1/100, so that the same picture has the same bytes everywhere. Never `-0`. */
export const pixels = (value: number): number => Math.round(value * 100) / 100 + 0

const VOID: ReadonlySet<string> = new Set(
  'path line rect circle ellipse polygon polyline use stop meta link br hr col input'.split(' '),
)

const attribute = ([name, value]: readonly [string, string | number | undefined]): string => {
  if (value === undefined) return ''
  return ` ${name}="${typeof value === 'number' ? String(pixels(value)) : escape(value)}"`
}

/** One element, its attributes in the order given (`undefined` leaves one out); numbers are rounded to 1/100. */
export const element = (name: string, attributes: Attributes, ...children: readonly Markup[]): Markup => {
  const open = `<${name}${Object.entries(attributes).map(attribute).join('')}`
  if (children.length === 0 && VOID.has(name)) return `${open}/>` as Markup
  return `${open}>${children.join('')}</${name}>` as Markup
}

const JSON_ESCAPES: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }

/** A JSON value inside a script element that no browser runs; written so that no text can close it, in HTML and XML. */
export const dataScript = (id: string, value: unknown): Markup =>
  element(
    'script',
    { type: 'application/json', id },
    constant(JSON.stringify(value).replaceAll(/[<>&]/g, (character) => JSON_ESCAPES[character] ?? character)),
  )
