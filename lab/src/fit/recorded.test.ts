import { before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { bundledReaction } from '../recorded/fitted.ts'
import { reactionOf } from './fit-reaction.ts'
import { costReport } from './index.ts'
import { readReactionData, type ReactionData } from './reaction-data.ts'

const committed = bundledReaction()
const dataDir = process.env['EBB_DATA']
const skip = dataDir === undefined ? 'EBB_DATA names no folder of recorded data' : false

describe('the fit to recorded data', { skip }, () => {
  let read: Promise<ReactionData>
  before(() => {
    read = readReactionData(dataDir ?? '')
  })

  test('the committed numbers are what the data give', async () => {
    assert.deepEqual(reactionOf(await read, committed.provenance.date), committed)
  })

  test('out of sample every book, side and latency keeps its bounds: bias within 10 %, coverage between 85 % and 95 %', async () => {
    const lines = (await read).markets.flatMap(({ name, tape }) => costReport(name, tape))
    assert.equal(lines.length, 16)
    for (const { book, side, latencySec, coverage } of lines)
      assert.ok(coverage.holds, `${book} ${side} ${latencySec}: bias ${coverage.bias}, coverage ${coverage.coverage}`)
  })
})
