/**
 * What the tests ask of a page, as expressions of the page's own language: the project is checked without the types of a
 * browser, so that no file takes its globals for granted.
 */

/** Per figure id, how many of its drawings and tables take up room. */
export const drawingsOf = (ids: readonly string[]): string => `
${JSON.stringify(ids)}.map((id) => {
  const figure = document.getElementById(id)
  const parts = figure === null ? [] : [...figure.querySelectorAll('svg.chart, table')]
  const boxes = parts.map((part) => part.getBoundingClientRect())
  return { id, drawings: boxes.filter(({ width, height }) => width > 200 && height > 50).length }
})`

/** Texts of drawings that lie outside their sheet, named with their figure. */
export const TEXTS_OUTSIDE: string = `
[...document.querySelectorAll('svg.chart')].flatMap((svg) => {
  const sheet = svg.getBoundingClientRect()
  if (sheet.width === 0) return []
  return [...svg.querySelectorAll('text')]
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
    .filter(({ box }) => box.left < sheet.left - 4 || box.right > sheet.right + 4)
    .map(({ text }) => svg.closest('figure').id + ': ' + text)
})`

/** Colour of the paper, and of the writing in a drawing. */
export const COLOURS: string = `
[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('#prices svg.wide')).fill]`

/** What the rows of a table are sorted by in one column, top to bottom. */
export const sortKeys = (table: string, column: number): string => `
[...document.querySelectorAll('#${table} tbody tr')].map((row) => Number(row.children[${column}].dataset.sort))`

/** How far the page runs over its window, and how many drawings of each kind are shown. */
export const WIDTHS: string = `(() => {
  const shown = (kind) =>
    [...document.querySelectorAll('svg.' + kind)].filter((svg) => svg.getBoundingClientRect().width > 0).length
  const over = document.documentElement.scrollWidth - window.innerWidth
  return { over, compact: shown('compact'), wide: shown('wide') }
})()`

/** Names of policies on the front that lie over each other, as the browser has laid them out. */
export const NAMES_OVER: string = `(() => {
  const names = [...document.querySelectorAll('#front svg.wide text.halo')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect()
    return { name: text.textContent, left, right, top: top + 2, bottom: bottom - 2 }
  })
  return names.flatMap((a, at) =>
    names
      .slice(at + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => a.name + ' over ' + b.name))
})()`

/** How strongly everything that belongs to a policy is drawn: lines, marks and rows. */
export const opacities = (of: string): string => `
[...document.querySelectorAll('[data-of="${of}"]')].map((part) => getComputedStyle(part).opacity)`
