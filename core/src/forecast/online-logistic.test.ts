import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fillNormals, fillUniforms, integer, randomStream } from '../math/index.ts'
import { LEARNING_STEPS, learnOutcome, logLoss, logit, onlineLogistic, probabilityOf } from './online-logistic.ts'
import { inDeviations, runningScale, takeIntoScale } from './running-scale.ts'

const COUNT = 6000

type Tape = { readonly signals: Float64Array; readonly outcomes: readonly (0 | 1)[] }

/** Outcomes that are 1 with probability 1/(1 + e^(−0.8·signal)). */
const planted = (): Tape => {
  const [signals, draws] = [new Float64Array(COUNT), new Float64Array(COUNT)]
  fillNormals(randomStream(8, 1), 0, signals)
  fillUniforms(randomStream(8, 2), 0, draws)
  const outcomes = Array.from(draws, (draw, at) => (draw < 1 / (1 + Math.exp(-0.8 * (signals[at] ?? 0))) ? 1 : 0))
  return { signals, outcomes }
}

/** Mean log loss of the second half: of the model, and of the share of ones so far. */
const skillOn = ({
  signals,
  outcomes,
}: Tape): { readonly model: number; readonly base: number; readonly weight: number } => {
  const learner = onlineLogistic(2)
  let [model, base, ones] = [0, 0, 1]
  for (const [at, outcome] of outcomes.entries()) {
    const probability = learnOutcome(learner, Float64Array.of(1, signals[at] ?? 0), outcome)
    if (at >= COUNT / 2) {
      model += logLoss(probability, outcome) / (COUNT / 2)
      base += logLoss(ones / (at + 2), outcome) / (COUNT / 2)
    }
    ones += outcome
  }
  return { model, base, weight: learner.weights[1] ?? 0 }
}

describe('learnOutcome', () => {
  test('recovers a planted signal: its weight within 0.1, and the log loss that the truth would have', () => {
    const tape = planted()
    const { model, base, weight } = skillOn(tape)
    assert.ok(Math.abs(weight - 0.8) < 0.1, `${weight}`)
    const truth = tape.outcomes.reduce<number>((sum, outcome, at) => {
      const probability = 1 / (1 + Math.exp(-0.8 * (tape.signals[at] ?? 0)))
      return at < COUNT / 2 ? sum : sum + logLoss(probability, outcome) / (COUNT / 2)
    }, 0)
    assert.ok(base - truth > 0.05 && model - truth < 0.005, `${base}, ${model}, ${truth}`)
  })

  test('on a shuffled tape has no skill', () => {
    const tape = planted()
    const outcomes = [...tape.outcomes]
    for (let last = COUNT - 1; last > 0; last -= 1) {
      const at = integer(randomStream(8, 3), last, last + 1)
      const kept = outcomes[last] ?? 0
      outcomes[last] = outcomes[at] ?? 0
      outcomes[at] = kept
    }
    const { model, base } = skillOn({ ...tape, outcomes })
    assert.ok(model - base > -0.002 && model - base < 0.005, `${model - base}`)
  })

  // one step from nothing with α = 1, β = 1, λ₂ = 0: p = ½, g = (½ − 1)·2 = −1, z = −1, n = 1, w = 1/((1 + 1)/1) = ½
  test('one step by hand', () => {
    const learner = onlineLogistic(1, { alpha: 1, beta: 1, lambda1: 0, lambda2: 0 })
    assert.equal(learnOutcome(learner, Float64Array.of(2), 1), 0.5)
    assert.deepEqual([...learner.weights], [0.5])
    assert.ok(Math.abs(probabilityOf(learner, Float64Array.of(2)) - 1 / (1 + Math.exp(-1))) < 1e-15)
  })

  test('a penalty on small weights keeps noise at 0', () => {
    const learner = onlineLogistic(1, { ...LEARNING_STEPS, lambda1: 1 })
    learnOutcome(learner, Float64Array.of(1), 1)
    assert.equal(learner.weights[0], 0)
  })

  test('a feature that is no number, or one too few, is refused by name', () => {
    const learner = onlineLogistic(2)
    assert.throws(() => learnOutcome(learner, Float64Array.of(1, Number.NaN), 1), /features\[1\] = NaN is refused/)
    assert.throws(() => learnOutcome(learner, Float64Array.of(1), 1), /features.length = 1 is refused/)
    assert.throws(() => onlineLogistic(0), /width = 0 is refused/)
    assert.throws(() => onlineLogistic(1, { ...LEARNING_STEPS, alpha: 0 }), /alpha = 0 is refused/)
  })
})

describe('logLoss', () => {
  test('of a half is ln 2, and of sureness nothing or much', () => {
    assert.ok(Math.abs(logLoss(0.5, 1) - Math.LN2) < 1e-15)
    assert.ok(Math.abs(logLoss(1e-6, 0) - 1e-6) < 1e-12)
    assert.ok(Math.abs(logLoss(1e-6, 1) - 6 * Math.LN10) < 1e-9)
    assert.ok(Math.abs(logit(0.75) - Math.log(3)) < 1e-15)
  })
})

describe('inDeviations', () => {
  // 1, 3, 5: mean 3, deviation √(8/3)
  test('by hand, from the past alone, and never beyond 5', () => {
    const scale = runningScale(1)
    assert.deepEqual([...inDeviations(scale, Float64Array.of(7))], [0])
    for (const value of [1, 3, 5]) takeIntoScale(scale, Float64Array.of(value))
    assert.ok(Math.abs((inDeviations(scale, Float64Array.of(4))[0] ?? 0) - 1 / Math.sqrt(8 / 3)) < 1e-15)
    assert.deepEqual([...inDeviations(scale, Float64Array.of(1e9))], [5])
  })
})
