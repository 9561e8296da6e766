import {
  ewmaStep,
  fitGarch,
  garchCost,
  garchLongRun,
  garchStep,
  garchVols,
  normalTailRisk,
  studentTTailRisk,
  unitStudentTTailRisk,
  type Garch,
} from '@ebbline/core'
import { numberIn, numbersIn, type Adapter, type Inputs } from './adapter.ts'

const file = 'ewma_garch.json'

const garchIn = (inputs: Inputs): Garch => ({
  omega: numberIn(inputs, 'omega'),
  alpha: numberIn(inputs, 'alpha'),
  beta: numberIn(inputs, 'beta'),
})

/** One step of the weighted average. */
export const ewmaStepCase: Adapter = {
  file,
  formula: 'ewmaStep',
  run: (inputs) => {
    const [vol, lastReturn] = [numberIn(inputs, 'vol_prev'), numberIn(inputs, 'ret_prev')]
    return { vol: ewmaStep({ decay: numberIn(inputs, 'lam'), vol, lastReturn }) }
  },
}

/** One step of GARCH(1,1), and what it returns to. */
export const garchStepCase: Adapter = {
  file,
  formula: 'garchStep',
  run: (inputs) => {
    const garch = garchIn(inputs)
    const next = garchStep(garch, { vol: numberIn(inputs, 'vol_prev'), lastReturn: numberIn(inputs, 'ret_prev') })
    const longRun = garchLongRun(garch)
    return { ...next, long_run_variance: longRun.variance, long_run_vol: longRun.vol }
  },
}

const volsOf = (inputs: Inputs): readonly number[] => {
  const returns = numbersIn(inputs, 'returns')
  const out = new Float64Array(returns.length)
  garchVols(garchIn(inputs), returns, out)
  return [...out]
}

/** Volatilities along a series. */
export const garchSeriesCachedCase: Adapter = {
  file,
  formula: 'garchSeriesCached',
  run: (inputs) => ({ vol: volsOf(inputs) }),
}

/** The same with the mean cost. */
export const garchSeriesCase: Adapter = {
  file,
  formula: 'garchSeries',
  run: (inputs) => ({ vol: volsOf(inputs), cost: garchCost(garchIn(inputs), numbersIn(inputs, 'returns')) }),
}

/** The fit. Published parameters are the optimum rounded: the likelihood there is that of the optimum, well within its tolerance. */
export const garchFitCase: Adapter = {
  file,
  formula: 'garchFit',
  run: (inputs) => {
    const { mu, omega, alpha, beta, logLikelihood } = fitGarch(numbersIn(inputs, 'data'))
    return { mu, omega, alpha, beta, loglik_at_published: logLikelihood }
  },
}

/** Tail of a normal loss. */
export const varEsNormalCase: Adapter = {
  file: 'var_es.json',
  formula: 'varEsNormal',
  run: (inputs) => {
    const { valueAtRisk, expectedShortfall } = normalTailRisk(numberIn(inputs, 'alpha'))
    return { VaR: valueAtRisk, ES: expectedShortfall }
  },
}

/** Tail of a Student t loss, at scale 1 and at variance 1. */
export const varEsStudentTCase: Adapter = {
  file: 'var_es.json',
  formula: 'varEsStudentT',
  run: (inputs) => {
    const tail = { degrees: numberIn(inputs, 'nu'), confidence: numberIn(inputs, 'alpha') }
    const [plain, unit] = [studentTTailRisk(tail), unitStudentTTailRisk(tail)]
    return {
      VaR: plain.valueAtRisk,
      ES: plain.expectedShortfall,
      VaR_unit_variance: unit.valueAtRisk,
      ES_unit_variance: unit.expectedShortfall,
    }
  },
}
