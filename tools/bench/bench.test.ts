import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parseScenario } from '@ebbline/wire'
import { median, race, type Measurement } from './measurement.ts'
import { benchLines, judge } from './table.ts'
import { benchWatch } from './watch.ts'

const measured = (ratio: number, floor: number | null): Measurement => ({
  name: 'watch',
  unit: 'account-ticks',
  perSec: 1_230_000,
  against: 'sweep',
  ratio,
  floor,
})

describe('median', () => {
  test('the middle value, or the mean of both', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([4, 1, 2, 9]), 3)
    assert.ok(Number.isNaN(median([])))
  })
})

describe('race', () => {
  test('the same work counted two hundred times as much is so many times the rate', () => {
    const work = (): void => {
      for (let at = 0; at < 200_000; at += 1) Math.sqrt(at)
    }
    const { ratio } = race({ count: 2000, work }, { count: 10, work }, 15)
    assert.ok(ratio > 50 && ratio < 800, `ratio ${ratio}`)
  })
})

describe('judge', () => {
  const rows = [
    [30, 30, 2 ** 30, true],
    [29.99, 30, 2 ** 30, false],
    [0.1, null, 2 ** 30, true],
    [31, 30, 2 ** 30 + 1, false],
  ] as const
  for (const [ratio, floor, bytes, kept] of rows)
    test(`ratio ${ratio} with floor ${floor} at ${bytes} bytes is ${kept ? 'kept' : 'broken'}`, () =>
      assert.equal(judge([measured(ratio, floor)], bytes).kept, kept))

  test('the table names what failed', () => {
    const lines = benchLines(judge([measured(29, 30)], 2 ** 20))
    assert.match(lines[1] ?? '', /^watch +1\.23M +account-ticks +29\.0x +sweep +30x +FAIL$/)
    assert.equal(lines[2], 'peak memory 1 MiB, at most 1024 MiB: pass')
  })
})

describe('benchWatch', () => {
  test('screen and sweep name the same accounts through a whole crash, or it throws', () => {
    const file = new URL('../../scenarios/smoke.json', import.meta.url)
    const { scenario } = parseScenario('smoke', readFileSync(file, 'utf8'))
    const { perSec, ratio } = benchWatch(scenario)
    assert.ok(perSec > 0 && ratio > 0)
  })
})
