import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tapeOf } from '../l2/tape.fixtures.ts'
import { bookStates } from './book-states.ts'
import { readFlowMinutes } from './flow-minutes.ts'
import { aggressorsOf, dailyVolumeOf, midsOf, takenSteps, trailingVolume } from './market-scales.ts'
import type { RecordedMarket } from './reaction-data.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Hourly bars from hour 0 on; hour h trades h + 1. */
const bars = (hours: number, barMs = HOUR): RecordedMarket['spot'] => {
  const time = Float64Array.from({ length: hours }, (_, hour) => hour * barMs)
  const same = time.map(() => 1)
  return { barMs, time, open: same, high: same, low: same, close: same, volume: time.map((_, hour) => hour + 1) }
}

describe('trailingVolume', () => {
  test('a day of closed bars, none that is still open', () => {
    // Closed by 30:30: hours 7 to 29 (23 bars of the day before), 8 + … + 30 = 437, scaled to 24 hours
    assert.equal(trailingVolume(bars(48), 30.5 * HOUR), (437 / 23) * 24)
    // Closed by 30:00: hours 6 to 29, 7 + … + 30 = 444
    assert.equal(trailingVolume(bars(48), 30 * HOUR), 444)
  })
  test('what comes later changes nothing', () => {
    const later = bars(48)
    const changed = { ...later, volume: later.volume.map((value, hour) => (hour >= 30 ? 1e9 : value)) }
    assert.equal(trailingVolume(changed, 30 * HOUR), 444)
  })
})

/** A book of one level a side around 100 whose ask moves to 102 at 0.45 s, at ticks and lots of one. */
const tape = tapeOf(
  {
    kind: 's',
    at: 10_000,
    last: 1,
    levels: [
      ['b', 99, 5],
      ['b', 90, 1],
      ['a', 101, 4],
      ['a', 102, 6],
      ['a', 110, 1],
    ],
  },
  { at: 50_000, first: 2, last: 2, levels: [['b', 90, 2]] },
  { at: 450_000, first: 3, last: 3, levels: [['a', 101, 0]] },
  { at: 1_000_000, first: 4, last: 4, levels: [['b', 90, 3]] },
)

const trades = {
  timeUs: Float64Array.of(1_100_000, 1_100_000, 1_100_000, 1_350_000),
  receivedUs: Float64Array.of(110_000, 110_001, 110_002, 350_000),
  price: Float64Array.of(101, 102, 99, 101),
  size: Float64Array.of(1, 2, 3, 4),
  side: Float64Array.of(1, 1, -1, 1),
}
const market: RecordedMarket = { name: 'made', tape, trades, spot: bars(48), own: null }

describe('bookStates', () => {
  const states = bookStates(tape, 100_000, [150, 250, 2000])
  test('each look shows what stood after the last update before it', () => {
    assert.deepEqual([states.firstUs, states.mid.length], [100_000, 9])
    assert.deepEqual([...states.mid], [100, 100, 100, 100, 100.5, 100.5, 100.5, 100.5, 100.5])
  })
  test('depth is cumulative, and unknown where a band leaves what the snapshot showed', () => {
    // mid 100: 150 bp reach 98.5 and 101.5, 250 bp 97.5 and 102.5, 2000 bp 80 (below 90) and 120 (above 110)
    assert.deepEqual(
      states.bid.map((band) => band[0]),
      [5, 5, Number.NaN],
    )
    assert.deepEqual(
      states.ask.map((band) => band[0]),
      [4, 10, Number.NaN],
    )
    // mid 100.5: 150 bp reach 98.99 and 102.01
    assert.deepEqual([states.bid[0]?.[5], states.ask[0]?.[5]], [5, 6])
  })
  test('a middle is read before a trade and two looks after it', () => {
    const { before, after } = midsOf(states)
    assert.deepEqual([before(399_000), after(299_000), after(300_000)], [100, 100, 100.5])
    assert.ok(Number.isNaN(before(99_999)) && Number.isNaN(after(900_000)))
  })
  test('takings land in the step in which they were received, on the side that they hit', () => {
    const { bid, ask } = takenSteps(states, aggressorsOf(market))
    assert.deepEqual([...ask].slice(0, 4), [3, 0, 4, 0])
    assert.deepEqual([...bid].slice(0, 4), [3, 0, 0, 0])
  })
})

describe('aggressorsOf', () => {
  test('trades of one moment and side are one order', () =>
    assert.deepEqual(
      aggressorsOf(market).map(({ side, size }) => [side, size]),
      [
        [1, 3],
        [-1, 3],
        [1, 4],
      ],
    ))
})

describe('dailyVolumeOf', () => {
  // Five whole minutes from 24:01; the tape traded 10 in them, the spot market 5 × 2 of 1440 × 2 in the day.
  const minute = 60_000
  const timeUs = Float64Array.of(DAY + 30_000, DAY + 90_000, DAY + 6 * minute - 1).map((ms) => ms * 1000)
  const scaled = { ...market, trades: { ...trades, timeUs, size: Float64Array.of(99, 4, 6) } }
  const minutes = bars(3 * 1440, minute)
  const spot = { ...minutes, volume: minutes.volume.map(() => 2) }
  test('scaled like the spot market where there are no bars of its own', () =>
    assert.equal(dailyVolumeOf({ ...scaled, spot }), (10 * 1440) / 5))
  test('from its own bars where there are some', () =>
    assert.equal(dailyVolumeOf({ ...scaled, spot, own: { ...spot, volume: spot.volume.map(() => 3) } }), 3 * 1440))
})

describe('readFlowMinutes', () => {
  test('signed flow in shares of the day, prices carried over silent minutes, thin markets left out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ebb-flow-'))
    try {
      const at = (minute: number): number => Date.UTC(2024, 0, 1) + minute * 60_000
      const rows = [
        `x,A,${at(0)},1,1,1,100,10,8,1`,
        `x,A,${at(2)},1,1,1,200,30,0,1`,
        `x,B,${at(0)},1,1,1,5,1,1,1`,
        `x,A,${at(3)},1,1,1,900,99,0,1`,
      ]
      const file = join(folder, 'flow.csv')
      writeFileSync(file, `exchange,symbol,ts_ms,open,high,low,close,volume,buy_volume,trades\n${rows.join('\n')}\n`)
      const [only, ...others] = await readFlowMinutes(file, { fromMs: at(0), toMs: at(3), minutesMin: 2 })
      assert.deepEqual(others, [])
      // 40 in three minutes; bought less sold: 6, none, -30
      assert.deepEqual(
        [...(only?.flow ?? [])].map((q) => Math.round(q * 40 * 480)),
        [6, 0, -30],
      )
      assert.deepEqual([...(only?.logClose ?? [])], [Math.log(100), Math.log(100), Math.log(200)])
      assert.ok(Math.abs((only?.dailyVolatility ?? 0) - Math.log(2) * Math.sqrt(480)) < 1e-12)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
