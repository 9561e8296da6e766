import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { CHAIN_START, hashChain, journalLine, type JournalEntry } from '@ebbline/wire'
import { BrokenJournalError, createJournalSink, JOURNAL, journalLines, sha256 } from './run-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'ebb-journal-'))
const path = join(folder, JOURNAL)
after(() => rmSync(folder, { recursive: true }))

const entry = (seq: number): JournalEntry => ({ seq, command: { kind: 'clock', time: seq }, events: [] })
const lines = async (bytes?: number): Promise<readonly string[]> => {
  const read: string[] = []
  for await (const line of journalLines(folder, bytes)) read.push(line)
  return read
}

describe('createJournalSink', () => {
  test('chains the uncompressed lines, whatever is flushed when', async () => {
    const sink = createJournalSink(folder)
    sink.write(entry(1))
    sink.flush()
    const cut = statSync(path).size
    sink.write(entry(2))
    sink.close()
    const expected = [entry(1), entry(2)].map(journalLine)
    assert.deepEqual(await lines(), expected)
    assert.equal(gunzipSync(readFileSync(path)).toString(), `${expected.join('\n')}\n`)
    const hash = (list: readonly string[]): string =>
      list.reduce((link, line) => hashChain(sha256, link, line), CHAIN_START)
    assert.equal(sink.hash(), hash(expected))

    // Gone on with after the first flush, the file ends up the same.
    assert.deepEqual(await lines(cut), expected.slice(0, 1))
    truncateSync(path, cut)
    const again = createJournalSink(folder, hash(expected.slice(0, 1)))
    again.write(entry(2))
    again.close()
    assert.equal(again.hash(), sink.hash())
    assert.deepEqual(await lines(), expected)
  })
})

describe('journalLines', () => {
  test('a line that comes in many pieces, with line ends at their edges, is read whole', async () => {
    const texts = ['a'.repeat(200_000), '', 'b'.repeat(16_383), 'c'.repeat(16_384), 'd']
    writeFileSync(path, gzipSync(`${texts.join('\n')}\n`))
    assert.deepEqual(await lines(), texts)
  })

  test('a journal that was cut off, or is none, is an error that names it', async () => {
    writeFileSync(path, gzipSync(journalLine(entry(1))))
    truncateSync(path, statSync(path).size - 3)
    await assert.rejects(lines(), (error) => error instanceof BrokenJournalError && error.message.includes(JOURNAL))
    writeFileSync(path, 'no gzip')
    await assert.rejects(lines(), BrokenJournalError)
    rmSync(path)
    await assert.rejects(lines(), BrokenJournalError)
  })
})
