import {
  atoms,
  divide,
  greatest,
  least,
  lots,
  magnitude,
  NO_ATOMS,
  NO_LOTS,
  type Atoms,
  type Lots,
} from '../units/index.ts'
import type { Instrument, InstrumentId, Spot } from '../instruments/index.ts'
import { balanceOf, positionIn, type Account, type Balance } from '../accounts/index.ts'
import { loanToValue, netsOf, owesLoan } from '../margin/index.ts'
import { closable } from './positions.ts'
import type { LiquidationView } from './types.ts'

/** Lots of a spot market's base that an account may still sell: whole lots of what it holds by balance and net of losses, less sales in flight; ≥ 0. */
export const sellable = (view: LiquidationView, spot: Spot): Lots => {
  const net = netsOf(view.rules, view.account, view.marks, 'maintenance').coins?.get(spot.base) ?? 0n
  const held = least(net, balanceOf(view.account, spot.base))
  return lots(greatest(0n, divide(held, spot.lotAtoms, 'down') + least<bigint>(0n, view.inFlight(spot.id))))
}

/** Lots of a spot market's base that repay a debt in it, the last one rounded up, less purchases in flight; ≥ 0. */
export const repayable = (view: LiquidationView, spot: Spot): Lots => {
  const owed = greatest(0n, -balanceOf(view.account, spot.base))
  return lots(greatest(0n, divide(owed, spot.lotAtoms, 'up') - greatest<bigint>(0n, view.inFlight(spot.id))))
}

/** Signed trade that a slice may make in an instrument at most: against a position, or collateral sold, or a debt bought back. */
export const mostTraded = (view: LiquidationView, id: InstrumentId): Lots => {
  const spot = spotOf(view.rules.instruments.get(id))
  if (spot !== null) {
    const sold = sellable(view, spot)
    return sold > 0n ? lots(-sold) : repayable(view, spot)
  }
  const position = positionIn(view.account, id)
  return position === undefined ? NO_LOTS : lots(-closable(view, position))
}

/** Lots by magnitude that an order may fill at most without turning what it reduces, whatever is in flight. */
export const reducibleLots = (view: LiquidationView, id: InstrumentId): Lots => {
  const landed = { ...view, inFlight: () => NO_LOTS }
  return lots(magnitude(mostTraded(landed, id)))
}

/** The listed spot market in which a balance is sold for the numeraire, or bought back with it; null for one without. */
export const marketOf = (view: LiquidationView, { asset }: Pick<Balance, 'asset'>): Spot | null => {
  const spot = view.rules.collateral.get(asset)?.spot
  return spot === undefined ? null : spotOf(view.rules.instruments.get(spot.id))
}

/** Whether anything is left that a slice could reduce: a position, or a loan. */
export const hasRisk = ({ rules, account }: Pick<LiquidationView, 'rules' | 'account'>): boolean =>
  account.positions.length > 0 || owesLoan(rules, account)

/** Sides of the books on which an account can be reduced. */
export const ways = (
  view: LiquidationView,
): readonly { readonly instrument: InstrumentId; readonly side: 'buy' | 'sell' }[] => [
  ...view.account.positions.map(({ instrument, size }) => ({ instrument, side: sideAgainst(size) })),
  ...view.account.balances.flatMap((balance) => {
    const spot = marketOf(view, balance)
    return spot === null ? [] : [{ instrument: spot.id, side: sideAgainst(lots(balance.atoms)) }]
  }),
]

const sideAgainst = (held: Lots): 'buy' | 'sell' => (held > 0n ? 'sell' : 'buy')

const spotOf = (instrument: Instrument | undefined): Spot | null => (instrument?.kind === 'spot' ? instrument : null)

/** Numeraire that an account owes, losses of its positions included, in atoms, ≥ 0. */
export const numeraireDebt = (view: LiquidationView): Atoms =>
  greatest(NO_ATOMS, atoms(-netsOf(view.rules, view.account, view.marks, 'maintenance').numeraire))

/** All that an account holds less all that it owes, at mark and without haircut, numeraire atoms. */
export const netWorth = ({ rules, marks }: LiquidationView, account: Account): Atoms => {
  const { collateral, debt } = loanToValue(rules, account, marks)
  return atoms(collateral - debt)
}
