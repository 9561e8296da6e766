import { closeNotional, type ClosingImpact } from '@ebbline/core'
import { CaseShapeError, numberIn, textIn, type Adapter, type Inputs, type Outputs } from './adapter.ts'

/** The smallest closing that restores a ratio: the first guess of the sizing rule `just-enough`. */
export const closeNotionalCase: Adapter = {
  file: 'partial_close_sizing.json',
  formula: 'closeNotional',
  run: (inputs) =>
    answer(
      closeNotional({
        equity: numberIn(inputs, 'equity'),
        notional: numberIn(inputs, 'notional'),
        targetRatio: numberIn(inputs, 'target_ratio'),
        fee: numberIn(inputs, 'fee'),
        impact: { kind: impactIn(inputs), parameter: numberIn(inputs, 'impact_param') },
      }),
    ),
}

const answer = (closing: ReturnType<typeof closeNotional>): Outputs => {
  switch (closing.kind) {
    case 'none':
      return { close_notional: 0 }
    case 'close':
      return { close_notional: closing.notional }
    case 'infeasible':
      return { verdict: 'infeasible' }
  }
}

const IMPACTS: readonly ClosingImpact['kind'][] = ['none', 'linear', 'sqrt']

const impactIn = (inputs: Inputs): ClosingImpact['kind'] => {
  const named = textIn(inputs, 'impact')
  const kind = IMPACTS.find((known) => known === named)
  if (kind === undefined) throw new CaseShapeError('impact', named, IMPACTS.join(', '))
  return kind
}
