import { lots, type Atoms } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import {
  burnMovement,
  penaltyMovement,
  splitFee,
  type Coverage,
  type FeePart,
  type Movement,
} from '../settlement/index.ts'
import type { Desk } from './desk.ts'
import { openInterestIn } from './standing.ts'
import { accountOf, policyOf, venueOf } from './state.ts'
import { notionalAtMark } from './valuation.ts'
import { equityNow } from './view.ts'

/** A penalty that is due, settlement atoms > 0, and who took the slice over; null when it was traded, so that the venue itself liquidated. */
export interface DuePenalty {
  readonly account: AccountId
  readonly instrument: Instrument
  readonly atoms: Atoms
  readonly liquidator: AccountId | null
}

/**
 * Pays a penalty as the account's policy splits it: to the fund of the market, whoever took the slice over, the treasury, or to
 * nobody. Without a split all of it is the fund's; a market without a fund pays the treasury in its place.
 */
export const payPenalty = (desk: Desk, due: DuePenalty): void => {
  const { fees } = policyOf(venueOf(desk.state), due.account)
  for (const part of splitFee(due.atoms, fees, coverageOf(desk, due.instrument)))
    desk.emit({ kind: 'moved', movement: movementOf(desk, due, part) })
}

/** Who stands behind a market: its fund, or the treasury where it has none. */
export const fundFor = ({ state }: Desk, instrument: Instrument): AccountId => {
  const { funds, declaration } = venueOf(state)
  return funds.get(instrument.id) ?? declaration.house.treasury
}

const movementOf = (desk: Desk, { account, instrument, liquidator }: DuePenalty, part: FeePart): Movement => {
  const { treasury, external } = venueOf(desk.state).declaration.house
  const money = { account, asset: instrument.settle, atoms: part.atoms }
  switch (part.to) {
    case 'burn':
      return burnMovement({ ...money, external })
    case 'fund':
      return penaltyMovement({ ...money, fund: fundFor(desk, instrument) })
    case 'liquidator':
      return penaltyMovement({ ...money, fund: liquidator ?? treasury })
    case 'treasury':
      return penaltyMovement({ ...money, fund: treasury })
  }
}

const coverageOf = (desk: Desk, instrument: Instrument): Coverage => {
  const { state } = desk
  const { held } = openInterestIn(state.openInterest, instrument.id)
  return {
    equity: equityNow(state, accountOf(state, fundFor(desk, instrument))),
    openInterest: notionalAtMark(venueOf(state).rules, state.prices, instrument, lots(held)),
  }
}
