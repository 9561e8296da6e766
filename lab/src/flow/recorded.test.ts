import { join } from 'node:path'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { math } from '@ebbline/core'
import { totalOf } from '../fit/sums.ts'
import { readDepthTape } from '../l2/index.ts'
import { sampleBook } from './book-samples.ts'
import { DIRECTION_WIDTH, directionRows, scoreDirections } from './direction-skill.ts'
import { LINEAR_WIDTH, linearErrors, skillOf } from './linear-skill.ts'
import { shuffledOutcomes } from './shuffle.ts'
import { scoreStream } from './stream-skill.ts'
import { tradeStream } from './streams.ts'

const dataDir = process.env['EBB_DATA'] ?? ''
const skip = dataDir === '' ? 'EBB_DATA names no folder of recorded data' : false
const FOLDER = 'l2-orderbook-2024-08-08'

describe('order flow on a recorded spot book', { skip }, () => {
  test('explains moves as they happen, tells the direction of the next second, and nothing when shuffled', async () => {
    const tape = await readDepthTape(join(dataDir, FOLDER, 'binance-spot_BTCUSDT_depth.csv.gz'))
    const samples = sampleBook(tape, { levels: 10, stepMs: 100 })
    const linear = linearErrors(samples, { model: 'best', lag: 'same', steps: 10, stretch: 10 })
    assert.ok(skillOf(totalOf(linear, LINEAR_WIDTH)) > 0.1)
    const terms = { trail: 10, horizon: 10, stretch: 100, warmUp: 600 }
    const rows = directionRows(samples, terms)
    const skill = (each: typeof rows): number =>
      skillOf(totalOf(scoreDirections(each, terms).stretches, DIRECTION_WIDTH))
    assert.ok(skill(rows) > 0.05, `${skill(rows)}`)
    assert.ok(skill(shuffledOutcomes(rows, 100, math.randomStream(1, 1))) < 0.01)
  })
})

describe('the trades of a recorded coin-margined book', { skip }, () => {
  test('excite one another: a Hawkes stream gains on what was held out', async () => {
    const stream = await tradeStream(dataDir, `${FOLDER}/binance-coinm_BTCUSD_PERP_trades.csv.gz`, 'trades')
    const [, , hawkes] = scoreStream(stream, { fitted: 0.7, stepSeconds: 30 })
    assert.ok(hawkes && hawkes.gain > 0.5 && (hawkes.branching?.high ?? 2) < 0.8)
  })
})
