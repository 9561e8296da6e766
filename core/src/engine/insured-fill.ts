import { atoms, greatest, least, NO_ATOMS, type Atoms, type Lots, type Ratio, type Ticks } from '../units/index.ts'
import { fillValue, type Instrument } from '../instruments/index.ts'
import type { Account, AccountId } from '../accounts/index.ts'
import { bankruptcyQuote } from '../margin/index.ts'
import type { PenaltyTerms } from '../liquidation/index.ts'
import { fundPayment, insuranceFundDelta } from '../settlement/index.ts'
import type { Desk } from './desk.ts'
import { accountOf, venueOf } from './state.ts'
import { fromNumeraire, inNumeraire } from './valuation.ts'
import { equityNow } from './view.ts'

/** A fill that closes: signed lots at a price, and the account as it stood before. */
export interface InsuredClosing {
  readonly instrument: Instrument
  readonly size: Lots
  readonly price: Ticks
  readonly before: Account
  /** What the venue charged for the fill, numeraire atoms; absent = nothing. */
  readonly fee?: Atoms
}

/**
 * What a closing brings to the fund (> 0) or costs it (< 0) against the bankruptcy quote of the account before it, in settlement
 * atoms; what the venue charged for the fill counts as part of the quote, so that no penalty is taken out of it. Nothing for what is no closing of
 * a position.
 *
 * @source docs/models/bankruptcy-split.md, eq. 5
 */
export const insuredDelta = (
  { state }: Desk,
  { instrument, size, price, before, fee = NO_ATOMS }: InsuredClosing,
  feeRate: Ratio,
): Atoms => {
  const { rules } = venueOf(state)
  const quote = bankruptcyQuote(rules, before, state.prices, { instrument: instrument.id, size })
  if (quote.kind === 'invalid-close') return NO_ATOMS
  const bankruptcy = fromNumeraire(rules, state.prices, { asset: instrument.settle, atoms: atoms(quote.atoms + fee) })
  return insuranceFundDelta({ received: atoms(-fillValue(instrument, size, price)), bankruptcy, feeRate })
}

/**
 * Lets the market's fund pay at once what a closing was worse than its bankruptcy quote, where the terms say so and as far as its own
 * equity reaches: a fill is a fact, so what is not covered stays with the account.
 *
 * @returns numeraire atoms paid.
 */
export const coverExcess = (desk: Desk, id: AccountId, terms: PenaltyTerms, closing: InsuredClosing): Atoms => {
  const { state } = desk
  const { funds, rules } = venueOf(state)
  const { instrument } = closing
  const fund = funds.get(instrument.id)
  if (terms.excess !== 'fund' || fund === undefined || fund === id) return NO_ATOMS
  const wanted = atoms(-insuredDelta(desk, closing, terms.rate))
  if (wanted <= 0n) return NO_ATOMS
  const { settle: asset } = instrument
  const free = fromNumeraire(rules, state.prices, { asset, atoms: equityNow(state, accountOf(state, fund)) })
  const paid = least(wanted, greatest(NO_ATOMS, free))
  if (paid === 0n) return NO_ATOMS
  const missing = greatest(NO_ATOMS, atoms(-equityNow(state, accountOf(state, id))))
  desk.emit({ kind: 'moved', movement: fundPayment({ account: id, from: fund, asset, atoms: paid }) })
  const worth = inNumeraire(rules, state.prices, { asset, atoms: paid }, 'down')
  reportMissing(desk, id, least(worth, missing))
  return worth
}

/** What an account below zero was missing and its fund has paid. */
const reportMissing = (desk: Desk, account: AccountId, paid: Atoms): void => {
  if (paid === 0n) return
  const nobody = { vault: NO_ATOMS, adl: NO_ATOMS, socialised: NO_ATOMS, unmet: NO_ATOMS, dust: NO_ATOMS }
  desk.emit({ kind: 'shortfall', account, atoms: paid, fund: paid, ...nobody })
}
