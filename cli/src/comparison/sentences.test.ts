import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { comparison, recordedTape } from './comparison.fixtures.ts'
import { commonNotes, noteLines } from './notes.ts'
import { sentenceLines } from './sentences.ts'

describe('sentenceLines', () => {
  const kept = sentenceLines(comparison, { folder: 'runs/x', width: 60 })
  test('says what the numbers allow, and what they rest on', () => {
    assert.equal(kept[0], '- soft keeps more equity.')
    assert.match(kept.join(' '), /Assumed: prices: generated; +depth: synthetic ladder;/)
    assert.match(kept.join(' ').replace(/\s+/g, ' '), /rest of the world: BTC-PERP 50 %\./)
  })
  test('leaves the single verdicts to the report', () => assert.ok(!kept.join(' ').includes('no ranking')))
  test('names the report and the run to read next', () => {
    assert.ok(kept.includes('Report: runs/x/report.html'))
    assert.ok(kept.includes('Why an account was treated so: ebb explain runs/x/soft/own'))
  })
  test('with several tapes the run lies one folder deeper', () => {
    const [tape] = comparison.tapes
    assert.ok(tape !== undefined)
    const lines = sentenceLines({ ...comparison, tapes: [tape, { ...tape, seed: 2 }] }, { folder: 'x', width: 80 })
    assert.ok(lines.some((line) => line.endsWith('ebb explain x/hand-made-1/soft/own')))
    assert.ok(lines.includes('8 runs, 12 s summed over all of them.'))
  })
  test('without a folder it says so', () =>
    assert.ok(
      sentenceLines(comparison, { folder: null, width: 80 }).some((line) => line.startsWith('Nothing was kept')),
    ))
  test('adds up the time of all runs', () => assert.ok(kept.includes('4 runs, 6 s summed over all of them.')))
})

describe('noteLines', () => {
  test('tells what a recorded tape assumes, cannot show, and was read from', () => {
    const text = noteLines(recordedTape, 80).join('\n')
    assert.match(text, /^Assumed:\n {2}- Leverage is assumed\.$/m)
    assert.match(text, /^What these data cannot show:\n {2}- Spot prices stand for marks\.$/m)
    assert.match(text, /^Read: candles\/btc\.csv\.gz \(22222222\)\.$/m)
  })
  test('what all recorded tapes have in common is said once', () => {
    assert.deepEqual(commonNotes([recordedTape]), [])
    const common = commonNotes([recordedTape, ...comparison.tapes, recordedTape])
    assert.deepEqual(common, ['Leverage is assumed.', 'Spot prices stand for marks.'])
    assert.deepEqual(noteLines(recordedTape, 80, common), ['Read: candles/btc.csv.gz (22222222).', ''])
  })
  test('says nothing of a generated tape', () => {
    const [tape] = comparison.tapes
    assert.ok(tape !== undefined)
    assert.deepEqual(noteLines(tape, 80), [])
  })
})
