import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CommanderError } from 'commander'
import { ForecastInputError, PricingInputError, TierError } from '@ebbline/core'
import { WireError } from '@ebbline/wire'
import { ArgumentError, failWith } from './failure.ts'
import { fakeIo } from './io.fixtures.ts'

const problem = { field: 'seed', value: '-1', allowed: 'from 0', remedy: 'raise it' }
const stopped = (): AbortSignal => AbortSignal.abort()

class RunStopped extends Error {
  override readonly name = 'RunStopped'
}
class UnforeseenError extends Error {
  override readonly name = 'UnforeseenError'
}

describe('failWith', () => {
  const rows = [
    ['help that was asked for', new CommanderError(0, 'commander.helpDisplayed', ''), 0, ''],
    ['a wrong option, which commander has explained', new CommanderError(1, 'commander.unknownOption', 'x'), 2, ''],
    [
      'a bad file',
      new WireError('a.json', [problem]),
      2,
      'ebb: a.json: seed = -1 is refused; allowed: from 0; raise it\n',
    ],
    ['a bad argument', new ArgumentError('x', '1', 'a', 'b'), 2, 'ebb: x = 1 is refused; allowed: a; b\n'],
    [
      'tiers that core refuses',
      new TierError(problem),
      2,
      'ebb: tiers: seed = -1 is refused; allowed: from 0; raise it\n',
    ],
    [
      'an option that core refuses',
      new PricingInputError('time', -1, 'from 0', 'raise it'),
      2,
      'ebb: pricing: time = -1 is refused; allowed: from 0; raise it\n',
    ],
    [
      'a forecast that core refuses',
      new ForecastInputError('time', -1, 'from 0', 'raise it'),
      2,
      'ebb: forecast: time = -1 is refused; allowed: from 0; raise it\n',
    ],
    ['a bug', new UnforeseenError('x'), 1, 'ebb: failed: UnforeseenError: x (set EBB_DEBUG=1 to see where)\n'],
    ['something that is no error', 'text', 1, 'ebb: failed: text\n'],
  ] as const
  for (const [what, error, code, said] of rows)
    test(`${what}: exit ${code}`, () => {
      const io = fakeIo()
      assert.equal(failWith(io, error), code)
      assert.equal(io.stderr(), said)
      assert.equal(io.stdout(), '')
    })

  test('every problem of a file is a line', () => {
    const io = fakeIo()
    failWith(io, new WireError('a.json', [problem, { ...problem, field: 'name' }]))
    assert.deepEqual(io.stderr().match(/^ebb: a\.json: \w+/gm), ['ebb: a.json: seed', 'ebb: a.json: name'])
  })
  test('after an interrupt the exit is 130, and a run says how it goes on', () => {
    const io = fakeIo({ signal: stopped() })
    assert.equal(failWith(io, new RunStopped('go on with: x')), 130)
    assert.equal(failWith(io, new UnforeseenError('worker ended')), 130)
    assert.equal(io.stderr(), 'ebb: go on with: x\nebb: stopped\n')
  })
  test('with EBB_DEBUG a bug shows where it is', () => {
    const io = fakeIo({ debug: true })
    failWith(io, new UnforeseenError('x'))
    assert.match(io.stderr(), /failure\.test\.ts/)
  })
})
