import type { Black76Terms, EuropeanTerms, OptionKind } from '@ebbline/core'
import { CaseShapeError, numberIn, textIn, type Inputs } from './adapter.ts'

/** The kind that the input `type` names. @throws CaseShapeError */
export const kindIn = (inputs: Inputs): OptionKind => {
  const kind = textIn(inputs, 'type')
  if (kind === 'call' || kind === 'put') return kind
  throw new CaseShapeError('type', kind, 'call or put')
}

/** Terms on a spot, under the names of the vector files: S, K, T, vol, r, q. @throws CaseShapeError */
export const spotTermsIn = (inputs: Inputs): EuropeanTerms => ({
  kind: kindIn(inputs),
  spot: numberIn(inputs, 'S'),
  strike: numberIn(inputs, 'K'),
  time: numberIn(inputs, 'T'),
  vol: numberIn(inputs, 'vol'),
  rate: numberIn(inputs, 'r'),
  dividend: numberIn(inputs, 'q'),
})

/** Terms on a future: F, K, T, vol, r. @throws CaseShapeError */
export const futureTermsIn = (inputs: Inputs): Black76Terms => ({
  kind: kindIn(inputs),
  forward: numberIn(inputs, 'F'),
  strike: numberIn(inputs, 'K'),
  time: numberIn(inputs, 'T'),
  vol: numberIn(inputs, 'vol'),
  rate: numberIn(inputs, 'r'),
})
