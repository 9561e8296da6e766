import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { math, simulateHawkes } from '@ebbline/core'
import { totalOf } from '../fit/sums.ts'
import { directionRows, DIRECTION_WIDTH, scoreDirections, withFeatures, type DirectionRows } from './direction-skill.ts'
import { plantedBook } from './flow.fixtures.ts'
import { LINEAR_WIDTH, linearErrors, skillOf } from './linear-skill.ts'
import { shuffledMoves, shuffledOutcomes, shuffledOrder } from './shuffle.ts'
import { scoreStream } from './stream-skill.ts'

const STEPS = 4000
const TERMS = { trail: 1, horizon: 1, stretch: 50, warmUp: 500 }
const linearSkill = (book: ReturnType<typeof plantedBook>, model: 'best' | 'levels', lag: 'same' | 'next'): number =>
  skillOf(totalOf(linearErrors(book, { model, lag, steps: 1, stretch: 50 }), LINEAR_WIDTH))
const directionSkill = (rows: DirectionRows): number =>
  skillOf(totalOf(scoreDirections(rows, TERMS).stretches, DIRECTION_WIDTH))

describe('linearErrors', () => {
  const book = plantedBook(STEPS, 1)
  // the next move is flow + noise of one variance: R² = 1/2
  test('finds a planted signal: half the variance of the next move', () => {
    for (const model of ['best', 'levels'] as const)
      assert.ok(Math.abs(linearSkill(book, model, 'next') - 0.5) < 0.04, model)
  })
  test('finds nothing in the same move, where nothing was planted', () =>
    assert.ok(Math.abs(linearSkill(book, 'best', 'same')) < 0.01))
  test('finds nothing once moves are dealt out anew', () => {
    const skill = linearSkill(shuffledMoves(book, 10, math.randomStream(1, 1)), 'levels', 'next')
    assert.ok(skill < 0.01 && skill > -0.02, `${skill}`)
  })
})

describe('scoreDirections', () => {
  const rows = directionRows(plantedBook(STEPS, 1), TERMS)
  test('finds a planted signal, and nothing once outcomes are dealt out anew', () => {
    assert.ok(directionSkill(rows) > 0.15, `${directionSkill(rows)}`)
    const nothing = directionSkill(shuffledOutcomes(rows, 50, math.randomStream(1, 2)))
    assert.ok(nothing < 0.005 && nothing > -0.02, `${nothing}`)
  })

  test('without the feature that carries it there is none', () =>
    assert.ok(Math.abs(directionSkill(withFeatures(rows, [2, 3]))) < 0.01))

  test('no forecast changes when everything that it could not know is changed', () => {
    const cut = 2000
    const features = rows.features.map((each, at) => (at >= (cut + 1) * rows.width ? -7 * each + 1 : each))
    const lower = rows.lower.map((each, at) => (at > cut - TERMS.horizon ? 1 - each : each))
    const [before, after] = [rows, { ...rows, features, lower }].map((each) =>
      scoreDirections(each, TERMS)
        .forecasts.slice(0, cut - TERMS.warmUp + 1)
        .map(({ probability }) => probability),
    )
    assert.equal(before?.length, cut - TERMS.warmUp + 1)
    assert.deepEqual(after, before)
  })
})

describe('shuffledOrder', () => {
  test('holds every number once, in another order', () => {
    const order = shuffledOrder(100, math.randomStream(1, 3))
    assert.deepEqual(
      order.toSorted((one, other) => one - other),
      Array.from({ length: 100 }, (_, at) => at),
    )
    assert.notDeepEqual(order.slice(0, 10), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })
})

describe('scoreStream', () => {
  test('of a stream that excites itself, the true kind of law gains most on what was held out and fits it', () => {
    const law = { baseline: { kind: 'constant', rate: 1 }, jump: 3, decay: 5 } as const
    const times = simulateHawkes(law, 1000, math.randomStream(31, 1))
    const [poisson, , hawkes] = scoreStream(
      { name: 'made up', times, seconds: 1000 },
      { fitted: 0.7, stepSeconds: 100 },
    )
    assert.equal(poisson?.gain, 0)
    assert.ok(hawkes?.branching && hawkes.branching.low < 0.6 && hawkes.branching.high > 0.6)
    assert.ok(hawkes.gain > 0.15 && hawkes.pValue > 0.01, `${hawkes.gain}, ${hawkes.pValue}`)
    assert.ok((poisson?.pValue ?? 1) < 1e-6)
  })
})
