import type { InstrumentId } from '../instruments/index.ts'
import type { Account } from '../accounts/index.ts'
import { thresholds } from './thresholds.ts'
import type { LadderRung, MarginRules, MarkPrices, Rung } from './types.ts'

/**
 * Where each rung (a named multiple of the maintenance requirement) is crossed as one mark moves, in the order given. It
 * holds until the account or another mark changes.
 *
 * @throws MissingMarkError, LinkError as `thresholds` does.
 */
export const ladder = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  instrument: InstrumentId,
  rungs: readonly Rung[],
  linked: readonly InstrumentId[] = [],
): readonly LadderRung[] =>
  rungs.map((rung) => ({
    ...rung,
    ...thresholds(rules, account, marks, instrument, { level: 'maintenance', multiple: rung.multiple, linked }),
  }))
