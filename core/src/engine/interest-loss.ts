import { NO_ATOMS, type Atoms } from '../units/index.ts'
import { sizeIn, type AccountId } from '../accounts/index.ts'
import { fundedLossMovement, sharesByOpenInterest, type Holder } from '../settlement/index.ts'
import type { Desk } from './desk.ts'
import { venueOf } from './state.ts'

/** The debt of a flat account, and the market in which it lost. */
export interface MarketLoss {
  readonly account: AccountId
  readonly instrument: string
  readonly atoms: Atoms
}

/**
 * Lets all holders of a market, long and short, the house and the rest of the world among them, pay for a loss by open interest, whatever their
 * equity is; what rounding collects beyond it goes to the market's fund.
 *
 * @returns what was paid: the loss, or nothing where nobody holds anything.
 * @source docs/policies/drift-v2.md, eq. 9
 */
export const shareByInterest = (desk: Desk, { account: owing, instrument: id, atoms: loss }: MarketLoss): Atoms => {
  const { state } = desk
  const { rules, funds, declaration } = venueOf(state)
  const instrument = rules.instruments.get(id)
  if (loss <= 0n || instrument === undefined || instrument.kind === 'spot') return NO_ATOMS
  const holders: Holder[] = []
  state.accounts.each((account, held) => {
    const size = sizeIn(held, id)
    if (size !== 0n && account !== owing) holders.push({ account, size })
  })
  const shares = sharesByOpenInterest(loss, instrument.lotSize, holders)
  if (shares.length === 0) return NO_ATOMS
  const roundingAccount = funds.get(id) ?? declaration.house.treasury
  const terms = { account: owing, asset: rules.numeraire, loss, shares, roundingAccount }
  desk.emit({ kind: 'moved', movement: fundedLossMovement(terms) })
  return loss
}
