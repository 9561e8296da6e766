import { formatDecimal } from '../../units/index.ts'
import { decimal, decimalIn, noRules, schemaOf } from '../parameters.ts'
import { grossQuoteNotional } from '../positions.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while the gross notional of the account is above a value, in whole units of the contracts' quote asset. */
export const notionalAbove: TriggerStrategy = {
  name: 'notional-above',
  formula: 'N > notional',
  schema: schemaOf({ notional: decimal('gross notional at mark, in units of the quote asset') }),
  check: noRules,
  create: (parameters) => {
    const notional = decimalIn(parameters, 'notional')
    return {
      holds: (view) => {
        const gross = grossQuoteNotional(view, view.account)
        return {
          holds: gross > notional,
          facts: () => ({ notionalQuote: formatDecimal(gross, 18), thresholdQuote: formatDecimal(notional, 18) }),
        }
      },
      wake: { kind: 'always' },
    }
  },
}
