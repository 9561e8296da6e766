import { identifier } from './check.ts'
import { dataScript, element, EMPTY, escape, join, pixels } from './markup.ts'
import type { Markup } from './markup.ts'

/** Words around a picture. The title states what to see, the subtitle the quantity and its unit. */
export type FigureText = {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly caption?: string
}

/**
 * A finished picture. `html` is the whole `<figure>` (two drawings of which CSS shows one, wide or compact, and the
 * CSV and SVG buttons), `svg` the wide drawing alone, `csv` the data behind it.
 */
export type Figure = { readonly id: string; readonly html: string; readonly svg: string; readonly csv: string }

/** The sheet that a chart draws on. Ids inside it must begin with `id`. */
export type Canvas = { readonly id: string; readonly widthPx: number; readonly compact: boolean }
export type Drawing = { readonly heightPx: number; readonly body: Markup }

const WIDE_PX = 860
const COMPACT_PX = 400

const drawing = (text: FigureText, canvas: Canvas, { heightPx, body }: Drawing): Markup =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `chart ${canvas.compact ? 'compact' : 'wide'}`,
      viewBox: `0 0 ${pixels(canvas.widthPx)} ${pixels(heightPx)}`,
      role: 'img',
      'aria-labelledby': `${canvas.id}-title ${canvas.id}-desc`,
    },
    element('title', { id: `${canvas.id}-title` }, escape(text.title)),
    element('desc', { id: `${canvas.id}-desc` }, escape(text.subtitle)),
    body,
  )

/** The buttons that download the data and the picture; hidden where scripts do not run. */
export const downloadButtons = (id: string, kinds: readonly ('csv' | 'svg')[], title: string): Markup =>
  element(
    'div',
    { class: 'tools' },
    ...kinds.map((kind) =>
      element(
        'button',
        { type: 'button', [`data-${kind}`]: id, 'aria-label': `Download ${kind.toUpperCase()}: ${title}` },
        escape(kind.toUpperCase()),
      ),
    ),
  )

/** Heading of a figure or table: title, subtitle, buttons. */
export const figureHead = (text: FigureText, kinds: readonly ('csv' | 'svg')[]): Markup =>
  element(
    'figcaption',
    {},
    element('h3', { id: `${text.id}-heading` }, escape(text.title)),
    element('p', {}, escape(text.subtitle)),
    downloadButtons(text.id, kinds, text.title),
  )

/** Caption under a figure, or nothing. */
export const figureCaption = (text: FigureText): Markup =>
  text.caption === undefined ? EMPTY : element('p', { class: 'caption' }, escape(text.caption))

/** Puts heading, both drawings, caption and data together. Refuses an id that could not stand in a link. */
export const composeFigure = (text: FigureText, csv: string, draw: (canvas: Canvas) => Drawing): Figure => {
  const id = identifier('id', text.id)
  const wideCanvas: Canvas = { id: `${id}-wide`, widthPx: WIDE_PX, compact: false }
  const compactCanvas: Canvas = { id: `${id}-compact`, widthPx: COMPACT_PX, compact: true }
  const wide = drawing(text, wideCanvas, draw(wideCanvas))
  const compact = drawing(text, compactCanvas, draw(compactCanvas))
  const html = element(
    'figure',
    { id, class: 'figure', 'aria-labelledby': `${id}-heading` },
    figureHead(text, ['csv', 'svg']),
    join([wide, compact]),
    figureCaption(text),
    dataScript(`${id}-csv`, csv),
  )
  return { id, html, svg: wide, csv }
}

/** `text` at a place; `kind` holds the classes that style it. */
export const label = (kind: string, [x, y]: readonly [number, number], text: string): Markup =>
  element('text', { class: kind, x, y }, escape(text))

/** A tooltip for the element that holds it. */
export const tooltip = (text: string): Markup => element('title', {}, escape(text))

/** Straight line from one place to another. */
export const segment = (
  kind: string,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): Markup => element('line', { class: kind, x1, y1, x2, y2 })
