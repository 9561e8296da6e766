import { changeAccount, tradeChange, type Account } from '../accounts/index.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/** The account after legs were traded at their marks without any cost; a leg without instrument or mark stays undone. */
export const tradeAtMark = (
  { account, rules, marks }: Pick<LiquidationView, 'account' | 'rules' | 'marks'>,
  legs: readonly DraftLeg[],
): Account => {
  let traded = account
  for (const leg of legs) {
    const instrument = rules.instruments.get(leg.instrument)
    const mark = marks.get(leg.instrument)
    if (instrument === undefined || mark === undefined) continue
    traded = changeAccount(traded, tradeChange(traded, instrument, leg.size, mark))
  }
  return traded
}
