import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium as engine, type Browser, type Page } from 'playwright-core'
import { drawingsOf, TEXTS_OUTSIDE, WIDTHS } from './questions.fixtures.ts'
import { chromium } from './report.fixtures.ts'
import { makeSurface } from './surface.fixtures.ts'

const found = chromium()
const skip = 'reason' in found ? found.reason : false

const FIGURES = ['expiries', 'term', 'total-variance', 'density', 'history', 'inside']

describe('page of a surface in Chromium', () => {
  let folder = ''
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  before(async () => {
    if ('reason' in found) return
    const made = makeSurface()
    folder = made.folder
    browser = await engine.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] })
    page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' })
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(pathToFileURL(made.page).href)
  })

  after(async () => {
    if ('reason' in found) return
    await browser?.close()
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  })

  test('every figure takes up room, with a smile for each expiry that has one', { skip }, async () => {
    const boxes = await page.evaluate<readonly { readonly id: string; readonly drawings: number }[]>(
      drawingsOf(FIGURES),
    )
    assert.deepEqual(
      boxes.filter(({ drawings }) => drawings !== 1),
      [],
    )
    assert.equal(await page.locator('figure[id^=smile-]').count(), 3)
    assert.match((await page.locator('#expiries').textContent()) ?? '', /none: no forward/)
    assert.match((await page.locator('.provenance').textContent()) ?? '', /parity alone: futures are flat/)
  })

  for (const width of [1280, 390])
    test(`at ${width} px nothing runs over the side and no text leaves its sheet`, { skip }, async () => {
      await page.setViewportSize({ width, height: 900 })
      assert.deepEqual(await page.evaluate<readonly string[]>(TEXTS_OUTSIDE), [])
      const { over } = await page.evaluate<Readonly<Record<'over', number>>>(WIDTHS)
      assert.ok(over <= 0, `${over} px too wide`)
    })

  test('nothing was complained about', { skip }, () => assert.deepEqual(complaints, []))
})
