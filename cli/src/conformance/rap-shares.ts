import { rapShares, type LeverageRisk } from '@ebbline/core'
import { CaseShapeError, numbersIn, textIn, type Adapter } from './adapter.ts'

/** Shares of a haircut by equity and leverage. */
export const rapSharesCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'rapShares',
  run: (inputs) => ({
    haircutShares: rapShares({
      equityShares: numbersIn(inputs, 'equityShares'),
      leverages: numbersIn(inputs, 'leverages'),
      risk: riskOf(textIn(inputs, 'risk')),
    }),
  }),
}

/** `linear`, `power 2` or `cvar 0.9`. */
const riskOf = (text: string): LeverageRisk => {
  const match = /^(linear|power|cvar)(?: (\d+(?:\.\d+)?))?$/.exec(text)
  const [, kind, parameter] = match ?? []
  if (kind === 'linear' && parameter === undefined) return { kind: 'linear' }
  if (kind === 'power' && parameter !== undefined) return { kind: 'power', exponent: Number(parameter) }
  if (kind === 'cvar' && parameter !== undefined) return { kind: 'cvar', threshold: Number(parameter) }
  throw new CaseShapeError('risk', text, 'linear, power N or cvar X')
}
