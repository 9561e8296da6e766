import { formatDecimal } from '../../units/index.ts'
import { decimal, decimalIn, noRules, schemaOf } from '../parameters.ts'
import { notionalBy, NOTIONAL_OF } from '../notional-by.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds while the gross notional of the account, or the largest of a position, is above a value, in whole units of the contracts' quote asset. */
export const notionalAbove: TriggerStrategy = {
  name: 'notional-above',
  formula: 'N > notional, N gross or the largest of a position',
  schema: schemaOf({ notional: decimal('notional at mark, in units of the quote asset'), of: NOTIONAL_OF }, ['of']),
  check: noRules,
  create: (parameters) => {
    const notional = decimalIn(parameters, 'notional')
    return {
      holds: (view) => {
        const gross = notionalBy(parameters)(view, view.account)
        return {
          holds: gross > notional,
          facts: () => ({ notionalQuote: formatDecimal(gross, 18), thresholdQuote: formatDecimal(notional, 18) }),
        }
      },
      wake: { kind: 'always' },
    }
  },
}
