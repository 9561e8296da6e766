/**
 * The only script of a page: switches the theme, saves data and pictures, sorts tables. It asks nothing of any network,
 * stores nothing, and without it the page still shows everything.
 */
export const PAGE_SCRIPT: string = `(() => {
'use strict'
const root = document.documentElement
root.classList.add('scripted')
const save = (name, type, text) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
const picture = (id) => {
  const drawings = [...document.getElementById(id).querySelectorAll('svg.chart')]
  const shown = drawings.find((svg) => svg.getBoundingClientRect().width > 0) || drawings[0]
  const copy = shown.cloneNode(true)
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  const values = getComputedStyle(root)
  const used = new Set(shown.outerHTML.concat(document.getElementById('chart-style').textContent).match(/var\\(--[a-z0-9-]+\\)/g))
  const names = [...used].map((use) => use.slice(4, -1))
  style.textContent = 'svg{background:' + values.getPropertyValue('--paper') + ';' +
    names.map((name) => name + ':' + values.getPropertyValue(name)).join(';') + '}' +
    document.getElementById('chart-style').textContent
  copy.prepend(style)
  const box = shown.viewBox.baseVal
  copy.setAttribute('width', box.width)
  copy.setAttribute('height', box.height)
  return new XMLSerializer().serializeToString(copy)
}
const toggleTheme = () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches
  root.dataset.theme = dark ? 'light' : 'dark'
}
const compare = (a, b) => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const [x, y] = [Number(a), Number(b)]
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y
}
const sort = (button) => {
  const table = button.closest('table')
  const header = button.closest('th')
  const descending = header.getAttribute('aria-sort') === 'ascending'
  for (const other of table.querySelectorAll('th[aria-sort]')) other.setAttribute('aria-sort', 'none')
  header.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
  const column = Number(button.dataset.column)
  const key = (row) => row.children[column].getAttribute('data-sort')
  const rows = [...table.tBodies[0].rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)]
    return compare(x, y) * (descending && x !== null && y !== null ? -1 : 1)
  })
  table.tBodies[0].append(...rows)
}
const picks = [...document.querySelectorAll('[data-pick]')]
const known = new Set(picks.map((button) => button.dataset.pick).filter((name) => name !== ''))
const picked = new Set()
const pick = (name) => {
  if (name === '') picked.clear()
  else if (!picked.delete(name)) picked.add(name)
  for (const button of picks)
    if (button.dataset.pick !== '') button.setAttribute('aria-pressed', String(picked.has(button.dataset.pick)))
  for (const part of document.querySelectorAll('[data-of]')) {
    const of = part.dataset.of
    part.classList.toggle('off', picked.size > 0 && known.has(of) && !picked.has(of))
  }
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button')
  if (button === null) return
  const { csv, svg, column, pick: wanted } = button.dataset
  if (csv !== undefined) save(csv + '.csv', 'text/csv', JSON.parse(document.getElementById(csv + '-csv').textContent))
  else if (svg !== undefined) save(svg + '.svg', 'image/svg+xml', picture(svg))
  else if (column !== undefined) sort(button)
  else if (wanted !== undefined) pick(wanted)
  else if (button.id === 'theme') toggleTheme()
})
})()`
