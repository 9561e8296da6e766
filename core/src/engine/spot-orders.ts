import { atoms, type Atoms } from '../units/index.ts'
import { fillValue, type AssetId, type Spot } from '../instruments/index.ts'
import { balanceOf, type Account, type OpenOrder } from '../accounts/index.ts'
import { venueOf, type State } from './state.ts'

/** What an account has not got for its spot orders. */
export interface Unfunded {
  readonly asset: AssetId
  readonly missingAtoms: string
}

/**
 * What is missing for a spot order beside those that rest: a purchase pays its quote at its price, a sale its base, out of what the
 * account holds. Money for a purchase is borrowed by withdrawing, not by ordering. Null for a derivative and for a funded order.
 */
export const unfunded = (state: State, account: Account, order: OpenOrder): Unfunded | null => {
  const own = payment(state, order)
  if (own === null) return null
  let left: bigint = balanceOf(account, own.asset) - own.atoms
  for (const open of account.orders) {
    const other = payment(state, open)
    if (other?.asset === own.asset) left -= other.atoms
  }
  return left >= 0n ? null : { asset: own.asset, missingAtoms: String(-left) }
}

const payment = (state: State, order: OpenOrder): { readonly asset: AssetId; readonly atoms: Atoms } | null => {
  const instrument = venueOf(state).rules.instruments.get(order.instrument)
  return instrument?.kind === 'spot' ? paidBy(instrument, order) : null
}

const paidBy = (
  spot: Spot,
  { side, remaining, price }: OpenOrder,
): { readonly asset: AssetId; readonly atoms: Atoms } =>
  side === 'buy'
    ? { asset: spot.quote, atoms: fillValue(spot, remaining, price) }
    : { asset: spot.base, atoms: atoms(remaining * spot.lotAtoms) }
