import { distinct, identifier } from './check.ts'
import type { Figure } from './figure.ts'
import { constant, element, EMPTY, escape, join } from './markup.ts'
import type { Markup } from './markup.ts'
import { PAGE_CSS } from './page-css.ts'
import { PAGE_SCRIPT } from './script.ts'
import type { TableFigure } from './table.ts'
import { CHART_CSS, THEME_CSS } from './theme.ts'

/** A number that stands alone, already formatted, with its meaning. */
export type Fact = { readonly label: string; readonly value: string; readonly note?: string }

/** What a section holds, in order. `row` puts figures side by side where there is room. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly title: string; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'figure'; readonly figure: Figure | TableFigure }
  | { readonly kind: 'row'; readonly figures: readonly (Figure | TableFigure)[] }

export type Section = {
  readonly id: string
  readonly title: string
  readonly lead?: string
  readonly blocks: readonly Block[]
}

/** A report. `provenance` says where the numbers come from (seed, hashes, versions); `policies` is the colour key of the page. */
export type Page = {
  readonly title: string
  readonly subtitle: string
  readonly brand: string
  readonly provenance: readonly { readonly label: string; readonly value: string }[]
  readonly policies: readonly { readonly name: string; readonly colour: string }[]
  readonly sections: readonly Section[]
  readonly footer: string
}

// Nothing may be loaded or sent: even a name that slipped through as markup could not call home.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/** Figures come out of this package's own functions, which escape what they are given; their html is markup already. */
const figureMarkup = ({ html }: Figure | TableFigure): Markup => constant(html)

const factMarkup = ({ label, value, note }: Fact): Markup =>
  element(
    'div',
    {},
    element('dt', {}, escape(label)),
    element('dd', { class: 'figure-value' }, escape(value)),
    note === undefined ? EMPTY : element('dd', { class: 'note' }, escape(note)),
  )

const blockMarkup = (block: Block): Markup => {
  switch (block.kind) {
    case 'text':
      return element('p', {}, escape(block.text))
    case 'list':
      return element(
        'div',
        { class: 'list' },
        element('h3', {}, escape(block.title)),
        element('ul', {}, ...block.items.map((item) => element('li', {}, escape(item)))),
      )
    case 'facts':
      return element('dl', { class: 'facts' }, ...block.facts.map(factMarkup))
    case 'figure':
      return figureMarkup(block.figure)
    case 'row':
      return element('div', { class: 'row' }, ...block.figures.map(figureMarkup))
  }
}

const sectionMarkup = ({ id, title, lead, blocks }: Section): Markup =>
  element(
    'section',
    { id },
    element('h2', {}, escape(title)),
    lead === undefined ? EMPTY : element('p', { class: 'lead' }, escape(lead)),
    ...blocks.map(blockMarkup),
  )

const headMarkup = (page: Page): Markup =>
  element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    element('title', {}, escape(page.title)),
    element('style', {}, constant(`${THEME_CSS}\n${PAGE_CSS}`)),
    element('style', { id: 'chart-style' }, constant(CHART_CSS)),
  )

const policiesMarkup = (page: Page): Markup => {
  if (page.policies.length === 0) return EMPTY
  const items = page.policies.map((policy) => element('li', {}, ...policyKey(policy)))
  return element('ul', { class: 'policies', 'aria-label': 'Policies and their colours' }, ...items)
}

const policyKey = ({ name, colour }: Page['policies'][number]): readonly Markup[] => [
  element('span', { class: 'swatch', style: `background:${colour}` }),
  escape(name),
]

/** Buttons that bring out some policies in every picture and table by making the others faint; only where scripts run. */
const pickerMarkup = ({ policies }: Page): Markup => {
  if (policies.length < 2) return EMPTY
  const buttons = policies.map((policy) =>
    element('button', { type: 'button', 'data-pick': policy.name, 'aria-pressed': 'false' }, ...policyKey(policy)),
  )
  const all = element('button', { type: 'button', 'data-pick': '', class: 'all' }, escape('Show all alike'))
  return element(
    'details',
    { class: 'picker' },
    element('summary', {}, escape('Bring out policies')),
    element('div', { class: 'picks', role: 'group', 'aria-label': 'Policies to bring out' }, ...buttons, all),
  )
}

const headerMarkup = (page: Page): Markup => {
  const provenance = page.provenance.map(({ label, value }) =>
    element('div', {}, element('dt', {}, escape(label)), element('dd', {}, escape(value))),
  )
  const links = page.sections.map(({ id, title }) => element('li', {}, element('a', { href: `#${id}` }, escape(title))))
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'bar' },
      element('span', { class: 'brand' }, escape(page.brand)),
      element('button', { type: 'button', id: 'theme' }, escape('Light / dark')),
    ),
    element('h1', {}, escape(page.title)),
    element('p', { class: 'lede' }, escape(page.subtitle)),
    policiesMarkup(page),
    provenance.length === 0 ? EMPTY : element('dl', { class: 'provenance' }, ...provenance),
    links.length < 2 ? EMPTY : element('nav', { 'aria-label': 'Sections' }, element('ol', {}, ...links)),
  )
}

const idsOf = (page: Page): readonly string[] =>
  page.sections.flatMap(({ id, blocks }) => [
    id,
    ...blocks.flatMap((block) => {
      if (block.kind === 'figure') return [block.figure.id]
      return block.kind === 'row' ? block.figures.map((figure) => figure.id) : []
    }),
  ])

/**
 * One HTML file that needs nothing else: styles and script inline, no request to anywhere (a content policy forbids
 * it), light and dark, printable, readable from 400 px. Every text is escaped. Refuses ids that repeat or cannot stand
 * in a link.
 */
export const page = (content: Page): string => {
  const ids = idsOf(content)
  distinct('sections', ids)
  for (const id of ids) identifier('sections', id)
  const body = element(
    'body',
    {},
    element(
      'div',
      { class: 'page' },
      headerMarkup(content),
      element('main', {}, join(content.sections.map(sectionMarkup))),
      content.footer === '' ? EMPTY : element('footer', {}, escape(content.footer)),
    ),
    pickerMarkup(content),
    element('script', {}, constant(PAGE_SCRIPT)),
  )
  return `<!doctype html>\n${element('html', { lang: 'en' }, headMarkup(content), body)}\n`
}
