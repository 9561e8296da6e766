import { atoms, divide, greatest, least, magnitude, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import { countedProfit, weighedProfit, type Weighed, type Weights } from '../margin/index.ts'

/** A perpetual beside the token it settles in; money in atoms of that token, all at one price. */
export interface CutAndSettle {
  readonly perpetual: Weighed
  /** Weights at which liquidation ends. */
  readonly weights: Weights
  /** Share of unsettled profit that counts. */
  readonly overall: Ratio
  readonly settleToken: bigint
  /** Health of all else. */
  readonly otherHealth: bigint
  /** Lots that may be closed, and profit that may be settled, at most; ≥ 0. */
  readonly mostLots: bigint
  readonly mostSettled: bigint
  /** What the taker of lots is paid on their notional, and the one who settles on what is settled. */
  readonly fee: Ratio
  readonly settleFee: Ratio
  /** Atoms of a native unit: health above minus half of one is left to rounding. */
  readonly unit: bigint
}

/** What was closed and settled, and what is left. Lots signed, money in atoms rounded against the account. */
export interface CutAndSettled {
  readonly cut: bigint
  readonly settled: bigint
  readonly lots: bigint
  readonly quote: bigint
  readonly settleToken: bigint
  readonly health: Atoms
}

/** Progress: u in 1e-18 atoms, health in 1e-36 atoms, the rest in lots and atoms. */
interface Progress {
  u: bigint
  health: bigint
  cut: bigint
  settled: bigint
}

/**
 * Closes lots and settles profit by turns until health is zero, in five sub-steps; equations in the order of the steps.
 *
 *   (1) u < 0:                          close k = ⌈min(gain, -u) / g⌉;                u += k·g, H += k·g
 *   (2) u ≥ 0 and keep > ω:             settle s = min(gain / (keep - ω), left, u);   u -= s, H += s·(keep - ω)
 *   (3) u ≥ 0 and profit may be settled: close k = ⌈min(gain, left) / (g·keep)⌉;       u += k·g, H += k·g·ω
 *   (4) as (2)
 *   (5) H < -½ and ω > 0:               close k = ⌈gain / (g·ω)⌉;                     u += k·g, H += k·g·ω
 *
 * u weighed profit · gain = max(0, -H) · g = P·(1 - fee - w_asset) for a long, P·(w_liability - 1 - fee) for a short: what a lot
 * frees; where it frees nothing none is closed · keep = 1 - settle fee · ω overall weight. Settled profit is rounded up to an atom.
 *
 * @source docs/models/mango-health.md, eq. 3 to 7
 */
export const cutAndSettle = (terms: CutAndSettle): CutAndSettled => {
  const u = weighedProfit(terms.perpetual, terms.weights)
  const before = (terms.settleToken + terms.otherHealth) * RATIO_ONE * RATIO_ONE + countedProfit(u, terms.overall)
  const progress: Progress = { u, health: before, cut: 0n, settled: 0n }
  const { overall, unit } = terms
  const keep = RATIO_ONE - terms.settleFee
  if (progress.u < 0n)
    close(terms, progress, {
      wanted: least(gain(progress), -progress.u * RATIO_ONE),
      counts: RATIO_ONE,
      per: RATIO_ONE,
    })
  settle(terms, progress)
  const open = (terms.mostSettled - progress.settled) * RATIO_ONE * RATIO_ONE
  if (progress.u >= 0n && open > 0n)
    close(terms, progress, { wanted: least(gain(progress), open), counts: overall, per: keep })
  settle(terms, progress)
  if (2n * progress.health < -unit * RATIO_ONE * RATIO_ONE && overall > 0n)
    close(terms, progress, { wanted: gain(progress), counts: overall, per: overall })
  return outcome(terms, progress)
}

const gain = ({ health }: Progress): bigint => greatest(0n, -health)

/** What closing one lot adds to u, 1e-18 atoms. */
const freedByLot = ({ perpetual: { lots: held, price }, weights, fee }: CutAndSettle): bigint =>
  price * (held > 0n ? RATIO_ONE - fee - weights.asset : weights.liability - RATIO_ONE - fee)

/** `per`: what of a lot's relief the wanted amount is measured in; `counts`: what of it reaches health. */
const close = (
  terms: CutAndSettle,
  progress: Progress,
  { wanted, counts, per }: { readonly wanted: bigint; readonly counts: bigint; readonly per: bigint },
): void => {
  const freed = freedByLot(terms)
  if (freed <= 0n || per <= 0n || wanted <= 0n) return
  const most = least(magnitude(terms.perpetual.lots), terms.mostLots)
  const lotsCut = least(divide(wanted, freed * per, 'up'), most - progress.cut)
  progress.cut += lotsCut
  progress.u += lotsCut * freed
  progress.health += lotsCut * freed * counts
}

const settle = ({ settleFee, overall, mostSettled }: CutAndSettle, progress: Progress): void => {
  const raise = RATIO_ONE - settleFee - overall
  if (progress.u < 0n || raise <= 0n) return
  const wanted = divide(gain(progress), raise * RATIO_ONE, 'up')
  const most = least(mostSettled - progress.settled, divide(progress.u, RATIO_ONE, 'down'))
  const part = greatest(0n, least(wanted, most))
  progress.settled += part
  progress.u -= part * RATIO_ONE
  progress.health += part * raise * RATIO_ONE
}

/** Health is counted anew: where a cut turned a loss into profit, less of it counts than the steps did. */
const outcome = (terms: CutAndSettle, progress: Progress): CutAndSettled => {
  const { perpetual, fee, settleFee, settleToken, otherHealth, overall } = terms
  const long = perpetual.lots > 0n
  const signed = long ? -progress.cut : progress.cut
  const settleAfter = settleToken + divide(progress.settled * (RATIO_ONE - settleFee), RATIO_ONE, 'down')
  const health = (settleAfter + otherHealth) * RATIO_ONE * RATIO_ONE + countedProfit(progress.u, overall)
  const paid = -signed * perpetual.price * (long ? RATIO_ONE - fee : RATIO_ONE + fee)
  return {
    cut: signed,
    settled: progress.settled,
    lots: perpetual.lots + signed,
    quote: perpetual.quote + divide(paid, RATIO_ONE, 'down') - progress.settled,
    settleToken: settleAfter,
    health: atoms(divide(health, RATIO_ONE * RATIO_ONE, 'down')),
  }
}
