import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { normalUpperTail } from '../../math/index.ts'
import { waitingDeadline, waitOutcome, type WaitingChoice } from './waiting.ts'

const choice: WaitingChoice = {
  equity: 100,
  costNow: 40,
  costRested: 10,
  recovery: 5,
  varianceRate: 100,
  closingVariance: 25,
  ruinProbabilityMax: 1e-3,
  horizon: 10,
}

const close = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted}`)

describe('waitOutcome', () => {
  test('by hand: now the cushion is 60 over a spread of 5', () => {
    const now = waitOutcome(choice, 0)
    assert.equal(now.cost, 40)
    close(now.ruinProbability, 2 * normalUpperTail(12), 1e-40)
  })
  test('at a cushion of 0 the shortfall is spread/√(2π)', () => {
    const at = waitOutcome({ ...choice, equity: 40 }, 0)
    close(at.expectedShortfall, 5 * 0.3989422804014327, 1e-12)
    assert.equal(at.ruinProbability, 1)
  })
})

describe('waitingDeadline', () => {
  test('the deadline is where ruin reaches the bound, and the best wait lies before it', () => {
    const { best, deadline } = waitingDeadline(choice)
    assert.ok(deadline !== null && deadline < 10)
    close(waitOutcome(choice, deadline).ruinProbability, 1e-3, 1e-9)
    assert.ok(best.wait > 0.3 && best.wait < deadline)
    // one more unit of time saves 150·e^(−5w) of cost and costs some shortfall: beyond the best both would lose
    const total = (wait: number): number => waitOutcome(choice, wait).cost + waitOutcome(choice, wait).expectedShortfall
    assert.ok(total(best.wait) <= Math.min(total(0), total(deadline), total(0.9 * best.wait), total(1.1 * best.wait)))
  })

  test('a book that has nothing to regain is closed now', () =>
    assert.equal(waitingDeadline({ ...choice, costRested: 40 }).best.wait, 0))

  test('an account that no wait saves has no deadline', () => {
    const { best, deadline } = waitingDeadline({ ...choice, equity: 12 })
    assert.equal(deadline, null)
    assert.equal(best.wait, 0)
  })

  test('an account that only a refilled book saves waits until it has', () => {
    const { best, deadline } = waitingDeadline({ ...choice, equity: 45, varianceRate: 4, closingVariance: 16 })
    assert.ok(best.wait > 0 && best.ruinProbability <= 1e-3)
    assert.ok(deadline !== null && deadline > best.wait)
  })

  test('a negative cost is refused by name', () =>
    assert.throws(() => waitingDeadline({ ...choice, costNow: -1 }), { name: 'ForecastInputError', field: 'costNow' }))
})
