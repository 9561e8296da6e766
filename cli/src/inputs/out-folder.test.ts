import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { ArgumentError } from '../failure.ts'
import { intoWholeFolder, makeFolder, requireFree } from './out-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-out-'))
const target = join(folder, 'result')
after(() => rmSync(folder, { recursive: true }))
beforeEach(() => rmSync(target, { recursive: true, force: true }))

class WorkError extends Error {
  override readonly name = 'WorkError'
}

const writing = (text: string) => async (into: string) => {
  writeFileSync(join(into, 'data.txt'), text)
  return text
}

describe('intoWholeFolder', () => {
  test('keeps what there is of failed work when told so', async () => {
    const failing = async (into: string): Promise<void> => {
      await writing('half')(into)
      throw new WorkError('stopped')
    }
    await assert.rejects(
      intoWholeFolder(target, failing, () => true),
      WorkError,
    )
    assert.equal(readFileSync(join(target, 'data.txt'), 'utf8'), 'half')
    assert.deepEqual(readdirSync(folder), ['result'])
  })

  test('the folder appears when the work is done', async () => {
    const result = await intoWholeFolder(target, async (into) => {
      assert.ok(!existsSync(target))
      return writing('one')(into)
    })
    assert.equal(result, 'one')
    assert.equal(readFileSync(join(target, 'data.txt'), 'utf8'), 'one')
    assert.deepEqual(readdirSync(folder), ['result'])
  })
  test('an earlier result is replaced as a whole', async () => {
    mkdirSync(target)
    writeFileSync(join(target, 'old.txt'), '')
    await intoWholeFolder(target, writing('two'))
    assert.deepEqual(readdirSync(target), ['data.txt'])
    assert.deepEqual(readdirSync(folder), ['result'])
  })
  test('when the work fails the earlier result stays and nothing else is left', async () => {
    await intoWholeFolder(target, writing('good'))
    await assert.rejects(
      intoWholeFolder(target, async (into) => {
        await writing('half')(into)
        throw new WorkError('stopped')
      }),
      WorkError,
    )
    assert.equal(readFileSync(join(target, 'data.txt'), 'utf8'), 'good')
    assert.deepEqual(readdirSync(folder), ['result'])
  })
})

describe('requireFree', () => {
  test('a new, an empty and an own folder are free', () => {
    requireFree(target, ['run.json'])
    mkdirSync(target)
    requireFree(target, ['run.json'])
    writeFileSync(join(target, 'run.json'), '')
    writeFileSync(join(target, 'more.csv'), '')
    requireFree(target, ['run.json'])
  })
  test('a folder with something else, and a file, are not', () => {
    mkdirSync(target)
    writeFileSync(join(target, 'thesis.txt'), '')
    assert.throws(() => requireFree(target, ['run.json']), ArgumentError)
    assert.throws(() => requireFree(join(target, 'thesis.txt'), ['run.json']), ArgumentError)
  })
})

describe('makeFolder', () => {
  test('a path through a file is refused by the name that was typed', () => {
    mkdirSync(target)
    writeFileSync(join(target, 'file'), '')
    assert.throws(() => makeFolder(join(target, 'file', 'x'), 'typed'), /--out = typed is refused/)
  })
})
