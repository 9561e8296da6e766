import { divide, greatest, lots, magnitude, NO_LOTS, type Lots } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { sizeIn } from '../../accounts/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { quoteNotional } from '../positions.ts'
import { BASE_ONE, MILLION, positionTerms, toRate, type ShortMarket } from '../short-market.ts'
import type { Path, Sized, SizingStrategy } from '../types.ts'

/**
 * Base [1e-9] whose hand-over at `price`, less the keeper's and the insurance fee, removes a shortage. Every division is rounded down.
 *
 *   d = price · quotePrice · (marginRate - keeperFee) - price · insuranceFee        base = shortage / d
 *
 * @returns null when no size does: margin that is freed does not exceed the fees.
 * @source docs/policies/drift-v2.md, eq. 2
 */
export const baseToCover = (market: ShortMarket, insuranceFee: bigint): bigint | null => {
  const { shortage, marginRate, keeperFee, price, quotePrice } = market
  if (price === 0n || marginRate <= keeperFee) return null
  const worth = divide(price * quotePrice, MILLION, 'down')
  const freed =
    divide(worth * (marginRate - keeperFee), MILLION, 'down') - divide(price * insuranceFee, MILLION, 'down')
  return freed <= 0n ? null : divide(shortage * BASE_ONE, freed, 'down')
}

/**
 * What covers the shortage of a buffered margin at the mark once the keeper and the insurance fund are paid, in the market that the
 * direction shrinks first: `baseToCover` rounded up to a lot. A position of at most `whole` is taken whole, and so is one that cannot cover it.
 */
export const coverShortage: SizingStrategy = {
  name: 'cover-shortage',
  formula: 'q = S / (P·(m + b - fL) - P·fI), rounded up; whole at or under a notional',
  schema: schemaOf({
    buffer: decimal('buffer on the maintenance rate, at most 1; that of the exit'),
    whole: decimal('notional in quote units up to which a position is taken whole'),
  }),
  check: (parameters) => outside(parameters, 'buffer', { atMost: ONE }, 'give a share of notional such as 0.02'),
  create: (parameters) => {
    const [buffer, whole] = [decimalIn(parameters, 'buffer'), decimalIn(parameters, 'whole')]
    return (view, path, _rate, penalty) => {
      const id = path.at(path.steps)[0]?.instrument
      const market = id === undefined ? null : positionTerms(view, id, buffer)
      if (id === undefined || market === null) return { step: path.steps, facts: {}, reachable: true }
      const keeperFee = toRate(penalty?.keeper ?? 0n)
      const base = baseToCover({ ...market, keeperFee }, toRate(penalty?.rate ?? 0n))
      const needed = base === null ? null : lots(greatest(0n, divide(base, market.lot, 'up')))
      const small = needed !== 0n && quoteNotional(view, { instrument: id, size: sizeIn(view.account, id) }) <= whole
      return sized(path, id, needed, small)
    }
  },
}

const sized = (path: Path, instrument: InstrumentId, needed: Lots | null, small: boolean): Sized => {
  const covers = (step: bigint): boolean => {
    const leg = path.at(step).find((each) => each.instrument === instrument)
    return needed !== null && magnitude(leg?.size ?? NO_LOTS) >= needed
  }
  const enough = covers(path.steps)
  const least = enough && !small ? bisectInteger(0n, path.steps, covers) : null
  return {
    step: least ?? path.steps,
    reachable: enough,
    facts: { instrument, neededLots: needed === null ? 'no size would do' : String(needed), whole: String(small) },
    needed: needed === null ? null : { instrument, size: needed },
  }
}
