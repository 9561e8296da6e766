import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { PICTURE_FILE, smokeScenario } from './files.ts'
import { pictureOf } from './picture.ts'

describe('pictureOf', () => {
  test('the picture of the README shows what the code does now; if it should change: npm run picture', async () => {
    const drawn = await pictureOf(smokeScenario())
    assert.ok(readFileSync(PICTURE_FILE, 'utf8') === drawn, 'docs/pictures/small-crash.svg is of another day')
  })
})
