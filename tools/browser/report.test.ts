import assert from 'node:assert/strict'
import { readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium as engine, type Browser, type Page } from 'playwright-core'
import { COLOURS, drawingsOf, NAMES_OVER, opacities, sortKeys, TEXTS_OUTSIDE, WIDTHS } from './questions.fixtures.ts'
import { chromium, makeComparison, readRun, type Made } from './report.fixtures.ts'

const found = chromium()
const skip = 'reason' in found ? found.reason : false

const SECTIONS = [
  'result',
  'front-section',
  'said',
  'table',
  'checks',
  'crash',
  'payers',
  'accounts',
  'fairness',
  'story',
  'tradeoff',
  'estimates',
  'method',
]
const FIGURES = `
  front causes policies more-benefit more-cost claims orders prices impact closing losses fund vault backstops kept held
  distribution fairness-curve burdens
  position-kept receipts course position ladder tradeoff-house tradeoff-debt tradeoff-winners tradeoff-time
  estimate-coverage parameters runs definitions
`
  .trim()
  .split(/\s+/)

describe('report of a comparison in Chromium', () => {
  let made: Made
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const requests: string[] = []

  before(async () => {
    if ('reason' in found) return
    made = await makeComparison()
    browser = await engine.launch({
      executablePath: found.path,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    page = await browser.newPage({ viewport: { width: 1200, height: 900 }, colorScheme: 'light' })
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => requests.push(request.url()))
    await page.goto(pathToFileURL(made.report).href)
  })

  after(async () => {
    if ('reason' in found) return
    await browser?.close()
    if (made !== undefined) await rm(dirname(made.folder), { recursive: true, force: true })
  })

  test('every section and figure is there and takes up room', { skip }, async () => {
    const boxes = await page.evaluate<readonly { readonly id: string; readonly drawings: number }[]>(
      drawingsOf(FIGURES),
    )
    assert.deepEqual(
      boxes.filter(({ drawings }) => drawings !== 1),
      [],
    )
    for (const id of SECTIONS) assert.ok((await page.locator(`section#${id}`).boundingBox())?.height, id)
  })

  test('no text of a picture lies outside its sheet', { skip }, async () => {
    const outside = await page.evaluate<readonly string[]>(TEXTS_OUTSIDE)
    assert.deepEqual(outside, [])
  })

  test('the button switches the theme, and every figure follows', { skip }, async () => {
    const colours = (): Promise<readonly string[]> => page.evaluate<readonly string[]>(COLOURS)
    const light = await colours()
    await page.click('#theme')
    const dark = await colours()
    assert.notEqual(light[0], dark[0])
    assert.notEqual(light[1], dark[1])
    await page.click('#theme')
    assert.deepEqual(await colours(), light)
  })

  test('a click on a header sorts the table by it, another one turns it around', { skip }, async () => {
    const keys = (): Promise<readonly number[]> => page.evaluate<readonly number[]>(sortKeys('policies', 3))
    const header = page.locator('#policies button[data-column="3"]')
    await header.click()
    const rising = await keys()
    assert.deepEqual(
      rising,
      rising.toSorted((a, b) => a - b),
    )
    await header.click()
    assert.deepEqual(await keys(), rising.toReversed())
    assert.equal(await page.locator('#policies th[aria-sort=descending]').count(), 1)
  })

  test('names on the front lie over no other name', { skip }, async () => {
    assert.deepEqual(await page.evaluate<readonly string[]>(NAMES_OVER), [])
  })

  test(
    'a policy that is brought out stays, the others grow faint in pictures and tables, and all come back',
    { skip },
    async () => {
      const shown = (of: string): Promise<readonly string[]> => page.evaluate<readonly string[]>(opacities(of))
      const clear = await shown('soft')
      await page.click('.picker summary')
      await page.click('.picker button[data-pick="soft"]')
      assert.deepEqual(await shown('soft'), clear)
      assert.ok((await shown('full-close')).every((opacity) => Number(opacity) < 0.4))
      assert.equal(await page.locator('.picker [aria-pressed=true]').count(), 1)
      await page.click('.picker .all')
      assert.equal(await page.locator('.off').count(), 0)
      await page.click('.picker summary')
    },
  )

  test('the CSV button saves the numbers of run.json', { skip }, async () => {
    const saved = page.waitForEvent('download')
    await page.click('#policies button[data-csv]')
    const download = await saved
    assert.equal(download.suggestedFilename(), 'policies.csv')
    const rows = (await readFile(await download.path(), 'utf8')).trimEnd().split(/\r?\n/)
    const head = rows[0]?.split(',') ?? []
    for (const policy of ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'])
      for (const [bound, title] of [
        ['frozen', 'frozen path'],
        ['own', 'own impact'],
      ] as const) {
        const cells = rows.find((row) => row.startsWith(`${policy},${title},`))?.split(',') ?? []
        const { metrics } = await readRun(made, policy, bound)
        for (const name of ['badDebt', 'forcedNotional', 'equityPreserved', 'accountsTouched'])
          assert.equal(cells[head.findIndex((each) => each.split(' ')[0] === name)], String(metrics[name]), name)
      }
  })

  test('the SVG button saves a picture that stands alone', { skip }, async () => {
    const saved = page.waitForEvent('download')
    await page.click('#closing button[data-svg]')
    const text = await readFile(await (await saved).path(), 'utf8')
    assert.match(text, /^<svg /)
    assert.match(text, /--cause-1:\s*#/)
  })

  test('at 400 px nothing runs over the side and the compact drawings are shown', { skip }, async () => {
    await page.setViewportSize({ width: 400, height: 800 })
    const { over, compact, wide } = await page.evaluate<Readonly<Record<'over' | 'compact' | 'wide', number>>>(WIDTHS)
    assert.ok(over <= 0, `${over} px too wide`)
    assert.ok(compact > 10)
    assert.equal(wide, 0)
    await page.setViewportSize({ width: 1200, height: 900 })
  })

  test('nothing was complained about and nothing was fetched', { skip }, () => {
    assert.deepEqual(complaints, [])
    assert.deepEqual(
      requests.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:')),
      [],
    )
    assert.equal(requests.filter((url) => url.startsWith('file:')).length, 1)
  })
})
