import { NO_ATOMS } from '../../units/index.ts'
import { onSale } from '../auction-view.ts'
import type { ExitStrategy } from '../types.ts'
import { target } from './target.ts'

/**
 * Over once equity >= multiple × maintenance requirement, or once what earlier buyers paid in is worth all that is left: then nothing more
 * could be sold for a price, and the account is auctioned anew with nothing reserved if it is still due.
 */
export const auctionTarget: ExitStrategy = {
  ...target,
  name: 'auction-target',
  formula: 'E >= multiple M, or what buyers paid in >= E >= 0',
  create: (parameters) => {
    const healthy = target.create(parameters)
    return {
      ...healthy,
      reached: (view) => {
        const { markToMarket, reserved } = onSale(view)
        const verdict = healthy.reached(view)
        const spent = reserved > NO_ATOMS && markToMarket >= NO_ATOMS && reserved >= markToMarket
        return {
          holds: verdict.holds || spent,
          facts: () => ({ ...verdict.facts(), reservedAtoms: String(reserved) }),
        }
      },
    }
  },
}
