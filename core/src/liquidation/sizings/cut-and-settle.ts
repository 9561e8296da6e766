import {
  atoms,
  divide,
  formatRatio,
  greatest,
  lots,
  magnitude,
  ratio,
  RATIO_ONE,
  type Atoms,
  type Ratio,
} from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import {
  countedProfit,
  measure,
  profitOf,
  requirement,
  weighedProfit,
  worth,
  type Weighed,
} from '../../margin/index.ts'
import { cutAndSettle, type CutAndSettle } from '../cut-and-settle.ts'
import { decimal, decimalIn, ONE, outside, schemaOf } from '../parameters.ts'
import { notionalOf } from '../positions.ts'
import type { LiquidationView, Path, SizingStrategy } from '../types.ts'
import { largestLeg } from './tier-step.ts'

/**
 * Mango's alternating cut and settle on the largest position of the direction: the lots that `cutAndSettle` closes at the weights of
 * the initial level. A position here pays its profit out as it is closed, so what is to be settled is settled by closing the
 * lots that carry it: the larger of the two counts. Rates are those of the position's present size.
 *
 * @source docs/models/mango-health.md, section 3
 */
export const cutAndSettleSizing: SizingStrategy = {
  name: 'cut-and-settle',
  formula: 'k = ⌈min(gain, -u) / g⌉ while u < 0, then settle gain / (keep - ω), then k = ⌈gain / (g·ω)⌉',
  schema: schemaOf({ settleFee: decimal('share of settled profit that the settler is paid, below 1') }),
  check: (parameters) => outside(parameters, 'settleFee', { atMost: ONE }, 'give a share such as 0.001'),
  create: (parameters) => {
    const settleFee = decimalIn(parameters, 'settleFee')
    return (view, path, penaltyRate) => {
      const instrument = largestLeg(view, path)
      const terms = instrument === undefined ? null : termsOf(view, instrument, { settleFee, fee: penaltyRate })
      if (instrument === undefined || terms === null) return { step: path.steps, facts: {}, reachable: true }
      const { cut, settled, health } = cutAndSettle(terms)
      const wanted = greatest(magnitude(cut), carrying(terms, settled))
      const step = bisectInteger(0n, path.steps, (at) => closedAt(path, at, instrument) >= wanted)
      const facts = {
        instrument,
        cutLots: String(cut),
        carryingLots: String(wanted),
        settleFee: formatRatio(settleFee),
      }
      return { step: step ?? path.steps, facts, reachable: step !== null && 2n * health >= -terms.unit }
    }
  },
}

/** Lots whose closing pays out a profit. */
const carrying = ({ perpetual }: CutAndSettle, settled: bigint): bigint => {
  const profit = perpetual.quote + perpetual.lots * perpetual.price
  return settled <= 0n || profit <= 0n ? 0n : divide(settled * magnitude(perpetual.lots), profit, 'up')
}

const closedAt = (path: Path, step: bigint, instrument: string): bigint =>
  magnitude(path.at(step).find((leg) => leg.instrument === instrument)?.size ?? lots(0n))

/** Everything in atoms of the numeraire × |size|, so that a lot is worth the whole notional and no price is rounded. */
const termsOf = (
  view: LiquidationView,
  instrument: string,
  fees: { readonly settleFee: Ratio; readonly fee: Ratio },
): CutAndSettle | null => {
  const position = view.account.positions.find((held) => held.instrument === instrument)
  const spec = view.rules.instruments.get(instrument)
  if (position === undefined || spec === undefined) return null
  const scale = magnitude(position.size)
  const notional = notionalOf(view, instrument, position.size)
  const profit = worth(view.rules, view.marks, spec.settle, atoms(profitOf(view.rules, view.marks, position)))
  const rate = initialRate(view, instrument, notional)
  const weights = { asset: ratio(RATIO_ONE - rate), liability: ratio(RATIO_ONE + rate) }
  const overall = ratio(RATIO_ONE - view.rules.profitHaircut)
  const perpetual: Weighed = {
    lots: position.size,
    price: notional,
    quote: profit * scale - position.size * notional,
  }
  const initial = measure(view.rules, view.account, view.marks, 'initial')
  const counted = countedProfit(weighedProfit(perpetual, weights), overall)
  return {
    perpetual,
    weights,
    overall,
    settleToken: 0n,
    otherHealth: (initial.equity - initial.requirement) * scale - divide(counted, RATIO_ONE * RATIO_ONE, 'up'),
    mostLots: scale,
    mostSettled: greatest(0n, profit * scale),
    ...fees,
    unit: scale,
  }
}

/** What the position requires at the initial level by its notional, rounded up. */
const initialRate = (view: LiquidationView, instrument: string, notional: Atoms): Ratio => {
  const required = requirement(view.rules.tiers.get(instrument) ?? [], notional, 'initial')
  return notional === 0n ? ratio(0n) : ratio(divide(required * RATIO_ONE, notional, 'up'))
}
