import { math, passageKou, touchProbabilityGbm } from '@ebbline/core'
import { CaseShapeError, numberIn, textIn, type Adapter, type Inputs } from './adapter.ts'

const DAYS_PER_YEAR = 365

/** Touch of a level below by a price without jumps. */
export const touchCase: Adapter = {
  file: 'first_passage_gbm.json',
  formula: 'touchProbability',
  run: (inputs) => {
    const dynamics = { kind: 'gbm', drift: numberIn(inputs, 'mu'), vol: numberIn(inputs, 'vol') } as const
    const time = numberIn(inputs, 'days') / DAYS_PER_YEAR
    return { probability: touchProbabilityGbm(dynamics, { levelRatio: numberIn(inputs, 'barrier_ratio'), time }) }
  },
}

/** Passage of a level by a price with double-exponential jumps; the level is stated as a log distance. */
export const crossingCase: Adapter = {
  file: 'first_passage_kou.json',
  formula: 'crossingProbability',
  run: (inputs) => {
    const { probability } = passageKou(
      {
        kind: 'kou',
        logDrift: numberIn(inputs, 'mu'),
        vol: numberIn(inputs, 'sigma'),
        intensity: numberIn(inputs, 'jump_intensity'),
        upProbability: numberIn(inputs, 'p_up'),
        upRate: numberIn(inputs, 'eta_up'),
        downRate: numberIn(inputs, 'eta_down'),
      },
      { levelRatio: math.exp(signedDistanceIn(inputs)), time: numberIn(inputs, 't') },
    )
    return { probability }
  },
}

/** @throws CaseShapeError */
const signedDistanceIn = (inputs: Inputs): number => {
  const direction = textIn(inputs, 'direction')
  const distance = numberIn(inputs, 'b')
  if (direction === 'up') return distance
  if (direction === 'down') return -distance
  throw new CaseShapeError('direction', direction, 'up or down')
}
