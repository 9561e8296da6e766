import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fakeIo } from './io.fixtures.ts'
import { createProgress } from './progress.ts'

const step = (done: number, total = 10) => ({ label: 'soft, frozen path', done, total })

describe('createProgress', () => {
  test('rewrites one line on a terminal, at most ten times a second', () => {
    const io = fakeIo({ live: true })
    const progress = createProgress(io, false)
    progress.step(step(1))
    io.pass(50)
    progress.step(step(2))
    io.pass(60)
    progress.step(step(3))
    progress.end()
    assert.deepEqual(
      io
        .stderr()
        .split('\r\u001b[K')
        .map((line) => line.trim()),
      ['', '██░░░░░░░░░░░░░░░░░░░░░░  10% soft, frozen path', '███████░░░░░░░░░░░░░░░░░  30% soft, frozen path', ''],
    )
  })
  test('never reaches the last column, so that the line does not wrap', () => {
    const io = fakeIo({ live: true, columns: 40 })
    createProgress(io, false).step({ ...step(5), label: 'x'.repeat(200) })
    assert.equal(io.stderr().length - '\r\u001b[K'.length, 39)
  })
  test('prints a line every four seconds elsewhere', () => {
    const io = fakeIo()
    const progress = createProgress(io, false)
    for (let second = 0; second <= 9; second += 1) {
      progress.step(step(second))
      io.pass(1_000)
    }
    assert.equal(io.stderr(), ' 40% soft, frozen path\n 80% soft, frozen path\n')
  })
  test('says how long the rest takes at the pace so far, once that is known', () => {
    const io = fakeIo()
    const progress = createProgress(io, false)
    progress.step(step(0, 100))
    for (const done of [1, 10, 90]) {
      io.pass(done === 1 ? 1_000 : 30_000)
      progress.step(step(done, 100))
    }
    // a tenth took 31 s, so nine tenths take 279 s; nine tenths took 61 s, so one tenth takes 7 s: not worth saying
    assert.equal(io.stderr(), ' 10% soft, frozen path, about 4 min 39 s left\n 90% soft, frozen path\n')
  })
  test('work of unknown size shows no share', () => {
    const io = fakeIo({ live: true })
    createProgress(io, false).step(step(3, 0))
    assert.match(io.stderr(), / {2}0% /)
  })
  test('is silent when quiet, notes included', () => {
    const io = fakeIo({ live: true })
    const progress = createProgress(io, true)
    progress.step(step(1))
    progress.note('warning')
    progress.end()
    assert.equal(io.stderr(), '')
  })
})
