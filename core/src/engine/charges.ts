import { atoms, greatest, NO_ATOMS, type Atoms, type Lots, type Rounding, type Ticks } from '../units/index.ts'
import { notional, type Instrument } from '../instruments/index.ts'
import type { Account, AccountId, OrderId } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import type { PenaltyTerms } from '../liquidation/index.ts'
import { chargeOn, feeMovement } from '../settlement/index.ts'
import type { Desk } from './desk.ts'
import { insuredDelta } from './insured-fill.ts'
import { fundFor, payPenalty } from './pay-penalty.ts'
import { accountOf, venueOf } from './state.ts'
import { fromNumeraire, inNumeraire } from './valuation.ts'
import { equityNow } from './view.ts'

/** A closing that is charged for: signed lots at a price, and the account as it stood before. */
export interface Closing {
  readonly instrument: Instrument
  readonly size: Lots
  readonly price: Ticks
  readonly before: Account
  /** What the venue charged for it already, numeraire atoms; absent = nothing. */
  readonly fee?: Atoms
  /** Who took it over; absent when it was traded. */
  readonly receiver?: AccountId
}

/** Takes the venue's fee on a fill, up to what the account still has. @returns numeraire atoms. */
export const takeFee = (desk: Desk, id: AccountId, closing: Closing, order: OrderId): Atoms => {
  const { takerFee, house } = venueOf(desk.state).declaration
  const { instrument } = closing
  const fee = chargeOn({ notional: notionalOf(closing), rate: takerFee, cap: equityIn(desk, id, instrument) })
  if (fee === 0n) return NO_ATOMS
  const { settle: asset } = instrument
  desk.emit({
    kind: 'moved',
    movement: feeMovement({ account: id, treasury: house.treasury, order, asset, atoms: fee }),
  })
  return worth(desk, instrument, fee)
}

/**
 * Takes a penalty and pays it out as the policy says; the instrument's own fund pays none.
 *
 *   penalty = ⌈rate · base⌉, at most the cap     base: notional at the closing's price, or the requirement that it freed
 *
 * Where the terms round down, the notional is rounded down first.
 *
 * @returns numeraire atoms.
 */
export const takePenalty = (desk: Desk, id: AccountId, terms: PenaltyTerms, closing: Closing): Atoms => {
  if (terms.rate === 0n) return NO_ATOMS
  if (terms.cap === 'improvement') return takeImprovement(desk, id, terms, closing)
  const { instrument, receiver = null } = closing
  if (fundFor(desk, instrument) === id) return NO_ATOMS
  const { rate, round } = terms
  const base = terms.base === 'notional' ? notionalOf(closing, round) : freedRequirement(desk, id, closing)
  const penalty = chargeOn({ notional: base, rate, round, cap: capOf(desk, id, terms, closing) })
  if (penalty === 0n) return NO_ATOMS
  payPenalty(desk, { account: id, instrument, atoms: penalty, liquidator: receiver })
  return worth(desk, instrument, penalty)
}

const notionalOf = ({ instrument, size, price }: Closing, round: Rounding = 'up'): Atoms =>
  notional(instrument, size, price, round)

const capOf = (desk: Desk, id: AccountId, { cap }: PenaltyTerms, closing: Closing): Atoms | null =>
  cap === 'none' ? null : equityIn(desk, id, closing.instrument)

/** A share of what was exchanged, at most what the closing brought beyond its bankruptcy quote. @returns numeraire atoms. */
const takeImprovement = (desk: Desk, id: AccountId, { rate }: PenaltyTerms, closing: Closing): Atoms => {
  const { instrument, receiver = null } = closing
  const penalty = insuredDelta(desk, closing, rate)
  if (penalty <= 0n || fundFor(desk, instrument) === id) return NO_ATOMS
  payPenalty(desk, { account: id, instrument, atoms: penalty, liquidator: receiver })
  return worth(desk, instrument, penalty)
}

/** Maintenance requirement of the instrument alone that the account no longer has, in settlement atoms, not below zero. */
const freedRequirement = ({ state }: Desk, id: AccountId, { instrument, before }: Closing): Atoms => {
  const { rules } = venueOf(state)
  const required = (account: Account): bigint =>
    measure(rules, inOnly(account, instrument), state.prices, 'maintenance').requirement
  const freed = atoms(greatest(0n, required(before) - required(accountOf(state, id))))
  return fromNumeraire(rules, state.prices, { asset: instrument.settle, atoms: freed })
}

/** The account with nothing but what it has in one instrument. */
const inOnly = (account: Account, { id }: Instrument): Account => ({
  ...account,
  balances: [],
  positions: account.positions.filter(({ instrument }) => instrument === id),
  orders: account.orders.filter(({ instrument }) => instrument === id),
})

const equityIn = ({ state }: Desk, id: AccountId, instrument: Instrument): Atoms =>
  fromNumeraire(venueOf(state).rules, state.prices, {
    asset: instrument.settle,
    atoms: equityNow(state, accountOf(state, id)),
  })

const worth = ({ state }: Desk, instrument: Instrument, amount: Atoms): Atoms =>
  inNumeraire(venueOf(state).rules, state.prices, { asset: instrument.settle, atoms: amount }, 'up')
