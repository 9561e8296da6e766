import { afterShare, formatDecimal, leastShare, ratio, type Ratio, type ShareTerms } from '@ebbline/core'
import { CaseShapeError, exactIn, type Adapter, type Inputs } from './adapter.ts'
import { moneyIn, moneyText } from './single-position.ts'

const FILE = 'venue-docs-and-adl.json'

const shareIn = (inputs: Inputs, name: string): Ratio => ratio(exactIn(inputs, name, 18))

const termsIn = (inputs: Inputs): ShareTerms => ({
  equity: moneyIn(inputs, 'accountValue'),
  requirement: moneyIn(inputs, 'maintenanceRequirement'),
  feeRate: shareIn(inputs, 'liquidationFeeRate'),
})

const ratioText = (value: Ratio | null): string | null => (value === null ? null : formatDecimal(value, 18))

/** One share of all positions closed: the sizing `share-step`. */
export const paradexShareCase: Adapter = {
  file: FILE,
  formula: 'paradexShare',
  run: (inputs) => {
    const after = afterShare(termsIn(inputs), shareIn(inputs, 'share'))
    return {
      newMMR: moneyText(after.requirement),
      penalty: moneyText(after.penalty),
      newAccountValue: moneyText(after.equity),
      newMarginRatio: ratioText(after.ratio),
    }
  },
}

/** The smallest share on its grid that suffices. */
export const paradexMinShareCase: Adapter = {
  file: FILE,
  formula: 'paradexMinShare',
  run: (inputs) => {
    const terms = termsIn(inputs)
    const step = shareIn(inputs, 'shareStep')
    if (step <= 0n) throw new CaseShapeError('shareStep', inputs['shareStep'], 'a share above 0')
    const share = leastShare(terms, { step, target: shareIn(inputs, 'targetRatio') })
    return { share: ratioText(share), penalty: moneyText(afterShare(terms, share).penalty) }
  },
}
